"""The families of the access tests: one record of each kind of restriction, each with everything that can hang on a person."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from kith.foundations.access.commands import declare_conflict, restrict
from kith.foundations.access.rules import Level
from kith.foundations.staff.models import Worker
from kith.practice.people import commands as people
from kith.practice.people.models import Person
from kith.practice.recording.commands import add_document, choose_event, finish_entry, save_draft, start_draft, write_event
from kith.practice.recording.models import Entry, StoryLine
from kith.practice.work.commands import allocate, raise_task
from tests.cast import Cast

CONTACT = "Ring the adoption team, 0113 496 0003"
KINDS = ("open", "locked", "hidden", "sealed", "barred")  # barred: shut to Dev alone


@dataclass(frozen=True)
class Families:
    """A person of each kind, and an entry about an open and a hidden child together."""

    of: dict[str, Person]
    shared: Entry  # about the open child and the hidden one
    own: dict[str, Entry]  # about one person alone

    def name(self, kind: str) -> str:
        return self.of[kind].name


def word(kind: str) -> str:
    """A surname that nothing else has: whatever page shows it has leaked."""
    return {"open": "Openshaw", "locked": "Quixlock", "hidden": "Zephyrhide", "sealed": "Vexseal", "barred": "Jaxbar"}[kind]


def assemble_families(cast: Cast, now: datetime) -> Families:
    """Amina and the North team work with all of them; the restrictions come last, as they do in life."""
    of = {kind: _person(kind, place, cast, now) for place, kind in enumerate(KINDS)}
    own = {kind: _note([person], f"Ownwords{kind} were written here.", cast.amina, now) for kind, person in of.items()}
    shared = _note([of["open"], of["hidden"]], "Sharedwords about both of them.", cast.amina, now)
    for kind in ("locked", "hidden", "sealed"):
        people.relate(person_id=of[kind].pk, other_id=of["open"].pk, kind="sibling", by=cast.amina, at=now)
    for kind in ("locked", "hidden", "sealed"):
        level = {"locked": Level.LOCKED, "hidden": Level.HIDDEN, "sealed": Level.SEALED}[kind]
        why = "adoption" if kind == "sealed" else "staff"
        restrict(
            person_id=of[kind].pk, kind=why, level=level, reason="Synthetic", contact=CONTACT, workers=[cast.amina.pk], by=cast.ben, at=now
        )  # fmt: skip
    declare_conflict(person_id=of["barred"].pk, worker_id=cast.dev.pk, reason="My cousin", by=cast.dev, at=now)
    return Families(of=of, shared=shared, own=own)


def _person(kind: str, place: int, cast: Cast, now: datetime) -> Person:
    """Somebody with a row in every table."""
    by, surname, today = cast.amina, word(kind), now.date()
    person = people.register_person(
        forenames=f"{kind.capitalize()}ina", surname=surname, born_on=date(2012, 5, 1 + place), birth_known="exact", sex="F", by=by, at=now
    )
    person_id = person.pk
    people.move_to(person_id=person_id, lines=f"{place + 1} {surname} Street", postcode_text="LS8 1AB", starts_on=date(2024, 1, 1), by=by, at=now)
    people.give_identifier(person_id=person_id, scheme="legacy_id", value=f"{surname}-1", by=by, at=now)
    people.give_contact_point(person_id=person_id, kind="mobile", value=f"07700 90010{place}", by=by, at=now)
    people.add_professional(person_id=person_id, role="gp", organisation=f"{surname} Surgery", by=by, at=now)
    people.add_vehicle(person_id=person_id, registration_text=f"AB1{place} {surname[:3]}", by=by, at=now)
    people.set_fact(person_id=person_id, kind="religion", code="", text=f"{surname} faith", by=by, at=now)
    people.raise_alert(
        person_id=person_id, kind="dog", reason=f"{surname} dog", review_on=today + timedelta(days=9), starts_on=today, by=by, at=now
    )
    people.correct_person(
        person_id=person_id, born_on=date(2012, 6, 1 + place), birth_known="exact", expected_on=None, sex="F", died_on=None, reason="x", by=by, at=now
    )
    allocate(person_id=person_id, worker_id=by.pk, team_id=cast.north.pk, starts_on=today, by=cast.ben, at=now)
    raise_task(person_id=person_id, worker_id=by.pk, title=f"Ring {surname}", due_on=today, by=by, at=now)
    write_event(person_id=person_id, happened_on=date(2020, 1, 1), what_happened=f"{surname} moved", impact="", by=by, at=now)
    letter = SimpleUploadedFile("letter.txt", f"Letter about {surname}".encode())
    add_document(upload=letter, title=f"{surname} letter", person_ids=[person_id], by=by, at=now)
    return person


def _note(about: list[Person], text: str, by: Worker, now: datetime) -> Entry:
    draft = start_draft(kind="note", person_ids=[one.pk for one in about], by=by, at=now)
    fields = {"text": [text], **{f"part_{one.pk}_text": [f"Only of {one.name}."] for one in about}}
    save_draft(draft_id=draft.pk, fields=fields, revision=1, by=by, at=now)
    entry = finish_entry(draft_id=draft.pk, by=by, at=now)
    line = StoryLine.objects.filter(source="recording.Entry", source_id=entry.pk).first()
    assert line
    choose_event(story_line_id=line.pk, what_happened=f"Chosen: {text}", impact="", by=by, at=now)
    return entry
