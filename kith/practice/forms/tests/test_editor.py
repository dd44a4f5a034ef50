"""A form owner changes a form, sees it, compares it and publishes it; nothing that was given under an earlier version is lost."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import docx
import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from kith.foundations.staff.models import Worker
from kith.practice.forms.commands import (
    FormChangedMeanwhile,
    NotToBePublished,
    drop_edit,
    edit_form,
    finish_response,
    load_form,
    move_response,
    publish_form,
    save_response,
    start_response,
)
from kith.practice.forms.models import Response
from kith.practice.forms.queries import current_text, edited_text, form, read_response, unused_questions
from kith.practice.forms.rules.digests import digest_of
from kith.practice.people.commands import register_person
from kith.practice.people.models import Person
from kith.practice.recording.queries import story
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]
SHORT = """key: short
title: Short
sections:
  - key: s
    title: S
    questions:
      - {key: happened, ask: "What happened?", type: long text, required: true}
      - {key: liked, ask: "What did {name} like?", type: text, per_person: true}
      - {key: mood, ask: Mood, type: choice, choices: {good: Good, bad: Bad}}
"""


@pytest.fixture
def people(cast: Cast, now: datetime) -> list[Person]:
    load_form(text=SHORT, by=cast.ada, at=now)
    return [register_person(forenames=name, surname="Okonkwo", by=cast.amina, at=now) for name in ("Ella", "Noah")]


def _filled(people: list[Person], cast: Cast, now: datetime) -> Response:
    made = start_response(form_key="short", person_ids=[each.pk for each in people], by=cast.amina, at=now)
    liked = {f"liked__p{each.pk}": [f"{each.name} likes kites"] for each in people}
    return save_response(response_id=made.pk, fields={"happened": ["We walked \x0b& talked."], "mood": ["good"], **liked}, revision=1, by=cast.amina, at=now)


def test_a_form_is_changed_without_yaml_and_published(people: list[Person], cast: Cast, now: datetime, client_of: ClientOf) -> None:
    ada = client_of(cast.ada)
    where = {"form_key": "short"}
    ada.post(reverse("edit_question", kwargs={**where, "question_key": "mood"}), {
        "ask": "How was the mood?", "when": "answered(happened)", "choice_good": "Good", "choice_bad": "Bad", "retired_bad": "on", "new_choice_1": "So so",
    })  # fmt: skip
    ada.post(reverse("add_question", kwargs={**where, "section_key": "s"}), {"ask": "When next?", "type": "date"})
    ada.post(reverse("add_question", kwargs={**where, "section_key": "new"}), {"ask": "Anything else?", "type": "text", "section_title": "More"})
    page = BeautifulSoup(ada.get(reverse("edit_form", kwargs=where)).content, "html.parser")
    digest = str(page.select_one("input[name=digest]")["value"])  # type: ignore[index]  # it is there
    ada.post(reverse("edit_form", kwargs=where), {"do": "up:when_next", "digest": digest})
    assert form("short", seen_by=cast.ada).question("when_next") is None, "nobody sees it before it is published"
    compared = ada.get(reverse("compare_form", kwargs=where)).content.decode()
    assert "When next?" in compared
    assert "How was the mood?" in compared
    assert "Anything else?" in ada.get(reverse("preview_form", kwargs=where)).content.decode()
    stale = ada.post(reverse("edit_form", kwargs=where), {"do": "publish", "digest": digest}, follow=True).content.decode()
    assert "changed in another window or by somebody else" in stale, "what was not before their eyes is not published"
    ada.post(reverse("edit_form", kwargs=where), {"do": "publish", "digest": digest_of(edited_text("short", seen_by=cast.ada)[0])})
    made = form("short", seen_by=cast.ada)
    assert [each.key for each in made.questions()] == ["happened", "liked", "when_next", "mood", "anything_else"]
    mood = made.question("mood")
    assert mood
    assert [(each.words, each.retired) for each in mood.choices] == [("Good", False), ("Bad", True), ("So so", False)]
    assert str(mood.when) == "answered(happened)"


def test_a_condition_that_cannot_be_read_is_shown_again_with_what_is_wrong(people: list[Person], cast: Cast, client_of: ClientOf) -> None:
    ask = reverse("edit_question", kwargs={"form_key": "short", "question_key": "mood"})
    page = client_of(cast.ada).post(ask, {"ask": "Mood", "when": "later = 1"}).content.decode()
    assert "is not asked" in page
    assert 'value="later = 1"' in page


def test_two_form_owners_do_not_overwrite_each_other(people: list[Person], cast: Cast, now: datetime) -> None:
    text, _ = current_text("short", seen_by=cast.ada)
    edit_form(key="short", text=text + "# one\n", digest=digest_of(text), by=cast.ada, at=now)
    with pytest.raises(FormChangedMeanwhile):
        edit_form(key="short", text=text + "# two\n", digest=digest_of(text), by=cast.ada, at=now)
    with pytest.raises(FormChangedMeanwhile):
        drop_edit(key="short", digest=digest_of(text), by=cast.ada, at=now)


def test_a_question_that_was_changed_meanwhile_is_shown_before_it_is_replaced(people: list[Person], cast: Cast, client_of: ClientOf) -> None:
    ada, ask = client_of(cast.ada), reverse("edit_question", kwargs={"form_key": "short", "question_key": "happened"})
    words = {"ask": "What was it?"}
    before = str(BeautifulSoup(ada.get(ask).content, "html.parser").select_one("input[name=before]")["value"])  # type: ignore[index]  # it is there
    assert ada.post(ask, {"ask": "What came about?", "before": before}).status_code == 302
    page = BeautifulSoup(ada.post(ask, {**words, "before": before}).content, "html.parser")
    assert "It asks now: What came about?" in page.get_text()
    now = str(page.select_one("input[name=before]")["value"])  # type: ignore[index]  # it is there
    assert ada.post(ask, {**words, "before": now}).status_code == 302


def test_what_is_wrong_is_kept_and_not_published(people: list[Person], cast: Cast, now: datetime, client_of: ClientOf) -> None:
    text, _ = current_text("short", seen_by=cast.ada)
    wrong = text.replace("type: text,", "type: essay,")
    edit_form(key="short", text=wrong, digest=digest_of(text), by=cast.ada, at=now)
    with pytest.raises(NotToBePublished, match="Line 8, liked: There is no type 'essay'"):
        publish_form(key="short", digest=digest_of(wrong), by=cast.ada, at=now)
    assert "essay" in client_of(cast.ada).get(reverse("edit_form_text", kwargs={"form_key": "short"})).content.decode()


def test_old_answers_keep_their_own_wording(people: list[Person], cast: Cast, now: datetime) -> None:
    done = _filled(people, cast, now)
    finish_response(response_id=done.pk, by=cast.amina, at=now)
    load_form(text=SHORT.replace("What happened?", "Say what happened"), by=cast.ada, at=now)
    read = read_response(done.pk, seen_by=cast.amina)
    assert read.sections[0].blocks[0].answers[0].ask == "What happened?"
    assert form("short", seen_by=cast.amina).question("happened").ask == "Say what happened"  # type: ignore[union-attr]  # it is asked


def test_a_draft_keeps_its_version_and_moves_with_everything_that_was_typed(people: list[Person], cast: Cast, now: datetime) -> None:
    draft = _filled(people, cast, now)
    load_form(text=SHORT.replace("- {key: mood", "- {key: more, ask: More, type: text}\n      - {key: mood"), by=cast.ada, at=now)
    draft.refresh_from_db()
    assert draft.version.number == 1
    moved = move_response(response_id=draft.pk, by=cast.amina, at=now)
    assert (moved.version.number, moved.fields) == (2, draft.fields)
    assert finish_response(response_id=draft.pk, by=cast.amina, at=now).answers["mood"] == "good"


def test_a_question_with_answers_is_not_left_out_and_those_that_nobody_answers_are_named(
    people: list[Person], cast: Cast, now: datetime
) -> None:
    finish_response(response_id=_filled(people, cast, now).pk, by=cast.amina, at=now)
    with pytest.raises(NotToBePublished, match="It has answers as a choice"):
        load_form(text=SHORT.replace("type: choice, choices: {good: Good, bad: Bad}", "type: text"), by=cast.ada, at=now)
    load_form(text=SHORT + "      - {key: never, ask: Never, type: text}\n", by=cast.ada, at=now)
    uses = {each.key: (each.answered, each.of) for each in unused_questions("short", seen_by=cast.ada)}
    assert uses == {"never": (0, 1), "happened": (1, 1), "mood": (1, 1), "liked": (2, 2)}


def _printed(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).replace("\x00", "")


def test_a_finished_form_stands_in_the_story_and_prints(people: list[Person], cast: Cast, now: datetime, client_of: ClientOf) -> None:
    done = _filled(people, cast, now)
    finish_response(response_id=done.pk, by=cast.amina, at=now)
    ella, noah = people
    assert [each.word for each in story(ella.pk, seen_by=cast.amina).items if each.source == "forms.Response"] == ["Short"]
    amina = client_of(cast.amina)
    about = {"response_uuid": done.uuid}
    whole = _printed(amina.get(reverse("response_pdf", kwargs=about)).content)
    alone = _printed(amina.get(reverse("response_pdf", kwargs=about), {"person": ella.pk}).content)
    assert "Noah Okonkwo likes kites" in whole
    assert "Ella Okonkwo likes kites" in alone
    assert "Noah" not in alone
    written = docx.Document(BytesIO(amina.get(reverse("response_word", kwargs=about), {"person": noah.pk}).content))
    said = "\n".join(each.text for each in written.paragraphs)
    assert "Noah Okonkwo likes kites" in said
    assert "We walked & talked." not in said
    assert "Ella" not in said
