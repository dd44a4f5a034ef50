"""The facts of people, which forms registers since people stands below it: what is on record, with source and date, and how it is changed."""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from kith.foundations.access.rules import Refusal
from kith.foundations.staff.models import Worker
from kith.practice.forms.rules.definition import Type
from kith.practice.forms.rules.registry import Fact, Known, NotKept, Offered, Told
from kith.practice.forms.rules.sheet import Who
from kith.practice.people.commands import OneRefused, give_contact_points, settle_facts, settle_homes, settle_known_as, settle_professionals
from kith.practice.people.queries import (
    adults_around,
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
_LIKE_A_POSTCODE = re.compile(r"[A-Za-z]{1,2}\d\w{0,4}")  # as it begins: what is wrong with its end is said
SEVERAL = (
    ("language", "Languages"),
    ("disability", "Disability"),
    ("nationality", "Nationality"),
    ("communication_need", "Help needed to communicate"),
)


def facts_of_people() -> Iterable[Fact]:
    """Everything that a form may ask of a person and that the record of people keeps."""
    for kind, words, none in ONE:
        yield Fact(f"people.{kind}", words, Type.CHOICE, _one_of(kind, none), _keep_facts, tuple(code_sets()[kind].items()), none)
    for kind, words in SEVERAL:
        yield Fact(f"people.{kind}", words, Type.CHOICES, _several_of(kind), _keep_facts, tuple(code_sets()[kind].items()))
    for role, words in (("school", "School or nursery"), ("gp", "GP"), ("health_visitor", "Health visitor")):
        yield Fact(f"people.{role}", words, Type.TEXT, _professional(role), _keep_professionals, most=200)
    yield Fact("people.phone", "Telephone number", Type.TEXT, _phone, _keep_phones, most=254)
    yield Fact("people.address", "Home address", Type.LONG_TEXT, _home, _keep_homes, most=300)
    yield Fact("people.known_as", "Name that they like to be called", Type.TEXT, _known_as, _keep_known_as, most=150)
    yield Fact("people.name", "Full name", Type.TEXT, _name)
    yield Fact("people.birth", "Date of birth", Type.ROUGH_DATE, _birth)
    yield Fact("people.parental_responsibility", "Parental responsibility", Type.TEXT, _responsibility)


def adults_offered(people: Iterable[Who], *, on: date, seen_by: Worker) -> list[Offered]:
    """The adults around whom a form is about, with what they are to them as the `part` that they have."""
    children = {who.id: who.first_name for who in people}
    return [Offered(one.card.id, one.card.name, {"part": one.tie}) for one in adults_around(children, on=on, seen_by=seen_by)]


@contextmanager
def _refused_beside(kept: Mapping[Hashable, Told]) -> Iterator[None]:
    """A refusal of people is shown beside the question that it is about."""
    try:
        yield
    except OneRefused as refusal:
        raise NotKept(str(refusal), kept[refusal.which]) from None
    except Refusal as refusal:
        raise NotKept(str(refusal)) from None


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


def _keep_facts(said: Mapping[Told, Any], *, owner: str, source: str, by: Worker, at: datetime) -> None:
    del owner
    codes = {(person_id, _kind(fact)): code for (fact, person_id), value in said.items() if (code := _codes(_kind(fact), value)) is not None}
    with _refused_beside({(person_id, _kind(fact)): (fact, person_id) for fact, person_id in said}):
        settle_facts(said=codes, source=source, by=by, at=at)


def _kind(fact: str) -> str:
    return fact.removeprefix("people.")


def _codes(kind: str, value: Any) -> list[str] | None:
    """None: nothing for the record. That something is not relevant is an answer of the form, not a fact about the person."""
    none = {each: codes for each, _, codes in ONE}
    if kind not in none:
        return value if isinstance(value, list) else None
    code = none[kind].get(value["none"], "") if isinstance(value, dict) else str(value)
    return [code] if code else None


def _professional(role: str) -> Any:
    def reads(person_ids: Iterable[int], *, owner: str, seen_by: Worker) -> dict[int, Known]:
        del owner
        found = professional_now(role, person_ids, seen_by=seen_by)
        said = {id_: ", ".join(filter(None, [row.organisation, row.name])) for id_, row in found.items()}
        return {id_: Known(said[id_], said[id_], row.source, _since(row)) for id_, row in found.items()}

    return reads


def _keep_professionals(said: Mapping[Told, Any], *, owner: str, source: str, by: Worker, at: datetime) -> None:
    del owner
    with _refused_beside({(person_id, _kind(fact)): (fact, person_id) for fact, person_id in said}):
        organisations = {(person_id, _kind(fact)): value for (fact, person_id), value in said.items() if isinstance(value, str)}
        settle_professionals(said=organisations, source=source, by=by, at=at)


def _phone(person_ids: Iterable[int], *, owner: str, seen_by: Worker) -> dict[int, Known]:
    del owner
    found = phone_now(person_ids, seen_by=seen_by)
    return {id_: Known(row.value, f"{row.value} ({row.get_safe_display()})", row.source, _since(row)) for id_, row in found.items()}


def _keep_phones(said: Mapping[Told, Any], *, owner: str, source: str, by: Worker, at: datetime) -> None:
    """A further number: the one before may still be answered, and whether it is safe to ring is asked under Details."""
    del owner
    with _refused_beside(_by_person(said)):
        numbers = {person_id: (_kind_of_number(value), value) for (_, person_id), value in said.items() if isinstance(value, str)}
        give_contact_points(said=numbers, source=source, by=by, at=at)


def _kind_of_number(value: str) -> str:
    digits = "".join(each for each in value if each.isdigit())
    return "mobile" if digits.startswith(("07", "447")) else "phone"


def _by_person(said: Iterable[Told]) -> dict[Hashable, Told]:
    return {told[1]: told for told in said}


def _home(person_ids: Iterable[int], *, owner: str, seen_by: Worker) -> dict[int, Known]:
    del owner
    found = home_now(person_ids, seen_by=seen_by)
    return {id_: Known(str(row.place), str(row.place), row.source, _since(row)) for id_, row in found.items()}


def _keep_homes(said: Mapping[Told, Any], *, owner: str, source: str, by: Worker, at: datetime) -> None:
    del owner
    with _refused_beside(_by_person(said)):
        homes = {person_id: _lines_and_postcode(value) for (_, person_id), value in said.items() if isinstance(value, str)}
        settle_homes(said=homes, source=source, by=by, at=at)


def _lines_and_postcode(value: str) -> tuple[str, str]:
    lines, _, last = value.replace("\n", ",").rpartition(",")
    is_code = bool(lines) and _LIKE_A_POSTCODE.fullmatch(last.replace(" ", "")) is not None
    return (lines, last.strip()) if is_code else (value, "")


def _known_as(person_ids: Iterable[int], *, owner: str, seen_by: Worker) -> dict[int, Known]:
    del owner
    found = names_now("known_as", person_ids, seen_by=seen_by)
    return {id_: Known(row.full, row.full, row.source, _since(row)) for id_, row in found.items()}


def _keep_known_as(said: Mapping[Told, Any], *, owner: str, source: str, by: Worker, at: datetime) -> None:
    del owner
    with _refused_beside(_by_person(said)):
        names = {person_id: value for (_, person_id), value in said.items() if isinstance(value, str)}
        settle_known_as(said=names, source=source, by=by, at=at)


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
