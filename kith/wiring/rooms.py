"""The rooms of the house, top floor first. Settings, the templates' folders and the architecture tests read this one list."""

ROOMS: tuple[str, ...] = (
    "kith.doors.desk",
    "kith.doors.operations",
    "kith.practice.assurance",
    "kith.practice.finding",
    "kith.practice.childrens",
    "kith.practice.plans",
    "kith.practice.pathways",
    "kith.practice.work",
    "kith.practice.forms",
    "kith.practice.recording",
    "kith.practice.people",
    "kith.foundations.staff",
    "kith.foundations.access",
    "kith.foundations.ledger",
    "kith.foundations.design",
)
