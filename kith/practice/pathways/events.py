"""What pathways announce."""

from dataclasses import dataclass
from datetime import date

from kith.foundations.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class StepEvent(Event):
    """Something happened to a step. `kind` is its kind's key."""

    step_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class StepPlanned(StepEvent):
    """An outcome, or somebody, made a step due."""


@dataclass(frozen=True, kw_only=True)
class StepBegun(StepEvent):
    """A step began."""


@dataclass(frozen=True, kw_only=True)
class BeginningCorrected(StepEvent):
    """When a step began was corrected. `reason`: the worker's, if they gave one."""


@dataclass(frozen=True, kw_only=True)
class StepShut(StepEvent):
    """A step was shut, as its kind is declared, to all but who works on it."""


@dataclass(frozen=True, kw_only=True)
class ApproverLetIn(StepEvent):
    """Who is asked to sign off a step that is shut was let in to it."""


@dataclass(frozen=True, kw_only=True)
class StepGiven(StepEvent):
    """A step was given to a worker."""


@dataclass(frozen=True, kw_only=True)
class StepFinished(StepEvent):
    """A worker finished a step."""


@dataclass(frozen=True, kw_only=True)
class StepSent(StepEvent):
    """A step waits for a second person."""


@dataclass(frozen=True, kw_only=True)
class StepSentBack(StepEvent):
    """A second person sent a step back, with reasons."""


@dataclass(frozen=True, kw_only=True)
class StepAuthorised(StepEvent):
    """A second person authorised a step."""


@dataclass(frozen=True, kw_only=True)
class StepDone(StepEvent):
    """A step's outcomes took effect."""


@dataclass(frozen=True, kw_only=True)
class StepLeft(StepEvent):
    """A step was skipped, or cancelled as opened by mistake."""


@dataclass(frozen=True, kw_only=True)
class StepReopened(StepEvent):
    """A step that was done was opened again."""


@dataclass(frozen=True, kw_only=True)
class MeetingBooked(StepEvent):
    """A meeting was arranged, or moved."""


@dataclass(frozen=True, kw_only=True)
class HappeningNoted(StepEvent):
    """Something that clocks count from was noted in a step."""


@dataclass(frozen=True, kw_only=True)
class VisitCounted(Event):
    """A visit at which somebody was seen counts for what their plan owes them."""


@dataclass(frozen=True, kw_only=True)
class EpisodeOpened(Event):
    """A service's involvement began."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class EpisodeMoved(Event):
    """A service's involvement turned out to have begun on another day."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class EpisodeClosed(Event):
    """A service's involvement ended, on this day, for the reason in `reason`; `step_id`: in the step that ended it, if one did."""

    kind: str
    on: date
    step_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ClocksWound(Event):
    """Due dates were counted."""


@dataclass(frozen=True, kw_only=True)
class LatenessCounted(Event):
    """What of a step was late was counted."""


@dataclass(frozen=True, kw_only=True)
class CouncilClocksSet(Event):
    """The council's own targets, holidays or opening hours were set; open clocks were counted anew."""


@dataclass(frozen=True, kw_only=True)
class PathwayPublished(Event):
    """The council added to its pathways."""


@dataclass(frozen=True, kw_only=True)
class StepsLoaded(Event):
    """A batch of steps was loaded; `reason` holds its manifest."""
