"""Records made by mistake: search leads to the right one, both show the way to each other, nothing moves, and it is undone."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.urls import reverse

from kith.foundations.access.commands import restrict
from kith.foundations.access.queries import look_as
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from kith.practice.finding.commands import index_people, rebuild_index
from kith.practice.finding.queries import search
from kith.practice.finding.reactions import index_marked
from kith.practice.people import commands as people
from kith.practice.people.commands.mistakes import NoMistake
from kith.practice.people.models import Mistake, Person
from kith.practice.people.queries import banner
from kith.practice.recording.commands import finish_entry, save_draft, start_draft
from kith.practice.recording.queries import story
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]
NHS = "9434765919"


@pytest.fixture
def twice(cast: Cast, now: datetime) -> tuple[Person, Person]:
    """Zofia, and the record that a second worker made of her as Sophie: (the mistake, the right one)."""
    right = people.register_person(
        forenames="Zofia", surname="Wisniewska", born_on=date(2014, 4, 3), birth_known="exact", sex="F", by=cast.amina, at=now
    )
    wrong = people.register_person(forenames="Sophie", surname="Vishnevska", by=cast.amina, at=now)
    people.give_identifier(person_id=wrong.pk, scheme="nhs_number", value=NHS, by=cast.amina, at=now)
    people.move_to(person_id=wrong.pk, lines="7 Larch Rise", postcode_text="LS8 1AB", starts_on=date(2025, 1, 1), by=cast.amina, at=now)
    return wrong, right


def _found(typed: str, cast: Cast, now: datetime) -> list[int]:
    return [one.card.id for one in search(typed, seen_by=cast.amina, today=now.date()).good]


@pytest.mark.parametrize("anew", [False, True])
def test_search_leads_to_the_right_record_by_whatever_the_mistaken_one_had(anew: bool, twice: tuple[Person, Person], cast: Cast, now: datetime) -> None:
    wrong, right = twice
    assert _found("sophie vishnevska", cast, now) == [wrong.pk]
    people.mark_mistaken(person_id=wrong.pk, the_same_id=right.pk, reason="Same NHS card", by=cast.ben, at=now)
    if anew:
        with connection.cursor() as cursor:
            cursor.execute("reset role")  # the index is made anew by who owns it
            rebuild_index(by=cast.machine, at=now)
            cursor.execute("set local role kith_app")
    for typed in ("zofia wisniewska", "sophie vishnevska", "943 476 5919", f"record {wrong.pk}", "7 larch rise", f"record {right.pk}"):
        assert _found(typed, cast, now) == [right.pk], typed
    people.give_name(person_id=right.pk, kind="alias", forenames="Zosia", surname="Vee", by=cast.amina, at=now, starts_on=None)
    assert _found("zosia vee", cast, now) == [right.pk]
    assert _found("sophie vishnevska", cast, now) == [right.pk], "a change of the right record forgets nothing"
    index_people(person_ids=[wrong.pk], by=cast.amina, at=now)
    assert _found("sophie vishnevska", cast, now) == [right.pk], "a change of the mistaken one does not bring it back"


def test_once_one_of_two_is_restricted_neither_leads_to_the_other(twice: tuple[Person, Person], cast: Cast, now: datetime) -> None:
    wrong, right = twice
    people.mark_mistaken(person_id=wrong.pk, the_same_id=right.pk, reason="Same NHS card", by=cast.ben, at=now)
    restrict(
        person_id=wrong.pk, kind="staff", level="hidden", reason="A colleague", review_on=now.date() + timedelta(days=30),
        workers=[cast.ben.pk], by=cast.ben, at=now,
    )  # fmt: skip
    index_marked(person_ids=[wrong.pk])
    look_as(cast.amina)
    assert _found("sophie vishnevska", cast, now) == []
    assert _found("943 476 5919", cast, now) == []
    assert _found("zofia wisniewska", cast, now) == [right.pk]
    look_as(cast.ben)
    assert [one.card.id for one in search("sophie vishnevska", seen_by=cast.ben, today=now.date()).good] == [wrong.pk]


def test_undone_both_are_found_again(twice: tuple[Person, Person], cast: Cast, now: datetime) -> None:
    wrong, right = twice
    mistake = people.mark_mistaken(person_id=wrong.pk, the_same_id=right.pk, reason="Same NHS card", by=cast.ben, at=now)
    people.undo_mistake(mistake_id=mistake.pk, reason="Two cousins", by=cast.gwen, at=now)
    assert _found("sophie vishnevska", cast, now) == [wrong.pk]
    assert _found("zofia wisniewska", cast, now) == [right.pk]
    assert banner(wrong.pk, seen_by=cast.amina).mistakes == []
    people.mark_mistaken(person_id=wrong.pk, reason="Nobody of that name", by=cast.gwen, at=now)
    assert _found("sophie vishnevska", cast, now) == []
    assert _found(f"record {wrong.pk}", cast, now) == [wrong.pk], "its number leads to it where there is no right one"


def test_both_records_show_the_way_and_the_story_tells_it(
    twice: tuple[Person, Person], cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    wrong, right = twice
    people.mark_mistaken(person_id=wrong.pk, the_same_id=right.pk, reason="Same NHS card", by=cast.ben, at=now)
    client = client_of(cast.amina)
    at_wrong = client.get(reverse("record", kwargs={"person_id": wrong.pk})).content.decode()
    assert "This record was made by mistake." in at_wrong
    assert f'<a class="govuk-link" href="{reverse("record", kwargs={"person_id": right.pk})}">Zofia Wisniewska</a>' in at_wrong
    assert "Undo" not in at_wrong
    assert f"Sophie Vishnevska ({wrong.pk})" in client.get(reverse("record", kwargs={"person_id": right.pk})).content.decode()
    assert "Said to be a record made by mistake" in client.get(reverse("story", kwargs={"person_id": right.pk})).content.decode()
    assert LedgerEntry.objects.filter(subject=f"people.Mistake:{Mistake.objects.get().pk}", reason="Same NHS card").exists()


def test_what_was_written_stays_where_it_is_and_stands_in_the_story_of_the_right_record(
    twice: tuple[Person, Person], cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    wrong, right = twice

    def write(words: str, *about: Person, days: int) -> None:
        draft = start_draft(kind="note", person_ids=[person.pk for person in about], by=cast.amina, at=now - timedelta(days=days))
        on = (now - timedelta(days=days)).date()
        day = {"happened_on_day": [str(on.day)], "happened_on_month": [str(on.month)], "happened_on_year": [str(on.year)]}
        save_draft(draft_id=draft.pk, fields={**day, "text": [words]}, revision=1, by=cast.amina, at=now)
        finish_entry(draft_id=draft.pk, by=cast.amina, at=now)

    write("A talk at school", right, days=1)
    write("A call about Sophie", wrong, days=2)
    write("Both at once", right, wrong, days=3)
    client, address = client_of(cast.amina), reverse("story", kwargs={"person_id": right.pk})
    mistake = people.mark_mistaken(person_id=wrong.pk, the_same_id=right.pk, reason="Same NHS card", by=cast.ben, at=now)

    def told() -> list[tuple[str, bool]]:
        items = BeautifulSoup(client.get(address, {"kind": "note"}).content, "html.parser").select(".kith-story > li")
        return [(item.select("p")[1].get_text(), "On the record made by mistake" in item.get_text()) for item in items]

    assert told() == [("A talk at school", False), ("A call about Sophie", True), ("Both at once", False)]
    assert "A call about Sophie" in client.get(reverse("record", kwargs={"person_id": right.pk})).content.decode()
    (hers,) = [item for item in story(right.pk, seen_by=cast.amina, mistakes=[wrong.pk]).items if item.excerpt == "A call about Sophie"]
    assert hers.person_id == wrong.pk
    people.undo_mistake(mistake_id=mistake.pk, reason="Cousins", by=cast.ben, at=now)
    assert told() == [("A talk at school", False), ("Both at once", False)]


def test_it_is_said_on_a_page_with_both_side_by_side(twice: tuple[Person, Person], cast: Cast, client_of: ClientOf) -> None:
    wrong, right = twice
    client, address = client_of(cast.ben), reverse("mistake", kwargs={"person_id": wrong.pk})
    assert "Choose the right record" in client.get(address).content.decode()
    asked = client.get(f"{address}?person={right.pk}").content.decode()
    assert asked.index("Sophie Vishnevska") < asked.index("Zofia Wisniewska")
    assert "Answer" in client.post(f"{address}?person={right.pk}", {"reason": ""}).content.decode()
    done = client.post(f"{address}?person={right.pk}", {"reason": "Same NHS card"})
    assert done["Location"] == reverse("record", kwargs={"person_id": right.pk})
    undo = reverse("undo_mistake", kwargs={"person_id": wrong.pk, "mistake_id": Mistake.objects.get().pk})
    assert undo in client.get(reverse("record", kwargs={"person_id": wrong.pk})).content.decode()
    assert client.post(undo, {"reason": "Cousins"}).status_code == 302
    assert client.get(undo).status_code == 404


def test_what_is_never_said(twice: tuple[Person, Person], cast: Cast, now: datetime) -> None:
    wrong, right = twice

    def refused(words: str, *, by: Worker = cast.ben, person: Person = wrong, same: Person | None = right, reason: str = "Typed twice") -> None:
        with pytest.raises(NoMistake, match=words):
            people.mark_mistaken(person_id=person.pk, the_same_id=same.pk if same else None, reason=reason, by=by, at=now)

    refused("A manager or the record's guardian", by=cast.amina)
    refused("Say how you know", reason=" ")
    refused("These are one record", same=wrong)
    third = people.register_person(forenames="Zo", surname="Third", by=cast.amina, at=now)
    people.mark_mistaken(person_id=wrong.pk, the_same_id=right.pk, reason="Same card", by=cast.ben, at=now)
    refused("is said already")
    refused("was made by mistake itself", person=third, same=wrong)
    refused("Another record was said to be a mistake for this one", person=right, same=third)


def test_it_is_not_said_across_a_restriction_and_not_told_across_a_later_one(
    twice: tuple[Person, Person], cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    wrong, right = twice
    people.mark_mistaken(person_id=wrong.pk, the_same_id=right.pk, reason="Same card", by=cast.ben, at=now)
    restrict(
        person_id=right.pk, kind="safety", level="hidden", reason="Threats", contact="Ring Ben", review_on=date(2027, 1, 1),
        workers=[cast.ben.pk], teams=[], by=cast.ben, at=now,
    )  # fmt: skip
    told = client_of(cast.amina).get(reverse("record", kwargs={"person_id": wrong.pk})).content.decode()
    assert "made by mistake" not in told
    assert "Wisniewska" not in told
    assert len(banner(wrong.pk, seen_by=cast.ben).mistakes) == 1
    people.undo_mistake(mistake_id=Mistake.objects.get().pk, reason="Cousins", by=cast.ben, at=now)
    with pytest.raises(NoMistake, match="restricted"):
        people.mark_mistaken(person_id=wrong.pk, the_same_id=right.pk, reason="Same card", by=cast.ben, at=now)
