"""Choosing significant events: several at once from the story, with dates as far as they are known, all or none."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from kith.practice.recording.commands import (
    Choice,
    EventIncomplete,
    choose_events,
    finish_entry,
    save_draft,
    start_draft,
    strike_out,
    write_event,
)
from kith.practice.recording.models import SignificantEvent, StoryLine
from kith.practice.recording.queries import chronology, story
from kith.practice.recording.rules.when import When
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Ella", surname="O'Donnell", born_on=date(2014, 9, 3), birth_known="exact", by=cast.amina, at=now)


def _noted(person: Person, cast: Cast, now: datetime, text: str) -> StoryLine:
    draft = start_draft(kind="note", person_ids=[person.pk], by=cast.amina, at=now)
    save_draft(draft_id=draft.pk, fields={"text": [text]}, revision=1, by=cast.amina, at=now)
    entry = finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
    return StoryLine.objects.get(source="recording.Entry", source_id=entry.pk)


@pytest.fixture
def lines(ella: Person, cast: Cast, now: datetime) -> list[StoryLine]:
    return [_noted(ella, cast, now + timedelta(hours=hour), text) for hour, text in enumerate(("Moved in with her aunt.", "Changed school."))]


def _address(ella: Person, lines: list[StoryLine]) -> str:
    return reverse("choose_events", kwargs={"person_id": ella.pk}) + "?" + "&".join(f"line={line.pk}" for line in lines)


def _said(lines: list[StoryLine], **first: str) -> dict[str, str]:
    said = {f"line{line.pk}-{name}": value for line in lines for name, value in (("happened_on", "March 2019"), ("what_happened", "Moved"))}
    return {**said, **{f"line{lines[0].pk}-{name}": value for name, value in first.items()}}


def test_several_lines_are_ticked_in_the_story_and_chosen_on_one_page(
    ella: Person, lines: list[StoryLine], cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.amina)
    story = BeautifulSoup(client.get(reverse("story", kwargs={"person_id": ella.pk})).content, "html.parser")
    assert {str(box["value"]) for box in story.select('form[method=get] input[type=checkbox][name=line]')} >= {str(line.pk) for line in lines}
    page = BeautifulSoup(client.get(_address(ella, lines)).content, "html.parser")
    assert [area.get_text().strip() for area in page.select("textarea[name$=what_happened]")] == ["Moved in with her aunt.", "Changed school."]
    client.post(_address(ella, lines), _said(lines, happened_on="summer 2018", impact="Safer"))
    assert [(row.when.words, row.impact) for row in chronology(ella.pk, seen_by=cast.amina)] == [("summer 2018", "Safer"), ("March 2019", "")]
    client.post(_address(ella, lines), _said(lines, happened_on="summer 2018", impact="Safer"))
    assert SignificantEvent.objects.count() == 2, "the second click adds nothing"


def test_one_that_is_wrong_stops_all_and_what_was_typed_stays(
    ella: Person, lines: list[StoryLine], cast: Cast, client_of: ClientOf
) -> None:
    answer = client_of(cast.amina).post(_address(ella, lines), _said(lines, happened_on="some day", what_happened="My own words")).content.decode()
    assert f'href="#id_line{lines[0].pk}-happened_on"' in answer
    assert "You wrote some day" in answer
    assert "My own words" in answer
    assert not SignificantEvent.objects.exists()


def test_a_line_struck_out_meanwhile_stops_all(ella: Person, lines: list[StoryLine], cast: Cast, now: datetime) -> None:
    strike_out(entry_id=lines[1].source_id, reason="Wrong child", by=cast.amina, at=now)
    with pytest.raises(EventIncomplete, match="struck out") as refused:
        choose_events(choices=[Choice(line.pk, "Moved") for line in lines], by=cast.amina, at=now)
    assert refused.value.line_id == lines[1].pk
    assert chronology(ella.pk, seen_by=cast.amina) == []


@pytest.mark.parametrize("asked", ["", "line=x", "line=-1", f"line={'9' * 40}", "line=999999"])
def test_nothing_ticked_leads_back_to_the_story_with_a_sentence(asked: str, ella: Person, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    answer = client.get(reverse("choose_events", kwargs={"person_id": ella.pk}) + "?" + asked, follow=True)
    assert "Tick one or more lines of the story first" in answer.content.decode()


def test_the_line_of_another_person_is_not_chosen_through_this_record(
    ella: Person, lines: list[StoryLine], cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    noah = register_person(forenames="Noah", surname="O'Donnell", by=cast.amina, at=now)
    assert client_of(cast.amina).get(_address(noah, lines)).headers["Location"] == reverse("story", kwargs={"person_id": noah.pk})


def test_dates_and_ages_are_as_sure_as_they_are_known_on_page_and_paper(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    for when in (When(date(2014, 7, 1), "about"), When(date(2019, 3, 16), "month"), When(date(2020, 5, 2))):
        write_event(person_id=ella.pk, happened_on=when, what_happened="Moved", impact="", by=cast.amina, at=now)
    client = client_of(cast.amina)
    page = BeautifulSoup(client.get(reverse("chronology", kwargs={"person_id": ella.pk})).content, "html.parser")
    rows = [[" ".join(cell.get_text().split()) for cell in row.select("th, td")[:2]] for row in page.select("tbody tr")]
    assert rows == [["about 2014", "about birth"], ["March 2019", "about 4 years"], ["2 May 2020", "5 years"]]
    for name in ("chronology_pdf", "chronology_word"):
        assert client.get(reverse(name, kwargs={"person_id": ella.pk})).status_code == 200


def test_within_a_day_events_stand_in_the_order_in_which_they_happened(ella: Person, cast: Cast, now: datetime) -> None:
    """Whichever was chosen first; what has no time of day counts as noon, in the story as here."""
    times = {"Evening": "18:30", "Morning": "9:15", "Some time": ""}
    day = {"happened_on_day": ["2"], "happened_on_month": ["3"], "happened_on_year": ["2024"]}
    for words, clock in times.items():
        draft = start_draft(kind="note", person_ids=[ella.pk], by=cast.amina, at=now)
        save_draft(draft_id=draft.pk, fields={**day, "text": [words], "happened_time": [clock]}, revision=1, by=cast.amina, at=now)
        entry = finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
        choose_events(choices=[Choice(StoryLine.objects.get(source="recording.Entry", source_id=entry.pk).pk, words)], by=cast.amina, at=now)
    write_event(person_id=ella.pk, happened_on=date(2024, 3, 2), what_happened="By hand", impact="", by=cast.amina, at=now)
    assert [row.what_happened for row in chronology(ella.pk, seen_by=cast.amina)] == ["Morning", "Some time", "By hand", "Evening"]
    told = [item.excerpt for item in story(ella.pk, seen_by=cast.amina).items if item.excerpt]
    assert told == ["Evening", "Some time", "Morning"]


def test_an_event_written_by_hand_begins_with_today_and_says_about_whom(ella: Person, cast: Cast, client_of: Callable[[Worker], Client]) -> None:
    page = BeautifulSoup(client_of(cast.amina).get(reverse("write_event", kwargs={"person_id": ella.pk})).content, "html.parser")
    today = timezone.localdate()
    assert [box["value"] for box in page.select("input[name=happened_on]")] == [f"{today.day} {today:%B %Y}"]
    assert ella.name in page.main.get_text()  # type: ignore[union-attr]  # every page has one
