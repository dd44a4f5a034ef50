"""What forms announces."""

from dataclasses import dataclass

from kith.foundations.ledger.events import Event


@dataclass(frozen=True, kw_only=True)
class ResponseEvent(Event):
    """Something that befell a response. `owner`: what it belongs to, such as pathways.Step:12."""

    response_id: int
    form_key: str
    owner: str


@dataclass(frozen=True, kw_only=True)
class ResponseStarted(ResponseEvent):
    """A worker began to fill in a form."""


@dataclass(frozen=True, kw_only=True)
class ResponseSaved(ResponseEvent):
    """What was typed was kept."""


@dataclass(frozen=True, kw_only=True)
class ResponseFinished(ResponseEvent):
    """A form is filled in; what it changed on the record is changed."""


@dataclass(frozen=True, kw_only=True)
class ResponseReopened(ResponseEvent):
    """A finished form was opened again; what it said is kept."""


@dataclass(frozen=True, kw_only=True)
class ResponsePutAway(ResponseEvent):
    """An unfinished form was put away."""


@dataclass(frozen=True, kw_only=True)
class ResponseReleased(ResponseEvent):
    """A response's author released its shared part."""


@dataclass(frozen=True, kw_only=True)
class ResponseMoved(ResponseEvent):
    """An unfinished form goes on under a newer version; what was typed came along."""


@dataclass(frozen=True, kw_only=True)
class FormEdited(Event):
    """A form owner changed what they are working on."""


@dataclass(frozen=True, kw_only=True)
class FormPublished(Event):
    """A version of a form is from now on the current one."""


@dataclass(frozen=True, kw_only=True)
class FormEditDropped(Event):
    """What a form owner was working on was dropped; the published versions stand."""


@dataclass(frozen=True, kw_only=True)
class ResponsesLoaded(Event):
    """A batch of finished forms was loaded; `reason` holds its manifest."""


@dataclass(frozen=True, kw_only=True)
class FormsHeld(Event):
    """The current versions of forms were kept for answers that are to be loaded; `reason` has their keys."""
