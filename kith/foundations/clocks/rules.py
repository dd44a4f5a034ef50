"""What a rule is: what is due, in what span of which event, by which law, and what stops or pauses it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kith.foundations.clocks.counting import Way
from kith.foundations.clocks.spans import Span


class Force(StrEnum):
    """How binding a rule is. A local rule is an example that each council sets as it likes; the others it may only tighten."""

    STATUTE = "statute"
    REGULATIONS = "regulations"
    GUIDANCE = "statutory guidance"
    LOCAL = "local practice"

    @property
    def binds(self) -> bool:
        return self is not Force.LOCAL


class Evidence(StrEnum):
    """How well the rule has been checked against its source."""

    READ = "read in the source"
    PROCEDURE = "read in a local procedure"
    UNREAD = "generally known, not checked against the text"


@dataclass(frozen=True)
class Kind:
    """A kind of event that starts, stops, pauses or ends a clock: its key, and how a sentence says it ("the referral")."""

    key: str
    says: str


@dataclass(frozen=True)
class Rule:
    """One clock of the law or of practice. `then` are the rules that its stopping starts (key: when), `ends` what ends it unmet."""

    key: str
    what: str
    span: Span
    way: Way
    start: Kind
    stop: Kind
    force: Force
    source: str
    evidence: Evidence
    service: str
    warn: Span
    note: str = ""
    rolls: bool = False
    anywhere: bool = False  # holidays in any part of the United Kingdom count
    pauses: Mapping[Kind, Kind] = field(default_factory=dict)  # what pauses it: what lets it go on
    ends: tuple[Kind, ...] = ()
    then: Mapping[str, str] = field(default_factory=dict)
    checkpoints: tuple[int, ...] = ()  # after so many of its units, somebody looks how it goes

    @property
    def named(self) -> str:
        """What is due, where it stands alone: without the comma before the rest of its sentence."""
        return self.what.rstrip(",")

    @property
    def counted_as(self) -> str:
        """ "45 working days of the referral"; "26 weeks beginning with the issue of proceedings"."""
        word = {Way.WITHIN: "within {} of {}", Way.BEGINNING: "within {} beginning with {}", Way.BEFORE: "at least {} before {}"}[self.way]
        return word.format(self.span, self.start.says)
