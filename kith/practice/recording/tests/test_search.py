"""Search in what is written: what is too little to search for, page after page, by the index of words whatever the words."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from kith.practice.recording.commands import add_document, finish_entry, keep_text, save_draft, start_draft, strike_out
from kith.practice.recording.models import Entry
from kith.practice.recording.queries import EntryHit, TooFewWords, find_in_entries
from tests.cast import Cast


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Ella", surname="O'Donnell", by=cast.amina, at=now)


def _note(person: Person, cast: Cast, at: datetime, **said: str) -> Entry:
    draft = start_draft(kind="note", person_ids=[person.pk], by=cast.amina, at=at)
    save_draft(draft_id=draft.pk, fields={name: [text] for name, text in said.items()}, revision=1, by=cast.amina, at=at)
    return finish_entry(draft_id=draft.pk, by=cast.amina, at=at)


def _pages(words: str, by: Worker, person_ids: list[int] | None = None) -> list[list[EntryHit]]:
    pages, older = [], "begin"
    while older:
        found = find_in_entries(words, seen_by=by, person_ids=person_ids, older_than="" if older == "begin" else older, limit=5)
        pages.append(found.hits)
        older = found.older
    return pages


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Write one or more words"),
        ("   \x00 ", "Write one or more words"),
        ("k", "at least two letters"),
        ('"-', "at least two letters"),
        ("the of and", "in nearly everything. Add one that is rarer"),
        ("-kitten", "Add a word that was used"),
    ],
)
def test_too_little_to_search_for_is_said_in_a_sentence(words: str, said: str, cast: Cast) -> None:
    with pytest.raises(TooFewWords, match=said):
        find_in_entries(words, seen_by=cast.amina)


@pytest.mark.parametrize("scope", ["everybody", "one person"])
def test_every_hit_comes_once_page_after_page_documents_too(scope: str, ella: Person, cast: Cast, now: datetime) -> None:
    wrote = [_note(ella, cast, now + timedelta(hours=hour), text=f"The kitten, {hour}") for hour in range(12)]
    strike_out(entry_id=wrote[3].pk, reason="Wrong child", by=cast.amina, at=now + timedelta(days=1))
    kept = []
    for hour in (2, 7):
        upload = SimpleUploadedFile(f"letter{hour}.txt", b"About the kitten")
        document = add_document(upload=upload, title="", person_ids=[ella.pk], by=cast.amina, at=now + timedelta(hours=hour, minutes=30))
        keep_text(document_id=document.pk, by=cast.machine, at=now)
        kept.append(document.pk)
    pages = _pages("kitten", cast.amina, None if scope == "everybody" else [ella.pk])
    assert [len(page) for page in pages] == [5, 5, 4]
    hits = [hit for page in pages for hit in page]
    assert sorted(hit.entry_id for hit in hits if hit.entry_id) == [entry.pk for entry in wrote]
    assert sorted(hit.document_id for hit in hits if hit.document_id) == kept
    assert [hit.entry_id for hit in hits if hit.is_struck] == [wrote[3].pk]
    if scope == "everybody":
        for newer, older in pairwise(pages):
            assert min(hit.written_at for hit in newer) > max(hit.written_at for hit in older)


@pytest.mark.parametrize("cursor", ["x", "1", "-1.2.3", "9" * 40, "1.1", "٣.1.1", "0.0.0"])
def test_a_page_made_up_by_hand_is_the_first_or_none(cursor: str, ella: Person, cast: Cast, now: datetime) -> None:
    _note(ella, cast, now, text="The kitten")
    assert len(find_in_entries("kitten", seen_by=cast.amina, older_than=cursor).hits) == 1


@pytest.mark.parametrize("name", ["title", "text", "place", "others"])
def test_words_are_found_and_marked_wherever_they_stand(name: str, ella: Person, cast: Cast, now: datetime) -> None:
    _note(ella, cast, now, **{"text": "Something.", name: "At the Merrion Centre"})
    for people in (None, [ella.pk]):
        assert "<mark>Merrion</mark>" in str(find_in_entries("merrion", seen_by=cast.amina, person_ids=people).hits[0].snippet_html)


def _looked_into(index: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_stat_get_xact_numscans(%s::regclass)", [index])
        found: int = cursor.fetchone()[0]
        return found


@pytest.mark.parametrize("how_many", [0, 300, 3_000])
def test_a_word_that_is_in_every_entry_is_found_by_the_index_of_words_at_any_size(how_many: int, ella: Person, cast: Cast, now: datetime) -> None:
    """The planner, left to itself, reads every entry of a small table."""
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute(
            "insert into recording_entry"
            " (kind, title, happened_at, time_known, text, place, others, answers, version, written_at, struck_reason, written_by_id)"
            " select 'note', '', now(), true, 'The kitten ' || repeat('and more words ', 60), '', '', '{}', 1, now(), '', %s from generate_series(1, %s)",
            [cast.amina.pk, how_many],
        )
        cursor.execute("analyze recording_entry, recording_entrypart")
        cursor.execute("set local role kith_app")
    _note(ella, cast, now, text="The kitten")
    before = _looked_into("recording_entry_words")
    assert [hit.title for hit in find_in_entries("kitten", seen_by=cast.amina).hits] == [""]
    assert _looked_into("recording_entry_words") > before


def test_the_functions_that_find_hits_are_nobodys_to_call(db: None) -> None:
    """They answer for everybody's entries: only the search itself, which asks of each hit, may call them."""
    with connection.cursor() as cursor:
        for name in ("entry_hits(tsquery, int, bigint)", "entry_hits_below(tsquery, int, bigint)", "document_hits(tsquery, bigint[], bigint)"):
            cursor.execute("select has_function_privilege('kith_app', %s, 'execute')", [name])
            assert cursor.fetchone() == (False,)
