"""Entries: the field budget, correction, striking out, drafts of others."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kith.foundations.access.rules import Refusal
from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from kith.practice.recording.commands import (
    EntryNotReady,
    choose_event,
    finish_entry,
    note_look,
    save_draft,
    start_draft,
    strike_out,
)
from kith.practice.recording.models import Entry, EntryVersion, StoryLine
from kith.practice.recording.queries import chronology, search_entries, story
from kith.practice.recording.rules.entries import REQUIRED, read
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Ella", surname="O'Donnell", by=cast.amina, at=now)


def _note(person: Person, cast: Cast, now: datetime, text: str, **fields: str) -> Entry:
    draft = start_draft(kind="note", person_ids=[person.pk], by=cast.amina, at=now)
    save_draft(draft_id=draft.pk, fields={"text": [text], **{k: [v] for k, v in fields.items()}}, revision=1, by=cast.amina, at=now)
    return finish_entry(draft_id=draft.pk, by=cast.amina, at=now)


def test_a_visit_asks_at_most_four_answers() -> None:
    assert max(len(fields) for fields in REQUIRED.values()) <= 4


@given(st.dictionaries(st.text(max_size=30), st.lists(st.text(max_size=60), max_size=3), max_size=8))
def test_whatever_was_typed_can_be_read(fields: dict[str, list[str]]) -> None:
    read(fields, "visit", now=datetime.fromisoformat("2026-11-23T10:00:00+00:00"))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"happened_on_year": ["202"]}, "happened_on"),
        ({"happened_on_day": ["31"], "happened_on_month": ["2"]}, "happened_on"),
        ({"happened_on_year": ["2031"]}, "happened_on"),
        ({"happened_time": ["25:99"]}, "happened_time"),
        ({"people": []}, "people"),
        ({"text": [""]}, "text"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    fields: dict[str, list[str]], field: str, ella: Person, cast: Cast, now: datetime
) -> None:
    draft = start_draft(kind="note", person_ids=[ella.pk], by=cast.amina, at=now)
    save_draft(draft_id=draft.pk, fields={"text": ["typed 🌻 نص"], **fields}, revision=1, by=cast.amina, at=now)
    with pytest.raises(EntryNotReady) as refused:
        finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
    assert [name for name, _ in refused.value.missing] == [field]
    draft.refresh_from_db()
    assert draft.fields | {"text": []} == draft.fields | fields | {"text": []}


def test_nobody_reads_or_saves_the_draft_of_another(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    draft = start_draft(kind="note", person_ids=[ella.pk], by=cast.amina, at=now)
    assert client_of(cast.cerys).get(reverse("draft", kwargs={"draft_id": draft.pk})).status_code == 403
    with pytest.raises(Refusal):
        save_draft(draft_id=draft.pk, fields={"text": ["mine now"]}, revision=1, by=cast.cerys, at=now)


def test_a_correction_keeps_the_version_before(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    entry = _note(ella, cast, now, "She was seen on Tuesday.")
    later = now + timedelta(hours=1)
    draft = start_draft(kind="note", person_ids=[ella.pk], corrects_entry_id=entry.pk, by=cast.ben, at=later)
    save_draft(draft_id=draft.pk, fields={"text": ["She was seen on Wednesday."]}, revision=1, by=cast.ben, at=later)
    with pytest.raises(EntryNotReady):
        finish_entry(draft_id=draft.pk, by=cast.ben, at=later)
    save_draft(draft_id=draft.pk, fields={"reason": ["Wrong day"]}, revision=2, by=cast.ben, at=later)
    finish_entry(draft_id=draft.pk, by=cast.ben, at=later)
    entry.refresh_from_db()
    version = EntryVersion.objects.get()
    assert (entry.text, entry.version, version.body["text"], version.reason) == (
        "She was seen on Wednesday.",
        2,
        "She was seen on Tuesday.",
        "Wrong day",
    )
    page = client_of(cast.amina).get(reverse("entry", kwargs={"entry_id": entry.pk})).content.decode()
    assert "Corrected by Ben Hartley" in page
    assert "She was seen on Tuesday." in page


def test_an_entry_struck_out_stays_readable_with_the_reason(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    entry = _note(ella, cast, now, "About somebody else.")
    strike_out(entry_id=entry.pk, reason="Wrong child", by=cast.amina, at=now)
    page = client_of(cast.amina).get(reverse("entry", kwargs={"entry_id": entry.pk})).content.decode()
    assert "Struck out by Amina Yusuf" in page
    assert "About somebody else." in page


def test_the_story_pages_without_repeating_or_losing(ella: Person, cast: Cast, now: datetime) -> None:
    for number in range(30):
        _note(ella, cast, now, f"Note {number}")
    first = story(ella.pk, seen_by=cast.amina, limit=20)
    rest = story(ella.pk, seen_by=cast.amina, limit=20, older_than=first.older)
    ids = [item.line_id for item in first.items + rest.items]
    assert len(ids) == len(set(ids)) == 31
    assert rest.older == ""


def test_looking_tells_when_one_last_looked(ella: Person, cast: Cast, now: datetime) -> None:
    assert note_look(person_id=ella.pk, by=cast.amina, at=now) is None
    assert note_look(person_id=ella.pk, by=cast.amina, at=now + timedelta(days=1)) == now


def test_an_event_is_chosen_from_the_story_once_with_its_impact(ella: Person, cast: Cast, now: datetime) -> None:
    entry = _note(ella, cast, now, "Moved in with her grandmother.")
    line = StoryLine.objects.get(source="recording.Entry", source_id=entry.pk)
    choose_event(story_line_id=line.pk, what_happened="Moved to her grandmother", impact="Safer at once", by=cast.amina, at=now)
    assert [(row.what_happened, row.impact, row.entry_id) for row in chronology(ella.pk, seen_by=cast.amina)] == [
        ("Moved to her grandmother", "Safer at once", entry.pk)
    ]


def test_what_is_offered_for_the_chronology_ends_with_a_sentence_and_its_day_can_be_another(
    ella: Person, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    entry = _note(ella, cast, now, "Her aunt rang and told of last week. " * 20)
    line = StoryLine.objects.get(source="recording.Entry", source_id=entry.pk)
    address = reverse("choose_event", kwargs={"story_line_id": line.pk})
    client = client_of(cast.amina)
    offered = BeautifulSoup(client.get(address).content, "html.parser").select_one("textarea[name=what_happened]")
    assert offered
    assert offered.get_text().strip().endswith("told of last week.")
    assert len(offered.get_text()) <= 401
    said = {"what_happened": "Moved to her aunt", "happened_on": "16 11 2026"}
    client.post(address, said)
    assert [row.happened_on for row in chronology(ella.pk, seen_by=cast.amina)] == [date(2026, 11, 16)]


def test_search_marks_words_and_escapes_the_rest(ella: Person, cast: Cast, now: datetime) -> None:
    _note(ella, cast, now, "The <b>kitten</b> & the bruise were mentioned.")
    snippet = str(search_entries("bruises", seen_by=cast.amina)[0].snippet_html)
    assert "<mark>bruise</mark>" in snippet
    assert "&amp;" in snippet
    assert "<b>" not in snippet
    assert [hit.entry_id for hit in search_entries("kitten", seen_by=cast.amina, person_ids=[ella.pk])]
    assert search_entries("kitten", seen_by=cast.amina, person_ids=[0]) == []


def test_what_is_struck_out_leaves_the_chronology_and_cannot_enter_it(ella: Person, cast: Cast, now: datetime) -> None:
    entry = _note(ella, cast, now, "Written on the wrong child")
    line = StoryLine.objects.get(person=ella, source="recording.Entry", source_id=entry.pk)
    choose_event(story_line_id=line.pk, what_happened="Written on the wrong child", impact="", by=cast.amina, at=now)
    assert len(chronology(ella.pk, seen_by=cast.amina)) == 1
    strike_out(entry_id=entry.pk, reason="The wrong child", by=cast.amina, at=now)
    assert chronology(ella.pk, seen_by=cast.amina) == []
    with pytest.raises(Refusal, match="struck out"):
        choose_event(story_line_id=line.pk, what_happened="Once more", impact="", by=cast.amina, at=now)


def test_whoever_corrects_does_not_become_the_author(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    entry = _note(ella, cast, now, "She was seen at scool")
    for number, by in ((1, cast.amina), (2, cast.ben)):
        draft = start_draft(kind="note", person_ids=[ella.pk], corrects_entry_id=entry.pk, by=by, at=now)
        save_draft(draft_id=draft.pk, fields={"text": [f"Seen at school {number}"], "reason": ["Spelling"]}, revision=1, by=by, at=now)
        finish_entry(draft_id=draft.pk, by=by, at=now + timedelta(hours=number))
    entry.refresh_from_db()
    assert entry.written_by == cast.amina
    versions = EntryVersion.objects.filter(entry=entry).order_by("number")
    assert [(each.written_by, each.replaced_by) for each in versions] == [(cast.amina, cast.amina), (cast.amina, cast.ben)]
    said = client_of(cast.amina).get(reverse("entry", kwargs={"entry_id": entry.pk})).content.decode()
    assert f"corrected by {cast.ben.name}" in said


def test_what_was_written_about_somebody_not_ticked_does_not_vanish(ella: Person, cast: Cast, now: datetime) -> None:
    jack = register_person(forenames="Jack", surname="O'Donnell", by=cast.amina, at=now)
    draft = start_draft(kind="note", person_ids=[ella.pk], by=cast.amina, at=now)
    fields = {"text": ["A talk"], f"part_{jack.pk}_text": ["Important: what Jack said"], "people": [str(ella.pk)]}
    save_draft(draft_id=draft.pk, fields=fields, revision=1, by=cast.amina, at=now)
    with pytest.raises(EntryNotReady) as refused:
        finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
    assert refused.value.missing[0][0] == f"person_{jack.pk}"


def test_the_same_words_from_a_reloaded_window_are_no_conflict(ella: Person, cast: Cast, now: datetime) -> None:
    draft = start_draft(kind="note", person_ids=[ella.pk], by=cast.amina, at=now)
    save_draft(draft_id=draft.pk, fields={"text": ["Once"]}, revision=1, by=cast.amina, at=now)
    again = save_draft(draft_id=draft.pk, fields={"text": ["Once"]}, revision=1, by=cast.amina, at=now)
    assert again.revision == 2
