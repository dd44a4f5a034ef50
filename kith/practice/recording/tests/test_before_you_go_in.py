"""The form of a visit warns whoever stands on the doorstep: of the people chosen, of their household, and of who poses a risk around them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from kith.foundations.access.commands import restrict
from kith.foundations.access.rules import Level
from kith.foundations.staff.models import Worker
from kith.practice.people import commands as people
from kith.practice.people.models import Person
from kith.practice.recording.commands import start_draft
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


def _somebody(name: str, lines: str, cast: Cast, now: datetime) -> Person:
    made = people.register_person(forenames=name, surname="Quillfeather", by=cast.amina, at=now)
    people.move_to(person_id=made.pk, lines=lines, kind="main", starts_on=date(2025, 1, 1), by=cast.amina, at=now)
    return made


def _alert(person: Person, kind: str, reason: str, cast: Cast, now: datetime) -> None:
    day = now.date()
    people.raise_alert(
        person_id=person.pk, kind=kind, reason=reason, review_on=day + timedelta(days=90), starts_on=day, told="yes", by=cast.amina, at=now
    )


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    return _somebody("Ella", "1 Elm Road", cast, now)


def _warned(person_ids: list[int], client: Client, worker: Worker, now: datetime, kind: str = "visit") -> str:
    draft = start_draft(kind=kind, person_ids=person_ids, by=worker, at=now)
    page = BeautifulSoup(client.get(reverse("draft", kwargs={"draft_id": draft.pk})).content, "html.parser")
    found = page.select_one("section.kith-risks")
    return " ".join(found.get_text(" ").split()) if found else ""


def test_it_warns_of_the_child_the_home_and_a_former_partner(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    mother, craig, gone = (
        _somebody(name, lines, cast, now) for name, lines in (("Siobhan", "1 Elm Road"), ("Craig", "1 Elm Road"), ("Gary", "9 Oak Way"))
    )
    people.relate(person_id=mother.pk, other_id=ella.pk, kind="parent", by=cast.amina, at=now)
    people.relate(person_id=gone.pk, other_id=mother.pk, kind="partner", by=cast.amina, at=now)
    _alert(ella, "self_harm", "Cut her arm in May", cast, now)
    _alert(mother, "dog", "Large dog, shut it away first", cast, now)
    _alert(craig, "poses_risk", "Convicted of an assault on a child", cast, now)
    _alert(gone, "violence", "Threatened a worker with a knife", cast, now)
    said = _warned([ella.pk], client_of(cast.amina), cast.amina, now)
    for words in ("Cut her arm", "Large dog", "Convicted of an assault", "Threatened a worker"):
        assert said.count(words) == 1, words
    assert "Craig Quillfeather" in said
    assert "lives here" in said


def test_a_visit_to_two_households_warns_of_both(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    noah, dean = _somebody("Noah", "5 Ash Lane", cast, now), _somebody("Dean", "5 Ash Lane", cast, now)
    _alert(dean, "poses_risk", "Injured his son", cast, now)
    assert "Injured his son" not in _warned([ella.pk], client_of(cast.amina), cast.amina, now)
    assert "Injured his son" in _warned([ella.pk, noah.pk], client_of(cast.amina), cast.amina, now)


def test_where_nothing_is_recorded_it_does_not_say_that_it_is_safe(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    said = _warned([ella.pk], client_of(cast.amina), cast.amina, now)
    assert "No alert is recorded for them or their household" in said
    assert "does not say that it is safe" in said


def test_a_note_does_not_warn(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    assert _warned([ella.pk], client_of(cast.amina), cast.amina, now, kind="note") == ""


def test_it_tells_nobody_of_who_is_hidden_from_them(ella: Person, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    craig = _somebody("Craig", "1 Elm Road", cast, now)
    _alert(craig, "poses_risk", "Convicted of an assault on a child", cast, now)
    assert "Convicted" in _warned([ella.pk], client_of(cast.cerys), cast.cerys, now)
    restrict(
        person_id=craig.pk, kind="safety", level=Level.HIDDEN, reason="Witness", contact="Ring Ben", review_on=date(2027, 1, 1),
        workers=[cast.amina.pk], teams=[], by=cast.ben, at=now,
    )  # fmt: skip
    said = _warned([ella.pk], client_of(cast.cerys), cast.cerys, now)
    assert "Craig" not in said
    assert "No alert is recorded" in said
