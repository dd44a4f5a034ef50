"""The families of the access tests: one record of each kind of restriction, each with everything that can hang on a person."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kith.foundations.access.commands import declare_conflict, let_in, open_partnership, restrict
from kith.foundations.access.rules import PARTS, Level, Role
from kith.foundations.staff.commands import add_worker
from kith.foundations.staff.models import Worker
from kith.practice.pathways.commands import begin_step, open_episode
from kith.practice.people import commands as people
from kith.practice.people.models import KeptFrom, Person
from kith.practice.plans.models import Plan, PlanPerson
from kith.practice.recording.commands import add_document, choose_event, finish_entry, save_draft, start_draft, write_event
from kith.practice.recording.models import Entry, StoryLine
from kith.practice.work.commands import allocate, raise_task
from tests.cast import PASSWORD, Cast

CONTACT = "Ring the adoption team, 0113 496 0003"
# barred: shut to Dev alone; let in: hidden, and Cerys is let in; refuge: open, at an address that must not become known to the unsafe.
KINDS = ("open", "locked", "hidden", "sealed", "barred", "let in", "refuge", "unsafe")
RESTRICTED = {"locked": Level.LOCKED, "hidden": Level.HIDDEN, "sealed": Level.SEALED, "let in": Level.HIDDEN}
NHS = ("943 476 5919", "943 476 5927", "943 476 5935", "943 476 5943", "943 476 5951", "943 476 5978", "943 476 5986", "943 476 5994")


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
    return {
        "open": "Openshaw", "locked": "Quixlock", "hidden": "Zephyrhide", "sealed": "Vexseal", "barred": "Jaxbar", "let in": "Inglenuk",
        "refuge": "Wrenfuge", "unsafe": "Oxhazard",
    }[kind]  # fmt: skip


def own_word(kind: str) -> str:
    """What only the note about this one says."""
    return f"Ownwords{kind.replace(' ', '')}"


def forename(kind: str) -> str:
    return f"{kind.split(maxsplit=1)[0].capitalize()}ina"


@dataclass(frozen=True)
class Others:
    """Those roles of the cast that no other test needs."""

    bea: Worker  # business support
    ana: Worker  # makes the returns
    pia: Worker  # a partner: the open child's school, granted that child alone
    lee: Worker  # left yesterday
    mia: Worker  # another manager, in no team


def assemble_others(families: Families, cast: Cast, now: datetime) -> Others:
    """Business support, an analyst, a partner with one family, a leaver, a second manager."""

    def worker(name: str, role: Role) -> Worker:
        email = f"{name.split(maxsplit=1)[0].lower()}@council.example"
        return add_worker(email=email, name=name, password=PASSWORD, roles=[role], by=cast.ada, at=now)

    others = Others(
        bea=worker("Bea Royle", Role.BUSINESS_SUPPORT), ana=worker("Ana Ferro", Role.ANALYST), pia=worker("Pia Lowe", Role.PARTNER),
        lee=worker("Lee Quill", Role.PRACTITIONER), mia=worker("Mia Hill", Role.MANAGER),
    )  # fmt: skip
    open_partnership(
        worker_id=others.pia.pk, agency="school", organisation="Elm Road Primary", purpose="Attendance", parts=list(PARTS),
        person_ids=[families.of["open"].pk], starts_on=now.date(), ends_on=timezone.localdate() + timedelta(days=30), by=cast.machine, at=now,
    )  # fmt: skip
    Worker.objects.filter(pk=others.lee.pk).update(ends_on=now.date() - timedelta(days=1))
    return others


def assemble_families(cast: Cast, now: datetime) -> Families:
    """Amina and the North team work with all of them; the restrictions come last, as they do in life."""
    of = {kind: _person(kind, place, cast, now) for place, kind in enumerate(KINDS)}
    own = {kind: _note([person], f"{own_word(kind)} were written here.", cast.amina, now) for kind, person in of.items()}
    shared = _note([of["open"], of["hidden"]], "Sharedwords about both of them.", cast.amina, now)
    for kind in RESTRICTED:
        people.relate(person_id=of[kind].pk, other_id=of["open"].pk, kind="sibling", by=cast.amina, at=now)
    people.relate(person_id=of["unsafe"].pk, other_id=of["refuge"].pk, kind="partner", by=cast.amina, at=now)
    KeptFrom.objects.create(residence=of["refuge"].residences.get(), person=of["unsafe"])
    for kind, level in RESTRICTED.items():
        why = "adoption" if kind == "sealed" else "staff"
        shut = restrict(
            person_id=of[kind].pk, kind=why, level=level, reason="Synthetic", contact=CONTACT, workers=[cast.amina.pk], by=cast.ben, at=now
        )  # fmt: skip
        if kind == "let in":
            let_in(
                restriction_id=shut.pk, worker_id=cast.cerys.pk, ends_on=timezone.localdate() + timedelta(days=1), by=cast.machine, at=now
            )
    declare_conflict(person_id=of["barred"].pk, worker_id=cast.dev.pk, reason="My cousin", by=cast.dev, at=now)
    return Families(of=of, shared=shared, own=own)


def _person(kind: str, place: int, cast: Cast, now: datetime) -> Person:
    """Somebody with a row in every table."""
    by, surname, today = cast.amina, word(kind), now.date()
    person = people.register_person(
        forenames=forename(kind), surname=surname, born_on=date(2012, 5, 1 + place), birth_known="exact", sex="F", by=by, at=now
    )
    person_id = person.pk
    people.move_to(
        person_id=person_id, lines=f"{place + 1} {surname} Street", postcode_text=f"LS{place + 2} 1AB", starts_on=date(2024, 1, 1),
        is_confidential=kind == "refuge", by=by, at=now,
    )  # fmt: skip
    people.give_identifier(person_id=person_id, scheme="nhs_number", value=NHS[place], by=by, at=now)
    people.give_identifier(person_id=person_id, scheme="legacy_id", value=f"{surname}-1", by=by, at=now)
    people.give_contact_point(person_id=person_id, kind="mobile", value=f"07700 90010{place}", by=by, at=now)
    people.add_professional(person_id=person_id, role="gp", organisation=f"{surname} Surgery", by=by, at=now)
    people.add_vehicle(person_id=person_id, registration_text=f"AB1{place} {surname[:3]}", by=by, at=now)
    people.set_fact(person_id=person_id, kind="religion", code="", text=f"{surname} faith", by=by, at=now)
    people.raise_alert(
        person_id=person_id, kind="dog", reason=f"{surname} dog", review_on=today + timedelta(days=9), starts_on=today, by=by, at=now
    )
    people.correct_person(
        person_id=person_id,
        born_on=date(2012, 6, 1 + place),
        birth_known="exact",
        expected_on=None,
        sex="F",
        died_on=None,
        reason="x",
        by=by,
        at=now,
    )
    allocate(person_id=person_id, worker_id=by.pk, team_id=cast.north.pk, starts_on=today, by=cast.ben, at=now)
    raise_task(person_id=person_id, worker_id=by.pk, title=f"Ring {surname}", due_on=today, by=by, at=now)
    open_episode(kind="child-in-need", person_id=person_id, started_on=today, step=None, by=by, at=now)
    begin_step(kind="contact", person_ids=[person_id], began=now, why="Somebody at the door", by=by, at=now)
    plan = Plan.objects.create(title="Earlier plan", made_at=now, made_by=by, ended_on=today, ended_by=by, ended_because="It was met")
    PlanPerson.objects.create(plan=plan, person_id=person_id, since=today)
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
