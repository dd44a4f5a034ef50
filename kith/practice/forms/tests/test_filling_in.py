"""A form is started, saved in any state, finished when nothing is missing; what it says is on each person's record."""

from datetime import datetime

import pytest

from kith.practice.forms.commands import NotReady, ResponseConflict, finish_response, reopen_response, save_response, start_response
from kith.practice.forms.models import Response
from kith.practice.forms.queries import answers, drawn, read_response
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from tests.cast import Cast


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Ella", surname="Okonkwo", by=cast.amina, at=now)


@pytest.fixture
def noah(cast: Cast, now: datetime) -> Person:
    return register_person(forenames="Noah", surname="Okonkwo", by=cast.amina, at=now)


@pytest.fixture
def visit(ella: Person, noah: Person, cast: Cast, now: datetime) -> Response:
    return start_response(form_key="visit", person_ids=[ella.pk, noah.pk], by=cast.amina, at=now)


def whole_visit(ella: int, noah: int) -> dict[str, list[str]]:
    return {
        "visited_on__day": ["20"], "visited_on__month": ["11"], "visited_on__year": ["2026"], "place": ["home"],
        f"was_seen__p{ella}": ["yes"], f"alone__p{ella}": ["yes"], f"wishes__p{ella}": ["Likes her rabbit."],
        f"was_seen__p{noah}": ["no"], f"why_not__p{noah}": ["At his father's"],
        "happened": ["We talked 🐇."], "means": ["All is well."],
        "actions__rows": ["0", "1"], "actions__r0__what": ["Ring the school"], "actions__r1__what": [""],
    }  # fmt: skip


def test_a_form_is_saved_in_any_state_and_finished_when_nothing_is_missing(
    visit: Response, ella: Person, noah: Person, cast: Cast, now: datetime
) -> None:
    saved = save_response(response_id=visit.pk, fields={"visited_on__day": ["x" * 10_000]}, revision=1, by=cast.amina, at=now)
    with pytest.raises(NotReady) as trouble:
        finish_response(response_id=visit.pk, by=cast.amina, at=now)
    assert [at for at, _ in trouble.value.missing] == [
        "visited_on-day", f"was_seen__p{ella.pk}", f"was_seen__p{noah.pk}", "happened", "means",
    ]  # fmt: skip
    save_response(response_id=visit.pk, fields=whole_visit(ella.pk, noah.pk), revision=saved.revision, by=cast.amina, at=now)
    finished = finish_response(response_id=visit.pk, by=cast.amina, at=now)
    assert finished.answers["visited_on"] == "2026-11-20"
    assert finished.answers["actions"] == [{"what": "Ring the school"}]
    assert answers(visit.pk, person_id=ella.pk, seen_by=cast.amina)["wishes"] == "Likes her rabbit."
    assert "wishes" not in answers(visit.pk, person_id=noah.pk, seen_by=cast.amina)
    assert finish_response(response_id=visit.pk, by=cast.amina, at=now).pk == visit.pk


def test_two_windows_meet_a_conflict(visit: Response, cast: Cast, now: datetime) -> None:
    save_response(response_id=visit.pk, fields={"happened": ["one"]}, revision=1, by=cast.amina, at=now)
    with pytest.raises(ResponseConflict):
        save_response(response_id=visit.pk, fields={"happened": ["two"]}, revision=1, by=cast.amina, at=now)


def test_reopened_it_holds_what_was_typed_and_keeps_what_it_said(
    visit: Response, ella: Person, noah: Person, cast: Cast, now: datetime
) -> None:
    typed = whole_visit(ella.pk, noah.pk)
    save_response(response_id=visit.pk, fields=typed, revision=1, by=cast.amina, at=now)
    finish_response(response_id=visit.pk, by=cast.amina, at=now)
    reopened = reopen_response(response_id=visit.pk, reason="The date is wrong", by=cast.amina, at=now)
    assert reopened.fields == typed
    assert reopened.earlier.get().answers["happened"] == "We talked 🐇."
    finish_response(response_id=visit.pk, by=cast.amina, at=now)
    assert read_response(visit.pk, seen_by=cast.amina).earlier


def test_a_form_is_drawn_with_what_was_typed(visit: Response, ella: Person, cast: Cast, now: datetime) -> None:
    save_response(response_id=visit.pk, fields={f"was_seen__p{ella.pk}": ["no"]}, revision=1, by=cast.amina, at=now)
    picture = drawn(visit.pk, seen_by=cast.amina)
    questions = {each.id: each for section in picture.sections for block in section.blocks for each in block.questions}
    assert questions[f"why_not__p{ella.pk}"].is_asked
    assert not questions[f"alone__p{ella.pk}"].is_asked
    assert questions[f"was_seen__p{ella.pk}"].value == "no"
