"""The shapes of a journey while it is being made."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from kith.doors.operations.council.courses import Course
from kith.foundations.clocks.moments import Moment
from kith.foundations.clocks.reading import Event
from kith.practice.pathways.rules.declared import StepKind

Holder = tuple[int, int]  # worker and team


@dataclass
class Episode:
    """A period of involvement that is being made."""

    id: int
    person: int
    kind: str
    started_on: date
    opened_by: "Step"
    ended_on: date | None = None
    reason: str = ""
    closed_by: "Step | None" = None


@dataclass
class Link:
    """Somebody in a step. `left_at`: their episode ended, so that nothing is due for them any more."""

    person: int
    episode: Episode | None
    outcome: str = ""
    because: str = ""
    reason: str = ""
    left_at: datetime | None = None
    left_because: str = ""
    found: dict[str, dict[str, object]] = field(default_factory=dict)  # what was put beside the step: columns, by table


@dataclass
class Round:
    """One round of sign-off."""

    sent_at: datetime
    decided_at: datetime | None
    is_authorised: bool | None
    reasons: str = ""


@dataclass(eq=False)
class Step:
    """A step that is being made. `begins` and `ends` are when it will begin and be done, unless the day of the council comes before."""

    id: int
    kind: StepKind
    links: dict[int, Link]
    came_from: "Step | None"
    holder: Holder
    made_at: datetime
    begins: datetime
    ends: datetime
    status: str = "planned"
    began: Moment | None = None
    held: Moment | None = None
    booked: datetime | None = None
    finished_at: datetime | None = None
    authorised_at: datetime | None = None
    has_worker: bool = True
    why: str = ""
    rounds: list[Round] = field(default_factory=list)
    events: dict[int, list[Event]] = field(default_factory=lambda: defaultdict(list))
    departures: list[tuple[str, str, datetime]] = field(default_factory=list)
    response: int | None = None

    @property
    def is_undone(self) -> bool:
        return self.status in ("planned", "open")

    @property
    def is_left(self) -> bool:
        """Nothing is due any more for anybody in it."""
        return all(link.left_at for link in self.links.values())


@dataclass(frozen=True)
class Team:
    """Who does the steps of one family: the front door first, then the allocated worker, and the manager who signs off."""

    front_door: Holder
    lead: Holder
    manager: int


@dataclass
class Spell:
    """A spell of work with those children, from its contact until it ends (None: it goes on). `care_on`: they came into care on that day."""

    courses: dict[int, Course]
    team: Team
    since: datetime
    until: date | None
    today: date
    care_on: date | None = None
