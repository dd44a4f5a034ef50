"""Who else is there for a family: schools, surgeries and services, each with one number; and the alerts, which say when and why."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from kith.doors.operations.council.rows import Household, Rows, Someone, Stamp
from kith.doors.operations.council.words import organisations, service

# Kind of alert: (what happened, whether it is a danger to workers, whether the person was told). {when} and {place} are filled.
ALERTS: dict[str, tuple[tuple[str, bool, tuple[str, ...]], ...]] = {
    "dog": (
        ("A large dog ran at the worker on {when}. Ask on the telephone for it to be shut in the kitchen before you go in.", True, ("yes",)),
        ("Two dogs loose in the yard, seen on {when}. The front door is the safe way in.", True, ("yes", "no")),
    ),
    "violence": (
        ("Threatened a worker at the door on {when} and blocked the way. Ring ahead, and meet at the office if you can.", True, ("yes", "yes", "no")),
        ("Threw a chair in a meeting on {when}; nobody was hurt. Calm when told beforehand what the meeting is about.", True, ("yes",)),
    ),
    "visit_in_pairs": (
        ("Visits by two workers, agreed by the manager after what was shouted on {when}.", True, ("yes", "no")),
        ("Two workers only: an allegation was made on {when} and was withdrawn. This protects both sides.", True, ("yes",)),
    ),
    "abused": (
        ("High risk, heard at MARAC on {when}. Do not speak of it while the ex-partner could hear, and do not leave messages.", False, ("yes",)),
        ("Non-molestation order made on {when}. If he is there, leave, and ring the police.", True, ("yes",)),
    ),
    "weapons": (("Police found a knife under the driver's seat on {when}. Meet in a public place.", True, ("no", "not_safe")),),
    "self_harm": (
        ("Overdose on {when}. The safety plan is in the documents; ask about it plainly.", False, ("yes",)),
        ("Was cutting again when seen on {when}. The school nurse and the parent know.", False, ("yes",)),
    ),
    "exploitation": (
        ("Found with adults in a car on {when}. If missing, ring the police at once and quote the missing plan.", False, ("yes", "no")),
        ("Believed to be carrying for others since {when}. Do not ask about it in front of friends.", False, ("no", "not_safe")),
    ),
    "medical": (
        ("Seizure on {when}. Rescue medicine is in the kitchen cupboard; ring 999 after five minutes.", False, ("yes",)),
        ("Severe allergy to nuts, confirmed on {when}. Carries two pens.", False, ("yes",)),
    ),
    "poses_risk": (
        ("Assessed on {when} as posing a risk to children. No unsupervised contact; ring the police if found in the home.", False, ("yes", "yes", "not_safe")),
    ),
    "other": (("Oxygen in use since {when}: no smoking or open fire in the home.", True, ("yes",)),),
}  # fmt: skip


@dataclass
class Around:
    """Writes professionals and alerts."""

    rng: random.Random
    stamp: Stamp
    today: date

    def settings(self) -> dict[str, str]:
        """The nursery, schools and surgery of one family."""
        rnd = self.rng.random
        kinds = {"nursery": "nurseries", "primary": "primaries", "secondary": "secondaries", "college": "colleges", "special": "specials"}
        chosen = {one: organisations(many)[int(rnd() * len(organisations(many)))][0] for one, many in kinds.items()}
        chosen["surgery"] = organisations("surgeries")[int(rnd() * len(organisations("surgeries")))][0]
        return chosen

    def pupil(self, rows: Rows, child: Someone, setting: dict[str, str]) -> None:
        """Where a child learns now, and at which primary school before."""
        phase = phase_of(child.born, self.today)
        if not phase:
            return
        if setting.get(f"special:{child.id}"):
            phase = "special" if phase in ("primary", "secondary", "college") else phase
        starts = starts_phase(child.born, phase)
        self._professional(rows, child, "school", _find(phase, setting[phase]), starts)
        if phase == "secondary":
            self._professional(rows, child, "school", _find("primary", setting["primary"]), starts_phase(child.born, "primary"), starts)

    def surgery(self, rows: Rows, one: Someone, setting: dict[str, str]) -> None:
        if not one.died and not one.is_unborn:
            self._professional(rows, one, "gp", _find("surgery", setting["surgery"]), None)

    def service(self, rows: Rows, one: Someone, kind: str, role: str = "") -> None:
        """Somebody of another service."""
        name, phone, people = service(kind)
        self._professional(rows, one, role or kind, (name, phone, people[int(self.rng.random() * len(people))]), None)

    def alert(self, rows: Rows, one: Someone, kind: str, since: date | None = None) -> None:
        """An alert of a kind, of some day within the last two years, or since a day that is given."""
        if one.died:
            return
        rnd = self.rng.random
        texts = ALERTS[kind]
        reason, to_workers, told = texts[int(rnd() * len(texts))]
        on = since or max(self.today - timedelta(days=10 + int(rnd() * 640)), one.born + timedelta(days=1))
        if on >= self.today:
            return
        ended = None
        if rnd() < 0.2 and (self.today - on).days > 200:
            ended = on + timedelta(days=180)
        review = max(on + timedelta(days=30), self.today + timedelta(days=int(rnd() * 210) - 30))
        row = (*self.stamp.dated(one.id, on, ended), kind, reason.format(when=said(on)), review, told[int(rnd() * len(told))], to_workers)
        rows["people_alert"].append(row)

    def alerts(self, rows: Rows, home: Household, adults: list[Someone]) -> None:
        """What goes with the theme, and now and then something else."""
        rnd = self.rng.random
        mother = next((one for one in adults if one.sex == "F" and not one.died), None)
        if home.themes[0][1] == "domestic_abuse" and mother and rnd() < 0.6:
            self.alert(rows, mother, "abused")
        if home.themes[0][1] == "exploitation" and home.focus and rnd() < 0.7:
            self.alert(rows, home.focus, "exploitation")
        for child in home.subjects:
            age = -1 if child.is_unborn else child.age(self.today)
            if age >= 12 and rnd() < 0.03:
                self.alert(rows, child, "self_harm")
            elif age >= 1 and rnd() < 0.012:
                self.alert(rows, child, "medical")
        for adult in adults:
            drawn = rnd()
            if drawn < 0.045:
                self.alert(rows, adult, ("dog", "violence", "visit_in_pairs", "dog", "violence", "weapons")[int(drawn / 0.045 * 6)])

    def _professional(
        self, rows: Rows, one: Someone, role: str, who: tuple[str, str, str], since: date | None, until: date | None = None
    ) -> None:
        rows["people_professional"].append((*self.stamp.dated(one.id, since, until), role, who[0], who[2], who[1], ""))


def said(day: date) -> str:
    """4 March 2026."""
    return f"{day.day} {day:%B %Y}"


def _school_year(born: date, on: date) -> int:
    """Whole years on the 31 August before: 4 starts school (Education Act 1996 s8), 11 starts secondary."""
    year = on.year if on.month >= 9 else on.year - 1
    return year - born.year - ((born.month, born.day) > (8, 31))


def phase_of(born: date, on: date) -> str:
    """ "nursery", "primary", "secondary", "college" or "" on a day."""
    years = _school_year(born, on)
    if years >= 4:
        return "primary" if years < 11 else "secondary" if years < 16 else "college" if years < 18 else ""
    return "nursery" if (on - born).days >= 1050 else ""


def starts_phase(born: date, phase: str) -> date:
    """The day on which a child begins there."""
    if phase == "nursery":
        return born.fromordinal(born.toordinal() + 1050)
    years = {"primary": 4, "special": 4, "secondary": 11, "college": 16}[phase]
    return date(born.year + years + ((born.month, born.day) > (8, 31)), 9, 4)


def _find(kind: str, name: str) -> tuple[str, str, str]:
    many = {
        "nursery": "nurseries",
        "primary": "primaries",
        "secondary": "secondaries",
        "college": "colleges",
        "special": "specials",
        "surgery": "surgeries",
    }
    return next(one for one in organisations(many[kind]) if one[0] == name)
