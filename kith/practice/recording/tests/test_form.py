"""The form of an entry: what must be answered stands first and open, what may be answered is folded until it is used."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.foundations.staff.models import Worker
from kith.practice.people import commands as people
from kith.practice.people.models import Person
from kith.practice.recording.commands import EntryNotReady, finish_entry, save_draft, start_draft
from kith.practice.recording.models import Draft
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    """Ella lives with her mother and her small brother."""

    def somebody(forenames: str, born: date) -> Person:
        made = people.register_person(forenames=forenames, surname="O'Donnell", born_on=born, birth_known="exact", by=cast.amina, at=now)
        people.move_to(person_id=made.pk, lines="1 Elm Road", postcode_text="LS8 1AB", starts_on=date(2024, 1, 1), by=cast.amina, at=now)
        return made

    somebody("Siobhan", date(1990, 2, 11))
    somebody("Noah", date(2024, 9, 21))
    return somebody("Ella", date(2014, 4, 3))


def _page(draft: Draft, client: Client) -> BeautifulSoup:
    return BeautifulSoup(client.get(reverse("draft", kwargs={"draft_id": draft.pk})).content, "html.parser")


def test_a_visits_essentials_come_first_and_are_not_folded(ella: Person, cast: Cast, client_of: ClientOf) -> None:
    draft = start_draft(kind="visit", person_ids=[ella.pk], by=cast.amina, at=timezone.now())
    page = _page(draft, client_of(cast.amina))
    controls = page.select("main form input:not([type=hidden]), main form textarea")
    open_ones = [str(each["name"]) for each in controls if not each.find_parent("details")]
    essential = ["happened_on_day", "happened_on_month", "happened_on_year", "happened_time", "people", f"part_{ella.pk}_seen"]
    assert list(dict.fromkeys(open_ones))[: len(essential)] == essential
    assert "text" in open_ones
    today = timezone.localdate()
    assert [each["value"] for each in page.select("[name^=happened_on]")] == [str(today.day), str(today.month), str(today.year)]
    assert {str(each["name"]) for each in controls if each.find_parent("details")} >= {
        f"part_{ella.pk}_wishes", f"part_{ella.pk}_text", f"part_{ella.pk}_where", "title", "place", "others", "attachment",
    }  # fmt: skip
    assert page.select("details[open]") == []


def test_what_is_used_of_the_folded_parts_is_open(ella: Person, cast: Cast, client_of: ClientOf) -> None:
    draft = start_draft(kind="visit", person_ids=[ella.pk], by=cast.amina, at=timezone.now())
    fields = {f"part_{ella.pk}_wishes": ["The kittens"], f"part_{ella.pk}_why": ["Asleep"], "place": ["At home"]}
    save_draft(draft_id=draft.pk, fields=fields, revision=1, by=cast.amina, at=timezone.now())
    page = _page(draft, client_of(cast.amina))
    filled = [page.select_one(f"[name={name}]") for name in (f"part_{ella.pk}_wishes", "place")]
    assert all(each and each.find_parent("details", open=True) for each in filled)
    assert "is-filled" in str(page.select_one(".kith-part__why"))


def test_children_are_offered_before_adults(ella: Person, cast: Cast, client_of: ClientOf) -> None:
    draft = start_draft(kind="visit", person_ids=[ella.pk], by=cast.amina, at=timezone.now())
    offered = [legend.get_text() for legend in _page(draft, client_of(cast.amina)).select(".kith-part > legend")]
    assert offered == ["Ella O'Donnell", "Noah O'Donnell", "Siobhan O'Donnell"]


def test_what_was_written_of_somebody_unticked_says_so_beside_them(ella: Person, cast: Cast, client_of: ClientOf) -> None:
    draft = start_draft(kind="note", person_ids=[ella.pk], by=cast.amina, at=timezone.now())
    noah = Person.objects.get(name="Noah O'Donnell")
    fields = {
        "revision": "1",
        "shown": "people",
        "people": str(ella.pk),
        "text": "A talk",
        f"part_{noah.pk}_text": "What he said",
        "do": "finish",
    }
    answer = client_of(cast.amina).post(reverse("draft", kwargs={"draft_id": draft.pk}), fields)
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one(f'a[href="#person_{noah.pk}"]')
    part = page.select_one(f"#person_{noah.pk}")
    assert "not ticked" in str(part and part.find_parent("fieldset"))


def test_a_line_that_is_too_long_is_said_and_nothing_of_it_is_cut_off(ella: Person, cast: Cast) -> None:
    now = timezone.now()
    draft = start_draft(kind="visit", person_ids=[ella.pk], by=cast.amina, at=now)
    where = f"part_{ella.pk}_where"
    fields = {"text": ["At home."], "place": ["P" * 10_000], where: ["W" * 201], f"part_{ella.pk}_seen": ["yes"], f"part_{ella.pk}_alone": ["yes"]}
    save_draft(draft_id=draft.pk, fields=fields, revision=1, by=cast.amina, at=now)
    with pytest.raises(EntryNotReady) as refused:
        finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
    assert dict(refused.value.missing) == {
        "place": "The place must be 300 characters or fewer; this one has 10000",
        where: "Where they were seen must be 200 characters or fewer; this one has 201",
    }
