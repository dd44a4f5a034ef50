"""How well somebody's date of birth fits what was said of it, and why, in words."""

from collections.abc import Mapping
from datetime import date

from kith.practice.finding.rules.box import Evidence
from kith.practice.finding.rules.dates import Born

Verdict = tuple[float, str]
Keys = Mapping[str, list[str]]
NONE: list[str] = []


def birth_fits(evidence: Evidence, has: Keys) -> Verdict:
    """1 for the very day, less for a swap, a wrong year, one wrong figure; 0 where nobody can say."""
    days, born = has.get("d", NONE), evidence.born or Born(0, 0, 0)
    if evidence.damaged:
        return _damaged_fits(evidence, days) or _part_fits(Born(born.year, 0, 0), has, most=0.4)
    if evidence.other_day and evidence.other_day in days:
        return 0.9, "date of birth matches, read year first"
    if born.day and born.year and not days and not has.get("e", NONE):
        return _roughly_known_fits(born, has)
    if born.day and born.year:
        return (1.0, "expected date matches") if born.figures in has.get("e", NONE) else _day_fits(born, days)
    return _part_fits(born, has) if days or not born.day else (0.0, "")


def _roughly_known_fits(born: Born, has: Keys) -> Verdict:
    """Somebody whose birth is known by its month, or its year, alone: the day asked for may well be theirs."""
    if f"{born.year:04}{born.month:02}" in has.get("x", NONE):
        return 0.8, "month and year of birth match, the day is not known"
    if str(born.year) in has.get("y", NONE) and not has.get("x", NONE):
        return 0.6, "year of birth matches, the day is not known"
    return 0.0, ""


def _day_fits(born: Born, days: list[str]) -> Verdict:
    if born.figures in days:
        return 1.0, "date of birth matches"
    if f"{born.year:04}{born.day:02}{born.month:02}" in days:
        return 0.9, "day and month swapped"
    return max((_near_date(born.figures, day) for day in days), key=lambda pair: pair[0], default=(0.0, ""))


def _near_date(asked: str, day: str) -> Verdict:
    off = sum(one != other for one, other in zip(asked, day, strict=True))
    if asked[4:] == day[4:]:
        return (0.8 if abs(int(asked[:4]) - int(day[:4])) <= 2 or off == 1 else 0.5), "day and month match, year differs"
    if off == 1:
        return 0.8, "one figure of the date of birth differs"
    if sorted(asked) == sorted(day):
        return 0.7, "figures of the date of birth swapped"
    if asked[:4] == day[:4]:
        return (0.55, "year and month of birth match") if asked[4:6] == day[4:6] else (0.4, "year of birth matches")
    return (0.2, "") if off == 2 else (0.0, "")


def _damaged_fits(evidence: Evidence, days: list[str]) -> Verdict | None:
    """A date that cannot be: one that is near it is likely meant."""
    best = max((_near_date(evidence.damaged, day) for day in days), key=lambda pair: pair[0], default=(0.0, ""))
    if best[0] >= 0.7:
        return best
    if any(day in evidence.near_days for day in days):
        return 0.7, "date of birth is near that"
    return best if best[0] >= 0.4 else None


def _part_fits(born: Born, has: Keys, *, most: float = 1.0) -> Verdict:
    years = has.get("y", NONE)
    if born.year and born.month and f"{born.year:04}{born.month:02}" in has.get("x", NONE):
        return most, "month and year of birth match"
    if born.year and str(born.year) in years:
        return (0.5 if born.month else most), "year of birth matches"
    if not born.year and born.month and f"{born.month:02}{born.day:02}" in has.get("m", NONE):
        return most, "day and month of birth match"
    near = {str(born.year - 1), str(born.year + 1)} & set(years) if born.year else set()
    return (0.4 * most, "year of birth is one off") if near else (0.0, "")


def age_fits(evidence: Evidence, has: Keys, today: date) -> Verdict:
    """An age in years is right, or right at another time of the year, or a year off; of a baby, the month of birth."""
    if evidence.birth_months:
        months = has.get("x", NONE)
        right = next((at for at, month in enumerate(evidence.birth_months) if month in months), -1)
        return (0.0, "") if right < 0 else (1.0 if right in (1, 2) else 0.8, "age matches")
    age = evidence.age or 0
    if any(_age_on(today, day) == age for day in has.get("d", NONE)):
        return 1.0, "age matches"
    years = [int(year) for year in has.get("y", NONE)]
    off = min((min(abs(today.year - year - age), abs(today.year - year - 1 - age)) for year in years), default=9)
    return (0.95, "age matches") if off == 0 else (0.6, "age is about one year off") if off == 1 else (0.0, "")


def _age_on(today: date, day: str) -> int:
    return today.year - int(day[:4]) - (f"{today.month:02}{today.day:02}" < day[4:])
