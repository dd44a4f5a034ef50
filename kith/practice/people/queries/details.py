"""Everything that is known of a person, old and new; and who else is known at a place."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from django.utils.timezone import localdate

from kith.foundations.access.queries import has_part, require, require_part
from kith.foundations.access.rules import Ability, Part
from kith.foundations.identifiers.addresses import odd_area
from kith.foundations.staff.models import Worker
from kith.practice.people.models import (
    Alert,
    AsReceived,
    ContactPoint,
    Correction,
    Fact,
    Identifier,
    KeptFrom,
    Name,
    Professional,
    Relationship,
    Residence,
    Vehicle,
)
from kith.practice.people.models.dated import Dated
from kith.practice.people.queries.cards import PersonCard, person_cards
from kith.practice.people.queries.family import RelationView, relations_of
from kith.practice.people.queries.numbers import answers_of, identifiers_also_on
from kith.practice.people.rules.code_sets import words_for
from kith.practice.people.rules.safety import most_careful

# In which part of the record each stands; all others say who somebody is.
_PARTS: dict[type[Dated], Part] = {
    Alert: Part.ALERTS, Professional: Part.INVOLVED, ContactPoint: Part.ADDRESSES, Residence: Part.ADDRESSES, Vehicle: Part.ADDRESSES,
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One dated thing as the details page shows it: `label` is its kind, `text` what it says."""

    model: str
    id: int
    label: str
    text: str
    note: str
    since: str  # the day, month or year, in words
    until: str
    source: str
    struck_why: str = ""
    struck_by: str = ""
    also_on: tuple[tuple[int, str], ...] = ()  # (id, name) of others on whose record the same stands


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

    def in_part(model: type[Dated]) -> list[Row]:
        return _rows(model, person_id) if has_part(seen_by, _PARTS[model]) else []

    return Details(
        names=_rows(Name, person_id),
        identifiers=_with_others(_rows(Identifier, person_id), person_id, seen_by),
        residences=in_part(Residence),
        contact_points=_with_all_answers(in_part(ContactPoint), person_id, seen_by),
        facts=_rows(Fact, person_id),
        professionals=in_part(Professional),
        vehicles=in_part(Vehicle),
        alerts=in_part(Alert),
        relations=relations_of(person_id, also_struck=True, seen_by=seen_by),
        as_received=list(AsReceived.objects.filter(person_id=person_id)),
        corrections=list(Correction.objects.filter(person_id=person_id).select_related("recorded_by").order_by("-id")),
    )


def professionals_of(person_id: int, *, seen_by: Worker) -> list[Row]:
    """School, GP and others around a person, those of today first; nobody who never was."""
    require(seen_by, Ability.VIEW, about=person_id)
    return [row for row in _rows(Professional, person_id) if not row.struck_why] if has_part(seen_by, Part.INVOLVED) else []


def in_short(row: Dated, *, about: int, seen_by: Worker) -> str:
    """What one dated row says: "Main home: 1 Elm Road"."""
    require(seen_by, Ability.VIEW, about=about)
    require_part(seen_by, _PARTS.get(type(row), Part.IDENTITY))
    if isinstance(row, Relationship):
        view = next(view for view in relations_of(about, also_struck=True, seen_by=seen_by) if view.relationship_id == row.pk)
        return f"{view.other.name}, {view.word}"
    label, text, _ = _WORDS[type(row)](row)
    return f"{label[:1].upper()}{label[1:]}: {text}"


def main_home(person_id: int, *, seen_by: Worker) -> Residence | None:
    """Where somebody mainly lives now, by the record."""
    return next((row for row in residences_of(person_id, seen_by=seen_by) if row.kind == Residence.Kind.MAIN and row.ends_on is None), None)


def residences_of(person_id: int, *, seen_by: Worker) -> list[Residence]:
    """Addresses over time, newest first; those that were never true last."""
    require(seen_by, Ability.VIEW, about=person_id)
    if not has_part(seen_by, Part.ADDRESSES):
        return []
    struck_last = F("struck_at").asc(nulls_first=True)
    return list(
        _shown_homes(person_id).select_related("place").order_by(struck_last, F("ends_on").desc(nulls_first=True), "-starts_on", "-id")
    )


def kept_from(residence_ids: Iterable[int], *, about: int, seen_by: Worker) -> dict[int, list[PersonCard]]:
    """By address: who must not know it, of those whom the worker may know of."""
    require(seen_by, Ability.VIEW, about=about)
    ids = list(residence_ids) if has_part(seen_by, Part.ADDRESSES) else []
    rows = list(KeptFrom.objects.filter(residence_id__in=ids, residence__person_id=about, ended_at=None).order_by("id"))
    cards = person_cards({row.person_id for row in rows}, seen_by=seen_by) if rows else {}
    found: dict[int, list[PersonCard]] = {}
    for row in rows:
        if row.person_id in cards:
            found.setdefault(row.residence_id, []).append(cards[row.person_id])
    return found


def known_here(place_ids: list[int], *, besides: int, seen_by: Worker) -> dict[int, list[tuple[PersonCard, date | None, date | None]]]:
    """Who else is or was known at each place, with from when to when."""
    require(seen_by, Ability.VIEW, about=besides)
    if not has_part(seen_by, Part.ADDRESSES):
        return {}
    kept = Func(F("place_id"), function="people_keeps_place", output_field=BooleanField())
    told = Residence.objects.filter(place_id__in=place_ids, is_confidential=False, struck_at=None).exclude(person_id=besides)
    rows = list(told.exclude(Q(kept, ends_on=None)).order_by("-starts_on")[:200])
    cards = person_cards({row.person_id for row in rows}, seen_by=seen_by)
    found: dict[int, list[tuple[PersonCard, date | None, date | None]]] = {}
    for row in rows:
        if row.person_id in cards:
            found.setdefault(row.place_id, []).append((cards[row.person_id], row.starts_on, row.ends_on))
    return found


def _rows(model: Any, person_id: int) -> list[Row]:
    found = _shown_homes(person_id).select_related("place") if model is Residence else model.objects.filter(person_id=person_id)
    rows = []
    for row in sorted(
        found.select_related("struck_by").order_by("-starts_on", "-id"),
        key=lambda row: (row.struck_at is not None, row.ends_on is not None),
    ):
        label, text, note = _WORDS[model](row)
        by = f"{row.struck_by.name}, {localdate(row.struck_at):%d/%m/%Y}" if row.struck_at else ""
        rows.append(
            Row(model.__name__, row.pk, label, text, note, row.since, "" if row.struck_at else row.until, row.source, row.struck_why, by)
        )
    return rows


def _with_all_answers(rows: list[Row], person_id: int, seen_by: Worker) -> list[Row]:
    """Of a number of which the record has two answers, the more careful one, and that there are two."""
    keys = dict(ContactPoint.objects.filter(person_id=person_id, ends_on=None).values_list("pk", "key"))
    answers = answers_of(keys.values(), seen_by=seen_by)
    told = []
    for row in rows:
        said = answers.get(keys.get(row.id, ""), set())
        note = f"{ContactPoint.Safe(most_careful(said)).label}: the record has two answers; here it says {row.note}"
        told.append(replace(row, note=note) if len(said) > 1 else row)
    return told


def _with_others(rows: list[Row], person_id: int, seen_by: Worker) -> list[Row]:
    """Of a number that stands on another record too, on whose."""
    others = identifiers_also_on(person_id, seen_by=seen_by)
    return [replace(row, also_on=tuple(others.get(row.id, ()))) for row in rows]


def _shown_homes(person_id: int) -> "QuerySet[Residence]":
    """Without confidential addresses that must not become known to this person, or to somebody to whom they are related."""
    shows = Func(Value(person_id), F("place_id"), function="people_shows_place", output_field=BooleanField())
    kept = Func(F("place_id"), function="people_keeps_place", output_field=BooleanField())
    return Residence.objects.filter(shows, person_id=person_id).annotate(is_kept=kept)


def _is_kept(row: Any) -> bool:
    """Whether somebody who lives there needs it to be confidential."""
    return row.is_confidential or (row.ends_on is None and getattr(row, "is_kept", False))


def _of_home(row: Any) -> str:
    """What to know of an address."""
    return "; ".join(filter(None, ["confidential" if _is_kept(row) else "", odd_area(row.place.postcode)]))


def _safety(row: ContactPoint) -> str:
    return "; ".join(filter(None, [row.get_safe_display(), row.note]))


def _who(row: Professional) -> str:
    return ", ".join(filter(None, [row.name, row.organisation]))


# Of each kind of row: (its kind, what it says, what to know of it).
_WORDS: dict[type[Dated], Callable[[Any], tuple[str, str, str]]] = {
    Name: lambda row: (row.get_kind_display(), row.full, ""),
    Identifier: lambda row: (row.get_scheme_display(), row.value, "verified" if row.is_verified else "not verified"),
    Residence: lambda row: (row.get_kind_display(), str(row.place), _of_home(row)),
    ContactPoint: lambda row: (row.get_kind_display(), row.value, _safety(row)),
    Fact: lambda row: (row.get_kind_display(), words_for(row.kind, row.code) if row.code else row.text, row.text if row.code else ""),
    Professional: lambda row: (row.get_role_display(), _who(row), f"{row.phone} {row.email}".strip()),
    Vehicle: lambda row: ("vehicle", row.registration, row.description),
    Alert: lambda row: (row.get_kind_display(), row.reason, f"review {row.review_on.day} {row.review_on:%B %Y}; {row.get_told_display()}"),
}
