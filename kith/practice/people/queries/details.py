"""Everything that is known of a person, old and new; and who else is known at a place."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet, Value

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.people.models import (
    Alert,
    AsReceived,
    ContactPoint,
    Correction,
    Fact,
    Identifier,
    Name,
    Professional,
    Residence,
    Vehicle,
)
from kith.practice.people.queries.cards import PersonCard, person_cards
from kith.practice.people.queries.family import RelationView, relations_of
from kith.practice.people.rules.code_sets import words_for


@dataclass(frozen=True)
class Row:
    """One dated thing as the details page shows it: `label` is its kind, `text` what it says."""

    model: str
    id: int
    label: str
    text: str
    note: str
    starts_on: date | None
    ends_on: date | None
    source: str


@dataclass(frozen=True)
class Details:
    """Sections of the details page, each newest first."""

    names: list[Row]
    identifiers: list[Row]
    residences: list[Row]
    contact_points: list[Row]
    facts: list[Row]
    professionals: list[Row]
    vehicles: list[Row]
    alerts: list[Row]
    relations: list[RelationView]
    as_received: list[AsReceived]
    corrections: list[Correction]


def details(person_id: int, *, seen_by: Worker) -> Details:
    """Everything, in a query a section."""
    require(seen_by, Ability.VIEW, about=person_id)
    return Details(
        names=_rows(Name, person_id, lambda row: (row.get_kind_display(), row.full, "")),
        identifiers=_rows(
            Identifier, person_id, lambda row: (row.get_scheme_display(), row.value, "verified" if row.is_verified else "not verified")
        ),
        residences=_rows(
            Residence, person_id, lambda row: (row.get_kind_display(), str(row.place), "confidential" if row.is_confidential else "")
        ),
        contact_points=_rows(ContactPoint, person_id, lambda row: (row.get_kind_display(), row.value, _safety(row))),
        facts=_rows(
            Fact,
            person_id,
            lambda row: (row.get_kind_display(), words_for(row.kind, row.code) if row.code else row.text, row.text if row.code else ""),
        ),
        professionals=_rows(Professional, person_id, lambda row: (row.get_role_display(), _who(row), f"{row.phone} {row.email}".strip())),
        vehicles=_rows(Vehicle, person_id, lambda row: ("vehicle", row.registration, row.description)),
        alerts=_rows(
            Alert,
            person_id,
            lambda row: (row.get_kind_display(), row.reason, f"review {row.review_on.day} {row.review_on:%B %Y}; {row.get_told_display()}"),
        ),
        relations=relations_of(person_id, seen_by=seen_by),
        as_received=list(AsReceived.objects.filter(person_id=person_id)),
        corrections=list(Correction.objects.filter(person_id=person_id).select_related("recorded_by").order_by("-id")),
    )


def residences_of(person_id: int, *, seen_by: Worker) -> list[Residence]:
    """Addresses over time, newest first."""
    require(seen_by, Ability.VIEW, about=person_id)
    return list(_shown_homes(person_id).select_related("place").order_by("ends_on", "-starts_on", "-id"))


def known_here(place_ids: list[int], *, besides: int, seen_by: Worker) -> dict[int, list[tuple[PersonCard, date | None, date | None]]]:
    """Who else is or was known at each place, with from when to when."""
    require(seen_by, Ability.VIEW, about=besides)
    rows = list(Residence.objects.filter(place_id__in=place_ids, is_confidential=False).exclude(person_id=besides).order_by("-starts_on")[:200])
    cards = person_cards({row.person_id for row in rows}, seen_by=seen_by)
    found: dict[int, list[tuple[PersonCard, date | None, date | None]]] = {}
    for row in rows:
        if row.person_id in cards:
            found.setdefault(row.place_id, []).append((cards[row.person_id], row.starts_on, row.ends_on))
    return found


def _rows(model: Any, person_id: int, words: Any) -> list[Row]:
    found = model.objects.filter(person_id=person_id).order_by("-starts_on", "-id")
    if model is Residence:
        found = _shown_homes(person_id).select_related("place").order_by("-starts_on", "-id")
    rows = []
    for row in found:
        label, text, note = words(row)
        rows.append(Row(model.__name__, row.pk, label, text, note, row.starts_on, row.ends_on, row.source))
    return sorted(rows, key=lambda row: row.ends_on is not None)


def _shown_homes(person_id: int) -> "QuerySet[Residence]":
    """Without confidential addresses that must not become known to this person, or to somebody to whom they are related."""
    shows = Func(Value(person_id), F("place_id"), function="people_shows_place", output_field=BooleanField())
    return Residence.objects.filter(shows, person_id=person_id)


def _safety(row: ContactPoint) -> str:
    return "; ".join(filter(None, [row.get_safe_display(), row.note]))


def _who(row: Professional) -> str:
    return ", ".join(filter(None, [row.name, row.organisation]))
