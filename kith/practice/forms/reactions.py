"""The facts of people, which forms registers since people stands below it: what is on record, with source and date, and how it is changed."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from kith.foundations.access.rules import Refusal
from kith.foundations.staff.models import Worker
from kith.practice.forms.rules.definition import Type
from kith.practice.forms.rules.registry import Fact, Known, NotKept, Told
from kith.practice.people.commands import add_professional, end_dated, give_contact_point, give_name, move_to, settle_facts, strike_out
from kith.practice.people.queries import (
    facts_now,
    holders_of_responsibility,
    home_now,
    names_now,
    person_cards,
    phone_now,
    professional_now,
)
from kith.practice.people.rules.code_sets import code_sets

ONE: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("ethnicity", "Ethnicity", {"declined": "REFU", "not_known": "NOBT"}),
    ("religion", "Religion", {"declined": "refused"}),
    ("interpreter", "Interpreter", {}),
    ("gender", "Gender", {"declined": "NS", "not_known": "NK"}),
    ("immigration_status", "Immigration status", {"not_known": "unknown"}),
)
SEVERAL = (
    ("language", "Languages"),
    ("disability", "Disability"),
    ("nationality", "Nationality"),
    ("communication_need", "Help needed to communicate"),
)


def facts_of_people() -> Iterable[Fact]:
    """Everything that a form may ask of a person and that the record of people keeps."""
    for kind, words, none in ONE:
        yield Fact(f"people.{kind}", words, Type.CHOICE, _one_of(kind, none), _each(_set_one(kind, none)), tuple(code_sets()[kind].items()), none)
    for kind, words in SEVERAL:
        yield Fact(f"people.{kind}", words, Type.CHOICES, _several_of(kind), _each(_set_several(kind)), tuple(code_sets()[kind].items()))
    for role, words in (("school", "School or nursery"), ("gp", "GP"), ("health_visitor", "Health visitor")):
        yield Fact(f"people.{role}", words, Type.TEXT, _professional(role), _each(_set_professional(role)), most=200)
    yield Fact("people.phone", "Telephone number", Type.TEXT, _phone, _each(_set_phone), most=254)
    yield Fact("people.address", "Home address", Type.LONG_TEXT, _home, _each(_set_home), most=300)
    yield Fact("people.known_as", "Name that they like to be called", Type.TEXT, _known_as, _each(_set_known_as), most=150)
    yield Fact("people.name", "Full name", Type.TEXT, _name)
    yield Fact("people.birth", "Date of birth", Type.ROUGH_DATE, _birth)
    yield Fact("people.parental_responsibility", "Parental responsibility", Type.TEXT, _responsibility)


def _each(keep: Any) -> Any:
    """Of people: one after the other."""

    def writes(said: Mapping[Told, Any], **how: Any) -> None:
        for told, value in said.items():
            try:
                keep(told[1], value, **how)
            except Refusal as refusal:
                raise NotKept(str(refusal), told) from None

    return writes


def _since(row: Any) -> date | None:
    return row.starts_on or localdate(row.recorded_at)


def _one_of(kind: str, none: Mapping[str, str]) -> Any:
    words, nothing = code_sets()[kind], {code: each for each, code in none.items()}

    def reads(person_ids: Iterable[int], *, owner: str, seen_by: Worker) -> dict[int, Known]:
        del owner
        found = {}
        for person_id, rows in facts_now(kind, person_ids, seen_by=seen_by).items():
            code = rows[0].code
            value: Any = {"none": nothing[code]} if code in nothing else code
            found[person_id] = Known(value, words.get(code, rows[0].text), rows[0].source, _since(rows[0]))
        return found

    return reads


def _several_of(kind: str) -> Any:
    words = code_sets()[kind]

    def reads(person_ids: Iterable[int], *, owner: str, seen_by: Worker) -> dict[int, Known]:
        del owner
        found = {}
        for person_id, rows in facts_now(kind, person_ids, seen_by=seen_by).items():
            said = [words.get(row.code, row.text) for row in rows]
            found[person_id] = Known(sorted(row.code for row in rows if row.code), ", ".join(said), rows[0].source, _since(rows[0]))
        return found

    return reads


def _set_one(kind: str, none: Mapping[str, str]) -> Any:
    def writes(person_id: int, value: Any, *, owner: str, source: str, by: Worker, at: datetime) -> None:
        del owner
        code = none.get(value["none"], "") if isinstance(value, dict) else str(value)
        if code:  # that something is not relevant is an answer of the form, not a fact about the person
            settle_facts(person_id=person_id, kind=kind, codes=[code], source=source, by=by, at=at)

    return writes


def _set_several(kind: str) -> Any:
    def writes(person_id: int, value: Any, *, owner: str, source: str, by: Worker, at: datetime) -> None:
        del owner
        if isinstance(value, list):
            settle_facts(person_id=person_id, kind=kind, codes=value, source=source, by=by, at=at)

    return writes


def _replace(row: Any, *, by: Worker, at: datetime) -> None:
    """What a new value takes the place of: ended today, or struck out if it was written today."""
    if row is None:
        return
    if row.starts_on == localdate(at):
        strike_out(row=row, reason="Changed on the day on which it was written", by=by, at=at)
    else:
        end_dated(row=row, ends_on=localdate(at), by=by, at=at)


def _professional(role: str) -> Any:
    def reads(person_ids: Iterable[int], *, owner: str, seen_by: Worker) -> dict[int, Known]:
        del owner
        found = professional_now(role, person_ids, seen_by=seen_by)
        said = {id_: ", ".join(filter(None, [row.organisation, row.name])) for id_, row in found.items()}
        return {id_: Known(said[id_], said[id_], row.source, _since(row)) for id_, row in found.items()}

    return reads


def _set_professional(role: str) -> Any:
    def writes(person_id: int, value: Any, *, owner: str, source: str, by: Worker, at: datetime) -> None:
        del owner
        if isinstance(value, str):
            _replace(professional_now(role, [person_id], seen_by=by).get(person_id), by=by, at=at)
            add_professional(
                person_id=person_id, role=role, organisation=value, starts_on=localdate(at), source=source, by=by, at=at
            )

    return writes


def _phone(person_ids: Iterable[int], *, owner: str, seen_by: Worker) -> dict[int, Known]:
    del owner
    found = phone_now(person_ids, seen_by=seen_by)
    return {id_: Known(row.value, f"{row.value} ({row.get_safe_display()})", row.source, _since(row)) for id_, row in found.items()}


def _set_phone(person_id: int, value: Any, *, owner: str, source: str, by: Worker, at: datetime) -> None:
    """A further number: the one before may still be answered, and whether it is safe to ring is asked under Details."""
    del owner
    if isinstance(value, str):
        digits = "".join(each for each in value if each.isdigit())
        kind = "mobile" if digits.startswith(("07", "447")) else "phone"
        give_contact_point(person_id=person_id, kind=kind, value=value, starts_on=localdate(at), source=source, by=by, at=at)


def _home(person_ids: Iterable[int], *, owner: str, seen_by: Worker) -> dict[int, Known]:
    del owner
    found = home_now(person_ids, seen_by=seen_by)
    return {id_: Known(str(row.place), str(row.place), row.source, _since(row)) for id_, row in found.items()}


def _set_home(person_id: int, value: Any, *, owner: str, source: str, by: Worker, at: datetime) -> None:
    del owner
    if not isinstance(value, str):
        return
    now = home_now([person_id], seen_by=by).get(person_id)
    if now is not None and now.starts_on == localdate(at):
        _replace(now, by=by, at=at)
    lines, _, last = value.replace("\n", ",").rpartition(",")
    is_code = any(each.isdigit() for each in last) and len(last.replace(" ", "")) <= 7 and bool(lines)
    move_to(
        person_id=person_id, lines=lines if is_code else value, postcode_text=last.strip() if is_code else "", starts_on=localdate(at),
        source=source, by=by, at=at,
    )  # fmt: skip


def _known_as(person_ids: Iterable[int], *, owner: str, seen_by: Worker) -> dict[int, Known]:
    del owner
    found = names_now("known_as", person_ids, seen_by=seen_by)
    return {id_: Known(row.full, row.full, row.source, _since(row)) for id_, row in found.items()}


def _set_known_as(person_id: int, value: Any, *, owner: str, source: str, by: Worker, at: datetime) -> None:
    del owner
    if isinstance(value, str):
        _replace(names_now("known_as", [person_id], seen_by=by).get(person_id), by=by, at=at)
        give_name(
            person_id=person_id, kind="known_as", forenames=value, surname="", starts_on=localdate(at), source=source, by=by, at=at
        )


def _name(person_ids: Iterable[int], *, owner: str, seen_by: Worker) -> dict[int, Known]:
    del owner
    return {id_: Known(card.name, card.name) for id_, card in person_cards(person_ids, seen_by=seen_by).items()}


def _birth(person_ids: Iterable[int], *, owner: str, seen_by: Worker) -> dict[int, Known]:
    del owner
    cards = person_cards(person_ids, seen_by=seen_by)
    return {id_: Known(card.born_on.isoformat(), card.birth) for id_, card in cards.items() if card.born_on}


def _responsibility(person_ids: Iterable[int], *, owner: str, seen_by: Worker) -> dict[int, Known]:
    del owner
    found = holders_of_responsibility(person_ids, seen_by=seen_by)
    said = {id_: ", ".join(f"{row.person.name} ({row.kind.replace('_', ' ')})" for row in rows) for id_, rows in found.items()}
    return {id_: Known(said[id_], said[id_], rows[0].source, _since(rows[0])) for id_, rows in found.items()}
