"""A family while it is being made, and those who make its parts."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from kith.doors.operations.council.around import Around
from kith.doors.operations.council.homes import Homes
from kith.doors.operations.council.people import People
from kith.doors.operations.council.rows import Rows, Someone


@dataclass(frozen=True)
class Named:
    """A child who is to be found under this name and date of birth, and where the family lives now."""

    forename: str
    surname: str
    sex: str
    born: date
    home: tuple[str, str]  # lines and postcode


@dataclass(frozen=True)
class Wanted:
    """A family asked for: its children's ages in years, the eldest first; the eldest a girl, or somebody by name; and for what."""

    ages: tuple[int, ...] = ()
    first_is_girl: bool = False
    mark: str = ""
    eldest: Named | None = None


@dataclass
class Makers:
    """Makes people, homes, and what is around them. `today` is the day before which everything has happened."""

    people: People
    homes: Homes
    around: Around
    today: date

    def chance(self, of: float) -> bool:
        return self.people.rng.random() < of

    def days(self, low: float, high: float) -> timedelta:
        return timedelta(days=int(low + (high - low) * self.people.rng.random()))

    def between(self, first: date, last: date) -> date:
        return first + self.days(0, max((last - first).days, 1))

    def relate(
        self, rows: Rows, one: Someone, other: Someone, kind: str, *, has_pr: bool | None = None, since: date | None = None, until: date | None = None
    ) -> None:  # fmt: skip
        """`one` is the `kind` of `other`."""
        rows["people_relationship"].append((*self.people.stamp.dated(one.id, since, until), other.id, kind, has_pr, ""))


@dataclass
class Draft:
    """A family while it is being made."""

    rows: Rows
    community: str
    births: list[date]
    mother: Someone
    mother_surname: str  # that she was born with
    pattern: str  # together, apart, step (a new partner), unknown (the father is not on record)
    taken: set[str]
    surnames: set[str]
    named: Named | None = None
    double: Someone | None = None  # the stranger whose name and date of birth the eldest nearly has
    father: Someone | None = None
    partner: Someone | None = None
    together_since: date = date.min
    partner_since: date = date.max
    children: list[Someone] = field(default_factory=list)
    adults: list[Someone] = field(default_factory=list)
    relatives: list[tuple[str, Someone]] = field(default_factory=list)  # alive: ("grandmother", ...)
    places: dict[int, int] = field(default_factory=dict)  # where relatives live

    def is_partners(self, born: date) -> bool:
        """Whether a child born then is the new partner's."""
        return self.partner is not None and born > self.partner_since + timedelta(days=300)
