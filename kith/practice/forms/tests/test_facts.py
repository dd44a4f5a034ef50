"""Asked once: what is on record is shown with source and date; confirmed, changed or left; finishing changes the record, the old is kept."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import pytest

from kith.practice.forms.commands import NotReady, finish_response, load_form, reopen_response, save_response, start_response
from kith.practice.forms.models import Response
from kith.practice.forms.queries import answers, drawn, read_response
from kith.practice.forms.queries.drawing import Drawn, DrawnQuestion
from kith.practice.forms.rules.registry import facts
from kith.practice.people import commands as people
from kith.practice.people.models import ContactPoint, Fact, Name, Person, Professional
from kith.practice.people.queries import home_now
from tests.cast import Cast

ASKS = [
    ("ethnicity", "choice"), ("religion", "choice"), ("interpreter", "choice"), ("gender", "choice"), ("immigration_status", "choice"),
    ("language", "choices"), ("disability", "choices"), ("nationality", "choices"), ("communication_need", "choices"), ("school", "text"),
    ("gp", "text"), ("health_visitor", "text"), ("phone", "text"), ("address", "long text"), ("known_as", "text"), ("name", "text"),
    ("birth", "rough date"), ("parental_responsibility", "text"),
]  # fmt: skip
ALL_FACTS = "key: everything\ntitle: Everything\nsections:\n  - key: s\n    title: S\n    per_person: true\n    questions:\n" + "".join(
    f"      - {{key: {name}, ask: {name}, type: {kind}, fact: people.{name}}}\n" for name, kind in ASKS
)


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    made = people.register_person(
        forenames="Ella", surname="Okonkwo", born_on=date(2014, 4, 3), birth_known="exact", by=cast.amina, at=now - timedelta(days=9)
    )
    people.set_fact(
        person_id=made.pk, kind="language", code="pol", starts_on=date(2026, 3, 3), source="School", by=cast.amina, at=now - timedelta(days=9)
    )
    people.set_fact(
        person_id=made.pk, kind="religion", code="none", starts_on=date(2020, 1, 1), source="Mother", by=cast.amina, at=now - timedelta(days=9)
    )
    return made


@pytest.fixture
def everything(ella: Person, cast: Cast, now: datetime) -> Response:
    load_form(text=ALL_FACTS, by=cast.ada, at=now)
    return start_response(form_key="everything", person_ids=[ella.pk], by=cast.amina, at=now)


def _questions(picture: Drawn) -> Iterable[DrawnQuestion]:
    return [each for section in picture.sections for block in section.blocks for each in block.questions]


def _finished(response: Response, fields: dict[str, list[str]], cast: Cast, now: datetime) -> Response:
    response.refresh_from_db()
    save_response(response_id=response.pk, fields=fields, revision=response.revision, by=cast.amina, at=now)
    return finish_response(response_id=response.pk, by=cast.amina, at=now)


def test_every_fact_of_people_can_be_asked(everything: Response, cast: Cast) -> None:
    assert {fact.key for fact in facts().values() if fact.key.startswith("people.")} == {f"people.{name}" for name, _ in ASKS}
    shown = {each.id.split("__")[0]: each for each in _questions(drawn(everything.pk, seen_by=cast.amina))}
    assert (shown["language"].known, shown["language"].known_from) == ("Polish", "School, 3 March 2026")
    assert (shown["birth"].known, shown["birth"].can_change) == ("3 April 2014", False)
    assert shown["ethnicity"].known == ""
    assert [key for key, _ in shown["ethnicity"].pairs if key == "REFU"] == [], "declined is offered once, in the words of forms"


def test_what_is_changed_goes_on_the_record_and_the_old_is_kept(everything: Response, ella: Person, cast: Cast, now: datetime) -> None:
    p = f"__p{ella.pk}"
    typed = {
        f"religion{p}": ["muslim"], f"language{p}": ["eng", "pol"], f"ethnicity{p}": ["declined"], f"school{p}": ["Hillside Primary"],
        f"phone{p}": ["07700 900123"], f"address{p}": ["1 Elm Road, Leeds, LS8 1AB"], f"known_as{p}": ["Ellie"], f"gp{p}": [""], f"gp{p}__none": ["not_known"],
    }  # fmt: skip
    _finished(everything, typed, cast, now)
    religion = {row.code: (row.starts_on, row.ends_on) for row in Fact.objects.filter(person=ella, kind="religion")}
    assert religion == {"none": (date(2020, 1, 1), now.date()), "muslim": (now.date(), None)}
    assert {row.code for row in Fact.objects.filter(person=ella, kind="language", ends_on=None)} == {"eng", "pol"}
    assert Fact.objects.get(person=ella, kind="ethnicity").code == "REFU"
    assert Professional.objects.get(person=ella).source == "Everything"
    assert ContactPoint.objects.get(person=ella).kind == "mobile"
    assert str(home_now([ella.pk], seen_by=cast.amina)[ella.pk].place).endswith("LS8 1AB")
    assert Name.objects.get(person=ella, kind="known_as").forenames == "Ellie"
    assert everything.parts.get().how["religion"] == "changed"


def test_what_is_confirmed_or_left_changes_nothing_and_stands_in_the_answers(
    everything: Response, ella: Person, cast: Cast, now: datetime
) -> None:
    _finished(everything, {f"religion__p{ella.pk}__fact": ["confirm"]}, cast, now)
    said = answers(everything.pk, person_id=ella.pk, seen_by=cast.amina)
    assert (said["religion"], said["language"], said["birth"]) == ("none", ["pol"], "2014-04-03")
    assert Fact.objects.filter(person=ella, kind="religion").count() == 1
    how = everything.parts.get().how
    assert (how["religion"], how["language"]) == ("confirmed", "left")


def test_changed_twice_on_one_day_it_is_what_was_said_last(everything: Response, ella: Person, cast: Cast, now: datetime) -> None:
    name = f"religion__p{ella.pk}"
    _finished(everything, {name: ["muslim"]}, cast, now)
    reopen_response(response_id=everything.pk, reason="A slip", by=cast.amina, at=now)
    _finished(everything, {name: ["sikh"]}, cast, now)
    assert Fact.objects.get(person=ella, kind="religion", ends_on=None).code == "sikh"


def test_the_next_form_offers_what_this_one_said(everything: Response, ella: Person, cast: Cast, now: datetime) -> None:
    _finished(everything, {f"school__p{ella.pk}": ["Hillside Primary"]}, cast, now)
    later = start_response(form_key="early_help_assessment", person_ids=[ella.pk], by=cast.amina, at=now)
    shown = {each.id: each for each in _questions(drawn(later.pk, seen_by=cast.amina))}
    assert shown[f"school__p{ella.pk}"].known == "Hillside Primary"
    assert shown[f"school__p{ella.pk}"].known_from == "Everything, 23 November 2026"


def test_what_the_record_refuses_is_said_beside_the_question_and_nothing_is_lost(
    everything: Response, ella: Person, cast: Cast, now: datetime
) -> None:
    save_response(response_id=everything.pk, fields={f"phone__p{ella.pk}": ["ring mum"]}, revision=1, by=cast.amina, at=now)
    with pytest.raises(NotReady) as trouble:
        finish_response(response_id=everything.pk, by=cast.amina, at=now)
    assert trouble.value.missing[0][0] == f"phone__p{ella.pk}"
    assert "7 to 15 digits" in trouble.value.missing[0][1]
    everything.refresh_from_db()
    assert everything.fields[f"phone__p{ella.pk}"] == ["ring mum"]


def test_a_review_stands_beside_the_one_before(ella: Person, cast: Cast, now: datetime) -> None:
    first = start_response(form_key="cin_review", person_ids=[ella.pk], by=cast.amina, at=now)
    p = f"__p{ella.pk}"
    said = {f"voice{p}": ["I like the plan."], f"different{p}": ["She sleeps."], "family_view": ["Good"], "progress": ["some"], "analysis": ["Go on"]}
    save_response(response_id=first.pk, fields=said, revision=1, by=cast.amina, at=now)
    finish_response(response_id=first.pk, by=cast.amina, at=now)
    second = start_response(form_key="cin_review", person_ids=[ella.pk], prior_id=first.pk, by=cast.amina, at=now)
    save_response(response_id=second.pk, fields={**said, "progress": ["well"]}, revision=1, by=cast.amina, at=now)
    shown = {each.id: each for each in _questions(drawn(second.pk, seen_by=cast.amina))}
    assert (shown["progress"].before, shown["progress"].is_changed) == ("In part", True)
    assert (shown["analysis"].before, shown["analysis"].is_changed) == ("Go on", False)
    finish_response(response_id=second.pk, by=cast.amina, at=now)
    read = {each.key: each for s in read_response(second.pk, seen_by=cast.amina).sections for b in s.blocks for each in b.answers}
    assert (read["progress"].said, read["progress"].before, read["progress"].is_changed) == ("Yes, well", "In part", True)
    assert not read["analysis"].is_changed
