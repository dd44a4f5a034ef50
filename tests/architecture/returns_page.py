"""Makes docs/returns.md (`make docs`): where each field of the Standard Safeguarding Dataset and of the children in need census lives. A test
holds it fresh, and holds each place against the code."""

import csv
from dataclasses import dataclass
from importlib import import_module

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from tests.architecture.source import KITH, ROOT

PAGE = ROOT / "docs" / "returns.md"
FORMATS = {"ssd": "Standard Safeguarding Dataset", "cin_census": "Children in need census 2026-27"}
LATER = "later: "
OPENING = """# Where the fields of the returns live

Made by `make docs` from `kith/doors/exchange/*/fields.csv`; a test fails when it is stale, when a field has no place, and when a place is not
in the code. `room.Model.field` is a column, `room.query()` a question that works the value out: nothing is typed or stored twice. *Later* names
the half of the system that will be the field's source.
"""
# What this half of the children's journey is the source of, and how many fields each has: none of these may be missing, nor wait for later.
FIRST_HALF = {
    "ssd_contacts": 6, "ssd_early_help_episodes": 8, "ssd_cin_episodes": 12, "ssd_cin_assessments": 10, "ssd_assessment_factors": 3, "ssd_cin_plans": 7,
    "ssd_cin_visits": 6, "ssd_s47_enquiry": 9, "ssd_initial_cp_conference": 13, "ssd_cp_plans": 9, "ssd_cp_visits": 7, "ssd_cp_reviews": 9, "ssd_missing": 7,
    "ssd_voice_of_child": 7, "CINdetails": 7, "Assessments": 4, "CINPlanDates": 2, "Section47": 4, "ChildProtectionPlans": 6,
}  # fmt: skip


@dataclass(frozen=True)
class Placed:
    """A field of a return and its place: columns and queries, or which later half."""

    object: str
    field: str
    home: str
    how: str

    @property
    def places(self) -> list[str]:
        return [] if self.home.startswith(LATER) else self.home.split(" + ")


def fields_of(name: str) -> list[Placed]:
    with (KITH / "doors" / "exchange" / name / "fields.csv").open() as file:
        return [Placed(**row) for row in csv.DictReader(file)]


def is_there(place: str) -> bool:
    """Whether a column or a query is in the code."""
    room, _, rest = place.partition(".")
    if rest.endswith("()"):
        floor = "practice" if (KITH / "practice" / room).exists() else "foundations"
        return hasattr(import_module(f"kith.{floor}.{room}.queries"), rest.removesuffix("()"))
    model, _, field = rest.partition(".")
    try:
        apps.get_model(room, model)._meta.get_field(field)
    except (LookupError, FieldDoesNotExist):
        return False
    return True


def page() -> str:
    """The page's text, as it should be now."""
    parts = [OPENING]
    for name, title in FORMATS.items():
        fields = fields_of(name)
        placed = sum(bool(each.places) for each in fields)
        parts.append(f"\n## {title}\n\n{placed} of {len(fields)} fields have their place.\n\n| object | field | where | how |\n|---|---|---|---|\n")
        for each in fields:
            where = ", ".join(f"`{place}`" for place in each.places) or f"*{each.home}*"
            parts.append(f"| {each.object} | {each.field} | {where} | {each.how} |\n")
    return "".join(parts)


def write() -> None:
    PAGE.write_text(page())
