"""What every announcement carries. Rooms subclass Event with past-tense names; the class's name is what the ledger keeps."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Whoever acts: a worker, or a machine that acts as a named worker."""

    @property
    def pk(self) -> int: ...


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened. `subject` is "room.Model:id" of what changed; `reason` is the actor's own words, if any."""

    person_ids: tuple[int, ...] = ()
    subject: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Origin:
    """Where an act came from: the door, the address or machine, the operating-system user on the command line; and why, if it was asked."""

    door: str = "inside"
    address: str = ""
    os_user: str = ""
    why: str = ""
