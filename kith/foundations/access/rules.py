"""What may be done, about whom; what a restriction shuts. The words of access; no Django here."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Refusal(Exception):
    """Something a worker may not do or cannot be true, as a sentence fit for her to read that says what to do instead."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class NotAllowed(Refusal):
    """The worker's role does not hold the ability."""


class NotThere(Refusal):
    """Nobody of that number, or nobody whom this worker may know of: the two look the same."""

    def __init__(self) -> None:
        super().__init__("There is no such record, or it is not open to you. Use the search box to find the person.")


SHUT_BEGINS = "This record is restricted."  # what a refusal of a record that is known to be there begins with, on the ledger too


class RecordShut(Refusal):
    """The record is restricted and the worker is not let in: she may know that it exists, and whom to ring."""

    def __init__(self, person_id: int, contact: str) -> None:
        super().__init__(f"{SHUT_BEGINS} {contact or 'Ask your manager whom to ring'}.")
        self.person_id = person_id


class Ability(StrEnum):
    """What a worker may do."""

    SIGNED_IN = "signed in"
    SEARCH = "search"
    VIEW = "view"
    RECORD = "record"
    AUTHORISE = "authorise"
    ALLOCATE = "allocate"
    EXPORT = "export"
    RESTRICT = "restrict"  # place and lift restrictions, and let people in
    DUTY = "duty"  # out of hours: never blind, sees hidden records as locked, may break the glass
    GUARD = "guard"  # the record's guardian: settles clashes of identifiers
    RETURNS = "returns"  # make the council's returns, hidden people included
    ADMINISTER = "administer"
    AUDIT = "audit"


class Whom(StrEnum):
    """About whom an ability holds."""

    ANYONE = "anyone"
    OWN_TEAM = "own team"
    OWN = "allocated people and their families"


class Area(StrEnum):
    """Service areas. A team's service is one of them."""

    ANY = "any"
    EARLY_HELP = "early help"
    CHILDRENS = "children's"
    ADULTS = "adults'"
    FOSTERING = "fostering and adoption"
    FINANCE = "finance"


class Role(StrEnum):
    """The roles that a council starts with. What each may do is data (RoleAbility); a council adds its own."""

    PRACTITIONER = "practitioner"
    MANAGER = "manager"
    OUT_OF_HOURS = "out-of-hours"
    BUSINESS_SUPPORT = "business support"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    GUARDIAN = "record guardian"
    PARTNER = "partner"
    MACHINE = "machine"


class Level(StrEnum):
    """How far a restriction shuts a record to those who are not let in."""

    LOCKED = "locked"  # its existence and whom to ring are shown
    HIDDEN = "hidden"  # not even counted; out-of-hours workers see it as locked
    SEALED = "sealed"  # an adoption's two identities: hidden from out-of-hours workers too


class Sight(StrEnum):
    """Whose records a worker's roles let her see, before any restriction."""

    ALL = "all"  # the machine, and whoever makes the returns while they are made
    OPEN = "open"
    GRANTED = "granted"
    NONE = "none"


class Part(StrEnum):
    """A part of people's records, as a partner's account includes it or not."""

    IDENTITY = "identity"
    ALERTS = "alerts"
    INVOLVED = "involved"
    STORY = "story"
    DOCUMENTS = "documents"
    PLANS = "plans"
    ADDRESSES = "addresses"
    INSIDE = "inside"  # for no partner: who has looked, restrictions, how the council works


# What a partner's account may include, in the words of the page that opens it.
PARTS: dict[Part, str] = {
    Part.IDENTITY: "Who they are: names, birth, numbers, facts, family",
    Part.ALERTS: "Alerts",
    Part.INVOLVED: "Who is involved: workers, tasks, professionals",
    Part.ADDRESSES: "Addresses, telephones, vehicles",
    Part.STORY: "What was written: the story and the chronology",
    Part.DOCUMENTS: "Documents",
    Part.PLANS: "Assessments and plans",
}
LONGEST_PARTNERSHIP = timedelta(days=366)
GLASS_LASTS = timedelta(hours=12)  # a night's duty; then the record shuts by itself
REASON_LASTS = timedelta(hours=12)  # a working day: the same worker is not asked again

# The one-click reasons for opening a record outside one's own people, team or duty.
ON_DUTY = "Out of hours, on duty"  # said by Kith itself for a duty worker, who is not asked
REASONS = (
    "Somebody rang or wrote about this person",
    "On duty for the team",
    "Covering for a colleague",
    "Linked to a person I work with",
    "Asked to by my manager",
    "Quality audit",
)


@dataclass(frozen=True)
class Holding:
    """One row of the ability matrix as somebody holds it."""

    ability: Ability
    area: Area
    whom: Whom


@dataclass(frozen=True)
class Standing:
    """How a worker stands to a person of whom she may know: may she see the record, and has she business with it?"""

    person_id: int
    sees: bool
    has_business: bool
    contact: str
    reason: str  # what she gave as reason in the last hours, if she was asked


@dataclass(frozen=True)
class Told:
    """What the database was told of whoever looks: what they may do today, and, of a partner, which parts of records they see."""

    holdings: frozenset[Holding]
    parts: frozenset[str] | None  # None: all


SENTENCES: dict[Ability, str] = {
    Ability.SEARCH: "Your role does not include looking people up. Ask your manager if you need it.",
    Ability.VIEW: "Your role does not include opening people's records. Ask your manager if you need it.",
    Ability.RECORD: "Your role does not include writing on people's records. Ask your manager if you need it.",
    Ability.ALLOCATE: "Only managers allocate. Ask your team manager to do this.",
    Ability.AUTHORISE: "Only managers do this. Ask your team manager.",
    Ability.RESTRICT: "Only managers restrict records. Ask your team manager to do this.",
    Ability.GUARD: "Only the record's guardian can open this page.",
    Ability.ADMINISTER: "Only administrators can open this page.",
    Ability.AUDIT: "Only auditors can open this page.",
}


# What an ability lets a worker do, for the pages that say who may do what.
SAYS: dict[Ability, str] = {
    Ability.SIGNED_IN: "Sign in",
    Ability.SEARCH: "Find people",
    Ability.VIEW: "Open records",
    Ability.RECORD: "Write on records",
    Ability.AUTHORISE: "Agree to what others propose",
    Ability.ALLOCATE: "Allocate",
    Ability.EXPORT: "Print and export",
    Ability.RESTRICT: "Restrict records and let people in",
    Ability.DUTY: "Open a shut record at once (duty)",
    Ability.GUARD: "Settle clashes of identifiers",
    Ability.RETURNS: "Make the council's returns, with everybody in them",
    Ability.ADMINISTER: "Add workers, give roles, change this table",
    Ability.AUDIT: "Audit who looked and who did what",
}
ENOUGH_TO_DECIDE = 2  # administrators: one proposes, another decides
