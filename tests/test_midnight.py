"""Half past midnight on 15 June in London is still 14 June in UTC: a day on the record is a day in London."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from kith.foundations.access.models import RoleHeld
from kith.foundations.access.rules import Refusal, Role
from kith.foundations.staff.commands import add_worker
from kith.foundations.staff.models import Worker
from kith.practice.people import commands as people
from kith.practice.people.models import Alert, Person
from kith.practice.recording.commands import choose_event, finish_entry, save_draft, start_draft, write_event
from kith.practice.recording.models import StoryLine
from kith.practice.recording.queries import chronology, entry, story
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]
AFTER_MIDNIGHT = datetime(2026, 6, 14, 23, 30, tzinfo=UTC)
IN_LONDON = date(2026, 6, 15)


@pytest.fixture
def now() -> datetime:
    return AFTER_MIDNIGHT


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    """Twelve on this very day."""
    return people.register_person(
        forenames="Ella", surname="O'Donnell", born_on=date(2014, 6, 15), birth_known="exact", by=cast.amina, at=now
    )


@pytest.fixture
def line(ella: Person, cast: Cast, now: datetime) -> StoryLine:
    draft = start_draft(kind="call", person_ids=[ella.pk], by=cast.amina, at=now)
    save_draft(draft_id=draft.pk, fields={"text": ["She rang."], "happened_time": ["00:30"]}, revision=1, by=cast.amina, at=now)
    made = finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
    return StoryLine.objects.get(source="recording.Entry", source_id=made.pk)


def test_an_event_chosen_from_the_story_is_of_the_day_in_london(line: StoryLine, ella: Person, cast: Cast, now: datetime) -> None:
    choose_event(story_line_id=line.pk, what_happened="She rang", impact="", by=cast.amina, at=now)
    assert [row.happened_on for row in chronology(ella.pk, seen_by=cast.amina)] == [IN_LONDON]


def test_the_form_offers_the_day_in_london(line: StoryLine, cast: Cast, client_of: ClientOf) -> None:
    page = client_of(cast.amina).get(reverse("choose_event", kwargs={"story_line_id": line.pk})).content.decode()
    assert 'name="happened_on" type="text" value="15 June 2026"' in page


def test_an_event_of_today_is_not_in_the_future(ella: Person, cast: Cast, now: datetime) -> None:
    assert (
        write_event(person_id=ella.pk, happened_on=IN_LONDON, what_happened="She rang", impact="", by=cast.amina, at=now).happened_on
        == IN_LONDON
    )


def test_the_age_at_the_time_is_that_of_the_day_in_london(line: StoryLine, ella: Person, cast: Cast, client_of: ClientOf) -> None:
    assert [part.age_then for part in entry(line.source_id, seen_by=cast.amina).about] == ["12 years"]
    assert "aged 12 years" in client_of(cast.amina).get(reverse("story", kwargs={"person_id": ella.pk})).content.decode()


def test_whoever_is_born_dies_moves_or_is_named_today_is_not_of_tomorrow(cast: Cast, now: datetime) -> None:
    baby = people.register_person(forenames="Baby", surname="Price", born_on=IN_LONDON, birth_known="exact", by=cast.amina, at=now)
    people.move_to(person_id=baby.pk, lines="1 Elm Road", postcode_text="LS8 1AB", starts_on=IN_LONDON, by=cast.amina, at=now)
    people.give_name(person_id=baby.pk, kind="known_as", forenames="Bee", surname="", starts_on=IN_LONDON, by=cast.amina, at=now)
    people.record_death(person_id=baby.pk, died_on=IN_LONDON, by=cast.amina, at=now)
    unborn = people.register_person(forenames="", surname="Price", is_unborn=True, by=cast.amina, at=now)
    people.record_birth(person_id=unborn.pk, born_on=IN_LONDON, sex="F", forenames="Ivy", surname="Price", by=cast.amina, at=now)
    people.correct_person(
        person_id=baby.pk,
        born_on=IN_LONDON,
        birth_known="exact",
        expected_on=None,
        sex="F",
        died_on=IN_LONDON,
        reason="Sex",
        by=cast.amina,
        at=now,
    )


def test_the_story_tells_of_becoming_known_on_the_day_in_london(ella: Person, cast: Cast) -> None:
    (item,) = story(ella.pk, seen_by=cast.amina).items
    assert item.happened_at == AFTER_MIDNIGHT


def test_an_alert_is_reviewed_on_a_later_day_than_that_in_london(ella: Person, cast: Cast, now: datetime) -> None:
    told = {"person_id": ella.pk, "kind": "dog", "reason": "Large dog", "starts_on": IN_LONDON, "by": cast.amina, "at": now}
    with pytest.raises(Refusal, match="still to come"):
        people.raise_alert(review_on=IN_LONDON, **told)  # type: ignore[arg-type]  # its own facts
    alert = people.raise_alert(review_on=date(2026, 7, 1), **told)  # type: ignore[arg-type]  # as above
    people.review_alert(alert=alert, review_on=date(2026, 8, 1), reason="Still there", by=cast.amina, at=now)
    assert Alert.objects.get(pk=alert.pk).ends_on == IN_LONDON


def test_a_worker_added_after_midnight_starts_today(cast: Cast, now: datetime) -> None:
    password = "a long enough password"
    made = add_worker(email="new@council.example", name="New", password=password, roles=[Role.PRACTITIONER], by=cast.ada, at=now)
    assert made.starts_on == RoleHeld.objects.get(worker_id=made.pk).starts_on == IN_LONDON
