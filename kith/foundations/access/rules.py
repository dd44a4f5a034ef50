"""What each role may do. No Django here."""

from enum import StrEnum


class Refusal(Exception):
    """Something a worker may not do or cannot be true, as a sentence fit for her to read that says what to do instead."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class NotAllowed(Refusal):
    """The worker's role does not hold the ability."""


class Ability(StrEnum):
    """What a worker may do."""

    SIGNED_IN = "signed in"
    SEARCH = "search"
    VIEW = "view"
    RECORD = "record"
    AUTHORISE = "authorise"
    ALLOCATE = "allocate"
    EXPORT = "export"
    ADMINISTER = "administer"
    AUDIT = "audit"


class Role(StrEnum):
    """The roles a council starts with."""

    PRACTITIONER = "practitioner"
    MANAGER = "manager"
    OUT_OF_HOURS = "out-of-hours"
    BUSINESS_SUPPORT = "business support"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    MACHINE = "machine"


_LOOK = {Ability.SIGNED_IN, Ability.SEARCH, Ability.VIEW}

ROLE_ABILITIES: dict[Role, frozenset[Ability]] = {
    Role.PRACTITIONER: frozenset({*_LOOK, Ability.RECORD, Ability.EXPORT}),
    Role.MANAGER: frozenset({*_LOOK, Ability.RECORD, Ability.AUTHORISE, Ability.ALLOCATE, Ability.EXPORT}),
    Role.OUT_OF_HOURS: frozenset({*_LOOK, Ability.RECORD, Ability.EXPORT}),
    Role.BUSINESS_SUPPORT: frozenset({*_LOOK, Ability.RECORD}),
    Role.ANALYST: frozenset({Ability.SIGNED_IN, Ability.EXPORT}),
    Role.ADMINISTRATOR: frozenset({Ability.SIGNED_IN, Ability.ADMINISTER}),
    Role.AUDITOR: frozenset({*_LOOK, Ability.AUDIT}),
    Role.MACHINE: frozenset(Ability),
}

SENTENCES: dict[Ability, str] = {
    Ability.SEARCH: "Your role does not include looking people up. Ask your manager if you need it.",
    Ability.VIEW: "Your role does not include opening people's records. Ask your manager if you need it.",
    Ability.RECORD: "Your role does not include writing on people's records. Ask your manager if you need it.",
    Ability.ALLOCATE: "Only managers allocate. Ask your team manager to do this.",
    Ability.ADMINISTER: "Only administrators can open this page.",
    Ability.AUDIT: "Only auditors can open this page.",
}


def abilities_of(roles: set[Role]) -> frozenset[Ability]:
    """Everything that any of the roles may do."""
    return frozenset().union(*(ROLE_ABILITIES[role] for role in roles))
