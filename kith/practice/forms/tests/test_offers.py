"""A repeat offers whom Kith knows: one button adds the row, and nobody types a name that is on record."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from kith.foundations.access.commands import restrict
from kith.foundations.access.rules import Level
from kith.foundations.staff.models import Worker
from kith.practice.forms.commands import start_response
from kith.practice.forms.models import Response
from kith.practice.forms.rules.judging import judged
from kith.practice.people.commands import register_person, relate
from kith.practice.people.models import Person
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]
FORM = "child_and_family_assessment"


def _person(forenames: str, born: date | None, cast: Cast, now: datetime, sex: str = "F") -> Person:
    return register_person(
        forenames=forenames, surname="O'Shea", sex=sex, born_on=born, birth_known="exact" if born else "unknown", by=cast.amina, at=now
    )


@pytest.fixture
def children(cast: Cast, now: datetime) -> list[Person]:
    return [_person("Ella", date(2016, 5, 1), cast, now), _person("Noah", date(2018, 5, 1), cast, now, "M")]


@pytest.fixture
def mother(children: list[Person], cast: Cast, now: datetime) -> Person:
    """Of both; with a teenage cousin of Ella's, who is no adult."""
    made, cousin = _person("Siobhan", date(1990, 1, 1), cast, now), _person("Kit", date(2010, 1, 1), cast, now)
    for child in children:
        relate(person_id=made.pk, kind="parent", other_id=child.pk, by=cast.amina, at=now)
    relate(person_id=cousin.pk, kind="cousin", other_id=children[0].pk, by=cast.amina, at=now)
    return made


@pytest.fixture
def assessment(children: list[Person], mother: Person, cast: Cast, now: datetime) -> Response:
    return start_response(form_key=FORM, person_ids=[child.pk for child in children], by=cast.amina, at=now)


def _offered(client: Client, assessment: Response) -> list[str]:
    page = BeautifulSoup(client.get(_at(assessment)).content, "html.parser")
    return [" ".join(button.parent.get_text(" ").split()) for button in page.select("button[value^='offered:adults:']") if button.parent]


def _at(assessment: Response) -> str:
    return reverse("response", kwargs={"response_uuid": assessment.uuid})


def test_whom_kith_knows_is_added_by_one_button(assessment: Response, mother: Person, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.amina)
    assert _offered(client, assessment) == ["Siobhan O'Shea: Mother of Ella and Noah Add Siobhan O'Shea"]
    for _ in range(2):  # and the second click
        revision = Response.objects.get(pk=assessment.pk).revision
        client.post(_at(assessment), {"revision": str(revision), "do": f"offered:adults:{mother.pk}", "adults__rows": "0"})
    kept = Response.objects.get(pk=assessment.pk).fields
    assert (kept["adults__rows"], kept["adults__r0__who"], kept["adults__r0__part"]) == (["0"], ["Siobhan O'Shea"], ["Mother of Ella and Noah"])
    assert _offered(client, assessment) == []


def test_a_row_that_is_typed_already_is_left_alone(assessment: Response, mother: Person, cast: Cast, client_of: ClientOf) -> None:
    typed = {"revision": "1", "do": f"offered:adults:{mother.pk}", "adults__rows": "0", "adults__r0__who": "A neighbour"}
    client_of(cast.amina).post(_at(assessment), typed)
    kept = Response.objects.get(pk=assessment.pk).fields
    assert kept["adults__rows"] == ["0", "1"]
    assert (kept["adults__r0__who"], kept["adults__r1__who"]) == (["A neighbour"], ["Siobhan O'Shea"])


@pytest.mark.parametrize("level", [Level.LOCKED, Level.HIDDEN])
def test_nobody_is_offered_whose_record_is_shut(
    level: Level, assessment: Response, mother: Person, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    restrict(
        person_id=mother.pk, kind="safety", level=level, reason="Threats", contact="Ring Ben", review_on=date(2027, 1, 1), workers=[cast.ben.pk],
        by=cast.ben, at=now,
    )  # fmt: skip
    client = client_of(cast.amina)
    assert _offered(client, assessment) == []
    client.post(_at(assessment), {"revision": "1", "do": f"offered:adults:{mother.pk}"})
    assert "adults__r0__who" not in Response.objects.get(pk=assessment.pk).fields


def test_an_offer_that_cannot_be_kept_is_named_with_its_line() -> None:
    text = """
key: a_form
title: A form
sections:
  - key: one
    title: One
    questions:
      - key: rows
        ask: Who?
        type: repeat
        offers: everybody
        questions:
          - {key: born, ask: Born, type: date}
"""
    said = [(each.line, each.sentence) for each in judged(text, facts={}).grave]
    assert said == [(8, "Nothing on the record offers 'everybody'"), (8, "A repeat that offers people asks first who they are")]
