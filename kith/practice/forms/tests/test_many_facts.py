"""Many new facts about several people cost as many statements as about one, with the same rules, ledger rows and refusals."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from kith.practice.forms.commands import NotReady, finish_response, load_form, reopen_response, save_response, start_response
from kith.practice.forms.models import Response
from kith.practice.forms.tests.test_facts import ALL_FACTS
from kith.practice.people import commands as people
from kith.practice.people.models import Fact, Name, Person, Professional, Residence
from kith.practice.recording.models import StoryLine
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NEW = {
    "religion": ["muslim"], "language": ["eng", "pol"], "ethnicity": ["declined"], "school": ["Hillside Primary"], "phone": ["07700 900123"],
    "address": ["1 Elm Road, Leeds, LS8 1AB"], "known_as": ["Ellie"], "gp": ["Dr Hirsch"], "nationality": ["GBR"], "disability": ["HAND"],
}  # fmt: skip


def _about(names: tuple[str, ...], cast: Cast, now: datetime) -> tuple[Response, list[int]]:
    load_form(text=ALL_FACTS, by=cast.ada, at=now)
    known = [
        people.register_person(
            forenames=name, surname="O'Neil", born_on=date(2018, 5, 4), birth_known="exact", is_sure=True, by=cast.amina, at=now - timedelta(days=9)
        ).pk
        for name in names
    ]
    return start_response(form_key="everything", person_ids=known, by=cast.amina, at=now), known


def _say(response: Response, said: dict[int, dict[str, list[str]]], cast: Cast, now: datetime) -> None:
    response.refresh_from_db()
    fields = {f"{question}__p{person_id}": value for person_id, answers in said.items() for question, value in answers.items()}
    save_response(response_id=response.pk, fields=fields, revision=response.revision, by=cast.amina, at=now)


def _statements(names: tuple[str, ...], cast: Cast, now: datetime) -> int:
    response, known = _about(names, cast, now)
    _say(response, dict.fromkeys(known, NEW), cast, now)
    amina, before = Worker.objects.get(pk=cast.amina.pk), LedgerEntry.objects.count()
    with CaptureQueriesContext(connection) as asked:
        finish_response(response_id=response.pk, by=amina, at=now)
    written = list(LedgerEntry.objects.order_by("id").values_list("event", "person_id"))[before:]
    assert [written.count(("PersonChanged", person_id)) for person_id in known] == [11] * len(known), "each fact is on the ledger for each person"
    assert [written.count(("StoryTold", person_id)) for person_id in known] == [12] * len(known)
    assert StoryLine.objects.filter(person_id__in=known, what="change:address").count() == len(known)
    return len(asked)


def test_three_children_cost_no_more_than_one(cast: Cast, now: datetime) -> None:
    alone, together = _statements(("Zoe",), cast, now), _statements(("Ada", "Ben", "Cyd"), cast, now)
    assert together <= alone <= 128


def test_siblings_share_the_place_and_each_is_shown_by_what_they_like_to_be_called(cast: Cast, now: datetime) -> None:
    response, known = _about(("Ada", "Ben"), cast, now)
    _say(response, {known[0]: NEW, known[1]: {**NEW, "known_as": ["Benno"]}}, cast, now)
    finish_response(response_id=response.pk, by=cast.amina, at=now)
    assert Residence.objects.filter(person_id__in=known).values("place").distinct().count() == 1
    assert [Person.objects.get(pk=each).name for each in known] == ["Ada O'Neil (Ellie)", "Ben O'Neil (Benno)"]


def test_what_is_changed_again_on_the_same_day_is_struck_out_and_what_was_before_stays_ended(cast: Cast, now: datetime) -> None:
    response, (ada, ben) = _about(("Ada", "Ben"), cast, now)
    day = date(2024, 1, 1)
    people.set_fact(person_id=ada, kind="religion", code="none", starts_on=day, by=cast.amina, at=now)
    people.add_professional(person_id=ada, role="school", organisation="Old Lane", starts_on=day, by=cast.amina, at=now)
    people.move_to(person_id=ada, lines="7 Oak Street", starts_on=day, by=cast.amina, at=now)
    _say(response, {ada: NEW, ben: NEW}, cast, now)
    finish_response(response_id=response.pk, by=cast.amina, at=now)
    reopen_response(response_id=response.pk, reason="A slip", by=cast.amina, at=now)
    _say(response, {ada: {"religion": ["sikh"], "school": ["New Lane"], "known_as": ["Addy"], "address": ["9 Ash Way"]}}, cast, now)
    finish_response(response_id=response.pk, by=cast.amina, at=now)
    for table, where in ((Fact, {"kind": "religion"}), (Professional, {"role": "school"}), (Residence, {"kind": "main"}), (Name, {"kind": "known_as"})):
        rows = table.objects.filter(person_id=ada, **where).order_by("id")
        ends = [("struck" if row.struck_at else "ended" if row.ends_on else "now") for row in rows]
        assert ends == ["ended", "struck", "now"][3 - len(ends) :], table.__name__
        assert table.objects.get(person_id=ben, **where).ends_on is None, "nothing was said of Ben"
    assert LedgerEntry.objects.filter(event="PersonChanged", person_id=ada, reason="never true: Changed on the day on which it was written").count() == 4


@pytest.mark.parametrize(
    ("question", "said", "words"),
    [("phone", "ring mum", "7 to 15 digits"), ("address", "1 Elm Road, LS8 1A", "British postcode"), ("religion", "sikh", "both cannot be true at once")],
)
def test_a_refusal_stands_beside_the_child_whom_it_is_about_and_nothing_is_kept(question: str, said: str, words: str, cast: Cast, now: datetime) -> None:
    response, (ada, ben) = _about(("Ada", "Ben"), cast, now)
    soon = now.date() + timedelta(days=30)
    people.set_fact(person_id=ben, kind="religion", code="none", starts_on=soon, by=cast.amina, at=now)
    Fact.objects.filter(person_id=ben).update(ends_on=soon + timedelta(days=1))
    _say(response, {ada: NEW, ben: {question: [said]}}, cast, now)
    with pytest.raises(NotReady) as trouble:
        finish_response(response_id=response.pk, by=cast.amina, at=now)
    ((box, sentence),) = trouble.value.missing
    assert (box, words in sentence) == (f"{question}__p{ben}", True), sentence
    assert not Fact.objects.filter(person_id=ada).exclude(kind="birth").exists()


def test_a_confidential_home_written_today_is_not_struck_out_by_a_form(cast: Cast, now: datetime) -> None:
    response, (ada,) = _about(("Ada",), cast, now)
    people.move_to(person_id=ada, lines="The refuge", starts_on=now.date(), is_confidential=True, by=cast.amina, at=now)
    _say(response, {ada: {"address": ["9 Ash Way"]}}, cast, now)
    with pytest.raises(NotReady, match="missing"):
        finish_response(response_id=response.pk, by=cast.amina, at=now)
    assert Residence.objects.get(person_id=ada).ends_on is None
