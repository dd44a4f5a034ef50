"""The pages that people see: what is checked of every page is checked of these. And a record that has something on each of its pages."""

from datetime import date, datetime, timedelta

from kith.practice.people import commands as people
from kith.practice.people.models import Person
from kith.practice.recording.commands import finish_entry, save_draft, start_draft, write_event
from kith.practice.work.commands import allocate, raise_task
from tests.cast import Cast

TABS = ["", "/story", "/chronology", "/family", "/addresses", "/documents", "/details", "/brief"]
FORMS = ["/add/alert", "/add/address", "/add/fact", "/documents/add", "/chronology/add"]
OF_A_PERSON = TABS + FORMS  # after /people/7
OF_THE_DAY = [
    "/my-list",
    "/drafts",
    "/record-something",
    "/find",
    "/find?q=smith",
    "/people/add?q=zed+quux",
    "/find/entries",
    "/my-password",
    "/my-sign-in",
    "/abilities",
    "/abilities/mine",
    "/my-sign-in/app",
    "/my-sign-in/passkeys/add",
    "/my-sign-in/codes",
]
OF_AN_ADMINISTRATOR = ["/workers", "/workers?leavers=on&q=zzz", "/workers/add", "/teams/add", "/abilities/propose"]
OF_THE_GUARDIAN = ["/identifier-clashes"]

WORDS = "Home was warm and tidy. Ella showed her drawing of the kittens and said that she likes her new teacher, Mr Bramley. " * 6


def a_full_record(cast: Cast, now: datetime) -> Person:
    """Ella: a mother with a dog, twenty notes, three significant events, a task, a draft."""
    mother = people.register_person(forenames="Siobhan", surname="O'Donnell", sex="F", by=cast.amina, at=now)
    ella = people.register_person(
        forenames="Ella", surname="O'Donnell", born_on=date(2014, 4, 3), birth_known="exact", sex="F", by=cast.amina, at=now
    )
    for person in (mother, ella):
        people.move_to(person_id=person.pk, lines="1 Elm Road", postcode_text="LS8 1AB", starts_on=date(2024, 1, 1), by=cast.amina, at=now)
    people.relate(person_id=mother.pk, other_id=ella.pk, kind="parent", has_pr=True, by=cast.amina, at=now)
    people.raise_alert(
        person_id=mother.pk, kind="dog", reason="Large dog, shut it away first", review_on=now.date() + timedelta(days=90), told="yes",
        starts_on=now.date(), by=cast.amina, at=now,
    )  # fmt: skip
    allocate(person_id=ella.pk, worker_id=cast.amina.pk, team_id=cast.north.pk, starts_on=now.date(), by=cast.ben, at=now)
    raise_task(person_id=ella.pk, title="Ring the school", due_on=now.date(), worker_id=cast.amina.pk, by=cast.amina, at=now)
    for day in range(20):
        _note(ella, day, cast, now)
    for year in (2022, 2023, 2024):
        write_event(person_id=ella.pk, happened_on=date(year, 5, 1), what_happened=WORDS[:300], impact=WORDS[:100], by=cast.amina, at=now)
    start_draft(kind="visit", person_ids=[ella.pk], by=cast.amina, at=now)
    return ella


def _note(person: Person, day: int, cast: Cast, now: datetime) -> None:
    draft = start_draft(kind="note", person_ids=[person.pk], by=cast.amina, at=now - timedelta(days=day))
    save_draft(draft_id=draft.pk, fields={"text": [f"{day} {WORDS}"]}, revision=1, by=cast.amina, at=now)
    finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
