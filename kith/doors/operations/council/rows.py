"""What is made: rows by table, in the order of the load verbs' columns, and the people whom the stories need."""

from dataclasses import dataclass, field
from datetime import date

Rows = dict[str, list[tuple[object, ...]]]
YEAR = 365.25


@dataclass(frozen=True)
class Stamp:
    """When and by whom it was recorded."""

    at: str  # as PostgreSQL reads it
    by: int

    def dated(self, person_id: int, starts_on: date | None = None, ends_on: date | None = None) -> tuple[object, ...]:
        return (person_id, starts_on, ends_on, "", self.at, self.by)


@dataclass(slots=True)
class Someone:
    """A person being made. `born` is always known here, though the record may know only about when, or not at all (`birth_known`)."""

    id: int
    forenames: str
    surname: str
    sex: str
    born: date
    community: str
    birth_known: str = "exact"
    died: date | None = None
    is_unborn: bool = False

    @property
    def first(self) -> str:
        return self.forenames.partition(" ")[0]

    @property
    def is_dated(self) -> bool:
        return self.birth_known == "exact"

    def age(self, on: date) -> int:
        """Whole years; negative before birth."""
        return on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))

    def birthday(self, years: int) -> date:
        """The day on which they are so old."""
        try:
            return self.born.replace(year=self.born.year + years)
        except ValueError:  # 29 February
            return self.born.replace(year=self.born.year + years, day=28)


@dataclass(slots=True)
class Care:
    """Somebody who looks after the family's children, or an adult, from a day until a day."""

    person: Someone
    since: date
    until: date


@dataclass
class Household:
    """Those whom a story is about, and what is true of them: the teller says nothing that the record contradicts."""

    service: str  # "children" or "adults"
    subjects: list[Someone]
    themes: list[tuple[date, str]]  # what runs through the story, from a day on; the latest last
    cares: list[Care] = field(default_factory=list)
    helper: str = ""  # "grandmother Jean"
    tags: frozenset[str] = frozenset()
    focus: Someone | None = None  # whom the theme is about
    setting: dict[str, str] = field(default_factory=dict)  # nursery, primary, secondary, college, special, surgery
    known_from: date = date.min
    facts: list[tuple[date, str, str]] = field(default_factory=list)  # significant and true: (day, what happened, what it meant)
    is_in_care: bool = False  # looked after by the council: such a story does not close
    left_on: date | None = None  # since when nobody leads, although the work goes on
    wanted: str = ""  # what was asked for: whose caseload, which contact

    def carers_on(self, day: date) -> list[Someone]:
        """Those who look after somebody then, the main one first."""
        return [care.person for care in self.cares if care.since <= day < care.until]

    def theme_on(self, day: date) -> str:
        if len(self.themes) == 1:
            return self.themes[0][1]
        return next((theme for since, theme in reversed(self.themes) if since <= day), self.themes[0][1])
