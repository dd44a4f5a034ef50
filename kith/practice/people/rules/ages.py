"""Ages in words, now and at the time of an event."""

from datetime import date

from kith.practice.people.rules.half_known import in_words
from kith.practice.people.rules.pregnancy import is_long_past


def years_between(born: date, on: date) -> int:
    """Whole years; somebody born on 29 February has their birthday on 1 March in common years (as the law counts)."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_text(born: date, on: date) -> str:
    """ "7 years", "5 months", "3 weeks", "4 days": as fine as matters for a child."""
    if on < born:
        return "not yet born"
    years = years_between(born, on)
    if years >= 2:
        return f"{years} years"
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if months >= 3:
        return f"{months} months"
    days = (on - born).days
    if days >= 14:
        return f"{days // 7} weeks"
    return f"{days} day{'' if days == 1 else 's'}"


def age_in_words(born: date | None, known: str, on: date, *, unborn: bool, expected: date | None, died: date | None) -> str:
    """The age as a list shows it, whatever is known."""
    if unborn:
        asked = ": has the baby been born?" if is_long_past(expected, on) else ""
        return f"unborn, expected {_day(expected)}{asked}" if expected else "unborn"
    if born is None:
        return "age not known" + (f", died {_day(died)}" if died else "")
    about = "" if known == "exact" else "about "
    if died:
        return f"died {_day(died)}, aged {about}{age_text(born, died)}"
    return about + age_text(born, on)


def birth_in_words(born: date | None, known: str) -> str:
    """ "3 April 2014", "3 April 2014 (estimated)", "April 2014", "about 1984"; nothing where it is not known."""
    if known in ("month", "year"):
        return ("about " if known == "year" else "") + in_words(born, known)
    return in_words(born, "day") + (" (estimated)" if born and known == "estimated" else "")


def _day(on: date | None) -> str:
    return f"{on.day} {on:%B %Y}" if on else ""
