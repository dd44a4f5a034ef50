"""One entry or one document is shut, and the rest of the record stays open: through pages, and round the code."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.commands import break_glass, let_in, lift, shut_again
from kith.foundations.access.models import Entrant, Restriction
from kith.foundations.access.rules import Refusal
from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.recording.commands import (
    add_document,
    attach_document,
    choose_event,
    finish_entry,
    release_entry,
    restrict_document,
    restrict_entry,
    save_draft,
    start_draft,
)  # fmt: skip
from kith.practice.recording.models import Document, Entry, StoryLine
from tests.access.world import a_date, soon
from tests.cast import Cast
from tests.eyes import looking_as
from tests.pages import TABS

ClientOf = Callable[[Worker], Client]
SECRET = "Wobbegong"
LEGAL: dict[str, Any] = {"kind": "legal", "reason": "Legal advice about the threshold", "contact": "Ring legal, 0113 496 0009"}


def _child(forenames: str, cast: Cast, now: datetime) -> int:
    return register_person(forenames=forenames, surname="Fennimore", born_on=date(2015, 1, 2), sex="M", by=cast.amina, at=now).pk


def _entry(people: list[int], cast: Cast, now: datetime) -> Entry:
    """With a file, a part for each, and an event in the chronology."""
    draft = start_draft(kind="visit", person_ids=people, by=cast.amina, at=now)
    attach_document(upload=SimpleUploadedFile(f"{SECRET}.txt", SECRET.encode()), draft_id=draft.pk, by=cast.amina, at=now)
    fields = {
        "text": [f"{SECRET} in the text"],
        **{
            f"part_{one}_{name}": [value]
            for one in people
            for name, value in (("text", f"{SECRET} of one"), ("seen", "yes"), ("alone", "yes"))
        },
    }
    save_draft(draft_id=draft.pk, fields=fields, revision=1, by=cast.amina, at=now)
    made = finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
    line = StoryLine.objects.filter(source="recording.Entry", source_id=made.pk).order_by("id")[0]
    choose_event(story_line_id=line.pk, what_happened=f"{SECRET} chosen", impact="", by=cast.amina, at=now)
    return made


@pytest.fixture
def children(cast: Cast, now: datetime) -> list[int]:
    return [_child("Kit", cast, now), _child("Fay", cast, now)]


@pytest.fixture
def entry(children: list[int], cast: Cast, now: datetime) -> Entry:
    made = _entry(children, cast, now)
    restrict_entry(entry_id=made.pk, **LEGAL, workers=[cast.ben.pk], by=cast.ben, at=now)
    return made


ROUND_THE_CODE = {
    "recording_entry": "select text from recording_entry", "recording_entrypart": "select text from recording_entrypart",
    "recording_entryversion": "select body::text from recording_entryversion", "recording_document": "select title || text from recording_document",
    "recording_documentperson": "select document_id::text from recording_documentperson",
    "recording_storyline": "select source from recording_storyline where source like 'recording.%%'",
    "recording_significantevent": "select what_happened from recording_significantevent", "access_restriction": "select reason from access_restriction",
    "entry_search": f"select entry_id::text from entry_search('{SECRET}', 20, 999999999)",
    "document_search": f"select document_id::text from document_search('{SECRET}', null, 20, 999999999)",
}  # fmt: skip


def _found(worker: Worker) -> dict[str, int]:
    """Rows that the database itself hands out, table by table."""
    with looking_as(worker), connection.cursor() as cursor:
        found = {}
        for name, asked in ROUND_THE_CODE.items():
            cursor.execute(asked)
            found[name] = len(cursor.fetchall())
    return found


def test_round_the_code_nothing_of_it_is_there_for_who_is_not_let_in(entry: Entry, cast: Cast) -> None:
    assert set(_found(cast.cerys).values()) == {0}
    assert _found(cast.amina)["recording_entry"] == 0, "nor for who wrote it"
    assert {name for name, rows in _found(cast.ben).items() if not rows} == {"recording_entryversion"}, "there never was another version"


def test_through_pages_it_was_never_written(entry: Entry, children: list[int], cast: Cast, client_of: ClientOf) -> None:
    shut, open_ = client_of(cast.cerys), client_of(cast.ben)
    for child in children:
        for tab in [*TABS, "/who-has-looked", "/chronology.docx"]:
            assert SECRET not in shut.get(f"/people/{child}{tab}").content.decode("utf-8", "replace"), tab
        assert "Visit" not in shut.get(f"/people/{child}/story").content.decode().split("<ol", 1)[-1].split("</ol>")[0]
        assert SECRET in open_.get(f"/people/{child}/story").content.decode()
    document = Document.objects.get().pk
    for address in (f"/entries/{entry.pk}", f"/documents/{document}", f"/documents/{document}/file", f"/entries/{entry.pk}/strike-out"):
        assert shut.get(address).status_code == 404, address
    assert f"/entries/{entry.pk}" not in shut.get(reverse("find_entries"), {"words": SECRET.lower()}).content.decode()
    assert f"/entries/{entry.pk}" in open_.get(reverse("find_entries"), {"words": SECRET.lower()}).content.decode()


def test_the_rest_of_the_record_stays_open(entry: Entry, children: list[int], cast: Cast, now: datetime, client_of: ClientOf) -> None:
    other = _entry(children[:1], cast, now)
    assert client_of(cast.cerys).get(f"/entries/{other.pk}").status_code == 200
    assert client_of(cast.cerys).get(f"/people/{children[0]}").status_code == 200


def test_released_it_is_still_shut_to_who_is_not_let_in(children: list[int], cast: Cast, now: datetime) -> None:
    made = _entry(children, cast, now)
    release_entry(entry_id=made.pk, by=cast.amina, at=now)
    restrict_entry(entry_id=made.pk, **LEGAL, workers=[cast.ben.pk], by=cast.ben, at=now)
    assert _found(cast.cerys)["recording_entry"] == 0


def test_lifted_it_is_open_again_for_everybody_in_it(entry: Entry, cast: Cast, now: datetime) -> None:
    first = Restriction.objects.order_by("id")[0]
    with looking_as(cast.ben):
        lift(restriction_id=first.pk, reason="Waived", by=cast.ben, at=now)
    found = _found(cast.cerys)
    assert (found["recording_entrypart"], found["recording_document"], found["recording_documentperson"]) == (2, 1, 2)
    assert not Restriction.objects.filter(lifted_at=None).exists()


def test_who_is_let_in_is_let_in_for_everybody_in_it_and_shut_out_again(entry: Entry, cast: Cast, now: datetime) -> None:
    first = Restriction.objects.order_by("id")[0]
    let_in(restriction_id=first.pk, worker_id=cast.cerys.pk, ends_on=timezone.localdate(), by=cast.ben, at=now)
    found = _found(cast.cerys)
    assert (found["recording_entrypart"], found["recording_document"]) == (2, 1)
    with looking_as(cast.ben):
        shut_again(entrant_id=Entrant.objects.filter(worker_id=cast.cerys.pk).order_by("id")[0].pk, by=cast.ben, at=now)
    assert set(_found(cast.cerys).values()) == {0}


def test_a_correction_that_names_somebody_else_leaves_it_shut(entry: Entry, children: list[int], cast: Cast, now: datetime) -> None:
    third = _child("Ned", cast, now)
    with looking_as(cast.ben):
        draft = start_draft(kind="visit", person_ids=[*children, third], corrects_entry_id=entry.pk, by=cast.ben, at=now)
        _answered(draft.pk, [*children, third], cast, now)
        finish_entry(draft_id=draft.pk, by=cast.ben, at=now)
    found = _found(cast.cerys)
    assert set(found.values()) == {0}
    assert _found(cast.ben)["recording_entrypart"] == 3
    assert _found(cast.ben)["recording_entryversion"] == 1


def _answered(draft_id: UUID, people: list[int], cast: Cast, now: datetime) -> None:
    fields = {
        "people": [str(one) for one in people], "text": ["Corrected"], "reason": ["Ned was there too"], "correction_reason": ["Ned was there too"],
        **{f"part_{one}_{name}": [value] for one in people for name, value in (("text", SECRET), ("seen", "yes"), ("alone", "yes"))},
    }  # fmt: skip
    save_draft(draft_id=draft_id, fields=fields, revision=1, by=cast.ben, at=now)


def test_a_document_alone_is_shut(children: list[int], cast: Cast, now: datetime, client_of: ClientOf) -> None:
    made = add_document(
        upload=SimpleUploadedFile("advice.txt", SECRET.encode()), title=f"{SECRET} advice", person_ids=children, by=cast.amina, at=now
    )
    said = {"kind": "legal", "reason": "Legal advice", "contact": "", "worker_1": cast.ben.pk, **a_date("review_on", soon())}
    assert client_of(cast.ben).post(f"/documents/{made.pk}/restrict", said).status_code == 302
    assert set(_found(cast.cerys).values()) == {0}
    shut = client_of(cast.cerys)
    for page in ("/documents", "/story", "/brief"):
        assert SECRET not in shut.get(f"/people/{children[0]}{page}").content.decode()
    assert shut.get(f"/documents/{made.pk}").status_code == 404
    page = client_of(cast.ben).get(f"/people/{children[1]}/restrict").content.decode()
    assert f"/documents/{made.pk}" in page
    assert "only one document" in page
    again = client_of(cast.ben).post(f"/documents/{made.pk}/restrict", said).content.decode()
    assert "restricted already" in again, "the second click"


def test_a_document_of_an_entry_is_restricted_with_the_entry(children: list[int], cast: Cast, now: datetime) -> None:
    _entry(children, cast, now)
    with pytest.raises(Refusal, match="Restrict the entry"):
        restrict_document(document_id=Document.objects.get().pk, **LEGAL, workers=[cast.ben.pk], by=cast.ben, at=now)


def test_duty_is_told_that_something_is_shut_and_opens_it_at_once(
    entry: Entry, children: list[int], cast: Cast, client_of: ClientOf
) -> None:
    duty = client_of(cast.eve)
    page = duty.get(f"/people/{children[0]}").content.decode()
    assert "is restricted, and not shown to you" in page
    assert LEGAL["contact"] in page
    assert LEGAL["contact"] not in client_of(cast.cerys).get(f"/people/{children[0]}").content.decode(), "only duty is told"
    with looking_as(cast.eve):
        break_glass(person_id=children[0], reason="Police at the door", by=cast.eve, at=timezone.now())
    assert SECRET in duty.get(f"/people/{children[0]}/story").content.decode()
    assert "is restricted, and not shown to you" not in duty.get(f"/people/{children[0]}").content.decode()
