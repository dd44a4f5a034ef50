"""Whether children were seen, alone, and if not why: asked when a visit is finished, and told wherever the visit is."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from kith.practice.recording.commands import EntryNotReady, finish_entry, save_draft, start_draft, strike_out
from kith.practice.recording.models import Draft, Entry
from kith.practice.recording.queries import entry, last_seen, not_seen_since
from kith.practice.recording.rules.seen import seen_in_words
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Ella", surname="O'Donnell", born_on=date(2014, 4, 3), birth_known="exact", by=cast.amina, at=now)


def _drafted(person: Person, cast: Cast, now: datetime, text: str = "At the door.", **said: str) -> Draft:
    draft = start_draft(kind="visit", person_ids=[person.pk], by=cast.amina, at=now)
    fields = {"text": [text], **{f"part_{person.pk}_{name}": [value] for name, value in said.items()}}
    return save_draft(draft_id=draft.pk, fields=fields, revision=1, by=cast.amina, at=now)


def _visited(person: Person, cast: Cast, now: datetime, text: str = "At the door.", **said: str) -> Entry:
    return finish_entry(draft_id=_drafted(person, cast, now, text, **said).pk, by=cast.amina, at=now)


@pytest.mark.parametrize(("said", "what"), [({"seen": "no"}, "seen"), ({"seen": "yes", "alone": "no"}, "seen alone")])
def test_a_visit_that_did_not_see_a_child_asks_why_and_the_draft_is_kept(
    said: dict[str, str], what: str, ella: Person, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    draft = _drafted(ella, cast, now, **said)
    with pytest.raises(EntryNotReady) as refused:
        finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
    assert refused.value.missing == [(f"part_{ella.pk}_why", f"Say why Ella O'Donnell was not {what}. If nobody knows, write that")]
    answer = client_of(cast.amina).post(reverse("draft", kwargs={"draft_id": draft.pk}), {"revision": "2", "do": "finish"})
    page = answer.content.decode()
    assert f'href="#part_{ella.pk}_why"' in page
    assert "is-filled" in page, "the box is shown, whatever the styles do"
    draft.refresh_from_db()
    assert draft.finished_at is None
    assert draft.fields["text"] == ["At the door."]


@pytest.mark.parametrize("said", [{"seen": "yes"}, {"seen": "yes", "alone": "yes"}, {"seen": "no", "why": "Not known"}])
def test_nothing_is_asked_where_nothing_is_missing(said: dict[str, str], ella: Person, cast: Cast, now: datetime) -> None:
    assert _visited(ella, cast, now, **said).pk


def test_where_nobody_was_at_home_the_reason_is_the_whole_visit(ella: Person, cast: Cast, now: datetime) -> None:
    assert _visited(ella, cast, now, "", seen="no", why="Nobody opened")


def test_of_an_adult_it_is_not_asked(cast: Cast, now: datetime) -> None:
    for born in (date(1990, 1, 1), None):
        adult = register_person(
            forenames="Siobhan", surname="O'Donnell", born_on=born, birth_known="exact" if born else "unknown", by=cast.amina, at=now
        )
        assert _visited(adult, cast, now, seen="no")


def test_the_reason_stands_in_story_entry_and_brief(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    first = _visited(ella, cast, now - timedelta(days=9), seen="yes", alone="no", why="Her mother stayed")
    later = _visited(ella, cast, now - timedelta(days=2), seen="no", why="At a friend's")
    client = client_of(cast.amina)
    story = client.get(reverse("story", kwargs={"person_id": ella.pk})).content.decode()
    assert "seen, not alone: Her mother stayed" in story
    assert "not seen: At a friend&#39;s" in story
    entries = [client.get(reverse("entry", kwargs={"entry_id": entry.pk})).content.decode() for entry in (first, later)]
    assert "Seen, not alone: Her mother stayed" in entries[0]
    assert "Not seen: At a friend&#39;s" in entries[1]
    brief = client.get(reverse("brief", kwargs={"person_id": ella.pk})).content.decode()
    assert "14 November 2026, not alone: Her mother stayed, by Amina Yusuf" in brief
    assert "Not seen since: 21 November 2026, At a friend&#39;s." in brief


def test_only_what_was_missed_since_somebody_was_seen_counts_and_nothing_that_is_struck_out(ella: Person, cast: Cast, now: datetime) -> None:
    def missed(days: int, why: str) -> Entry:
        return _visited(ella, cast, now - timedelta(days=days), seen="no", why=why)

    missed(20, "Long ago")
    _visited(ella, cast, now - timedelta(days=10), seen="yes")
    missed(8, "Asleep")
    wrong = missed(4, "Wrong child")
    strike_out(entry_id=wrong.pk, reason="Wrong child", by=cast.amina, at=now)
    assert [one.why_not for one in not_seen_since(ella.pk, seen_by=cast.amina)] == ["Asleep"]
    seen = last_seen([ella.pk], seen_by=cast.amina)[ella.pk]
    assert (seen.alone, seen.why_not) == (None, "")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("", None, ""), ""),
        (("yes", None, ""), "seen"),
        (("yes", True, ""), "seen alone"),
        (("yes", False, "Mother stayed"), "seen, not alone: Mother stayed"),
        (("yes", False, ""), "seen, not alone: why is not recorded"),
        (("no", None, "At school"), "not seen: At school"),
    ],
)
def test_it_is_said_in_words(said: tuple[str, bool | None, str], words: str) -> None:
    assert seen_in_words(*said) == words


@pytest.mark.parametrize(("said", "kept", "words"), [("yes", True, "where they sleep was seen"), ("no", False, "where they sleep was not seen")])
def test_whether_the_worker_saw_where_a_child_sleeps_is_kept_told_and_corrected(
    said: str, kept: bool, words: str, ella: Person, cast: Cast, now: datetime
) -> None:
    visit = _visited(ella, cast, now, seen="yes", alone="yes", bedroom=said)
    assert visit.parts.get().bedroom_seen is kept
    assert words in entry(visit.pk, seen_by=cast.amina).about[0].seen
    correction = start_draft(kind="visit", person_ids=[ella.pk], corrects_entry_id=visit.pk, by=cast.amina, at=now)
    assert correction.fields[f"part_{ella.pk}_bedroom"] == [said]


def test_where_it_was_not_asked_nothing_is_said_of_it(ella: Person, cast: Cast, now: datetime) -> None:
    visit = _visited(ella, cast, now, seen="yes", alone="yes")
    assert visit.parts.get().bedroom_seen is None
    assert "sleep" not in entry(visit.pk, seen_by=cast.amina).about[0].seen
