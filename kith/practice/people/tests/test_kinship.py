"""Relationships that cannot be are refused; unlikely ones are asked about, and taken when somebody is sure."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from kith.foundations.access.rules import Refusal
from kith.foundations.staff.models import Worker
from kith.practice.people import commands as people
from kith.practice.people.models import Person, Relationship
from kith.practice.people.rules.doubts import Doubt
from kith.practice.people.rules.genogram import Bond, Tie, plan
from kith.practice.people.rules.kinship import Kin, judge
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]
CHILD = Kin("Ella", date(2014, 4, 3), is_exact=True)


def _kin(born: date | None, *, exact: bool = True, sex: str = "U", died: date | None = None, parents: tuple[int, ...] = ()) -> Kin:
    return Kin("Pat", born, is_exact=exact, sex=sex, died_on=died, parents=frozenset(parents))


CANNOT = [
    (_kin(date(2015, 1, 1)), "parent", "younger"),
    (_kin(date(2014, 4, 3)), "parent", "younger"),
    (_kin(date(2020, 1, 1)), "grandparent", "younger"),
    (_kin(date(1990, 1, 1), sex="F", died=date(2014, 4, 2)), "parent", "after Pat died"),
]
UNLIKELY = [
    (_kin(date(2003, 1, 1)), "parent", "Pat was 11 when Ella was born"),
    (_kin(date(1995, 1, 1)), "grandparent", "was 19"),
    (_kin(date(2014, 9, 1), exact=False), "parent", "who is older"),
    (_kin(date(2015, 1, 1)), "step_parent", "who is older"),
    (_kin(date(2000, 1, 1)), "adoptive_parent", "was 14"),
    (_kin(date(1980, 1, 1), sex="M", died=date(2013, 5, 1)), "parent", "more than ten months after"),
    (_kin(date(2014, 6, 1)), "twin", "two weeks apart"),
    (_kin(date(2012, 1, 1), parents=(1, 2)), "sibling", ""),
]
WELL = [
    (_kin(date(1990, 1, 1)), "parent"),
    (_kin(None), "parent"),
    (_kin(date(1990, 1, 1), sex="F", died=date(2014, 4, 3)), "parent"),
    (_kin(date(1980, 1, 1), sex="M", died=date(2013, 12, 1)), "parent"),
    (_kin(date(2012, 1, 1)), "sibling"),
    (_kin(date(2014, 4, 4)), "twin"),
    (_kin(date(1950, 1, 1)), "grandparent"),
]


@pytest.mark.parametrize(("one", "kind", "said"), CANNOT)
def test_what_cannot_be(one: Kin, kind: str, said: str) -> None:
    findings = list(judge(one, kind, CHILD, already=[]))
    assert any(finding.is_impossible and said in finding.sentence for finding in findings)


@pytest.mark.parametrize(("one", "kind", "said"), UNLIKELY)
def test_what_is_unlikely(one: Kin, kind: str, said: str) -> None:
    other = Kin("Ella", CHILD.born_on, is_exact=True, parents=frozenset((1, 3) if kind == "sibling" else ()))
    findings = list(judge(one, kind, other, already=[]))
    assert findings
    assert not any(finding.is_impossible for finding in findings)
    assert said in findings[0].sentence


@pytest.mark.parametrize(("one", "kind"), WELL)
def test_what_may_well_be_is_not_asked_about(one: Kin, kind: str) -> None:
    assert list(judge(one, kind, CHILD, already=[])) == []


@pytest.mark.parametrize(
    ("already", "kind", "cannot"),
    [
        ("child", "parent", True),
        ("sibling", "parent", True),
        ("half_sibling", "sibling", True),
        ("twin", "sibling", False),
        ("partner", "sibling", False),
    ],
)
def test_nobody_is_two_things_by_birth(already: str, kind: str, *, cannot: bool) -> None:
    findings = list(judge(_kin(date(1990, 1, 1)), kind, CHILD, already=[already]))
    assert findings[0].is_impossible is cannot


def test_a_third_parent_is_asked_about() -> None:
    child = Kin("Ella", CHILD.born_on, is_exact=True, parents=frozenset({1, 2}))
    assert "Two parents by birth" in next(judge(_kin(date(1990, 1, 1)), "parent", child, already=[])).sentence


@pytest.fixture
def line(cast: Cast, now: datetime) -> list[Person]:
    """Grandmother, mother, child; of none is the date of birth known."""
    made = [people.register_person(forenames=name, surname="Okonkwo", by=cast.amina, at=now) for name in ("Gran", "Mother", "Child")]
    for elder, younger in ((made[0], made[1]), (made[1], made[2])):
        people.relate(person_id=elder.pk, other_id=younger.pk, kind="parent", by=cast.amina, at=now)
    return made


@pytest.mark.parametrize("kind", ["parent", "grandparent"])
def test_nobody_is_the_forebear_of_their_own_forebear(kind: str, line: list[Person], cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal, match="other way round"):
        people.relate(person_id=line[2].pk, other_id=line[0].pk, kind=kind, by=cast.amina, at=now)
    with pytest.raises(Refusal, match="cannot be both"):
        people.relate(person_id=line[1].pk, other_id=line[2].pk, kind="sibling", by=cast.amina, at=now)
    with pytest.raises(Refusal, match="themselves"):
        people.relate(person_id=line[0].pk, other_id=line[0].pk, kind=kind, by=cast.amina, at=now)


def test_the_form_asks_is_this_right_and_takes_yes(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    mother = people.register_person(
        forenames="Siobhan", surname="Young", born_on=date(2003, 1, 1), birth_known="exact", sex="F", by=cast.amina, at=now
    )
    ella = people.register_person(forenames="Ella", surname="Young", born_on=date(2014, 4, 3), birth_known="exact", by=cast.amina, at=now)
    client = client_of(cast.amina)
    page = f"{reverse('add_fact', kwargs={'person_id': ella.pk, 'what': 'relationship'})}?person={mother.pk}"
    assert "What is Siobhan Young (23 years) to this person?" in client.get(page).content.decode()
    asked = client.post(page, {"kind": "parent", "has_pr": "yes"}).content.decode()
    assert "Siobhan Young was 11 when Ella Young was born" in asked
    assert 'name="is_sure"' in asked
    assert not Relationship.objects.exists()
    client.post(page, {"kind": "parent", "has_pr": "yes", "is_sure": "on"})
    assert Relationship.objects.get().has_pr is True


def test_a_machine_is_not_asked_but_raises_a_doubt(cast: Cast, now: datetime) -> None:
    one, other = (
        people.register_person(forenames=name, surname="Young", born_on=born, birth_known="exact", by=cast.amina, at=now)
        for name, born in (("A", date(2004, 1, 1)), ("B", date(2014, 1, 1)))
    )
    with pytest.raises(Doubt):
        people.relate(person_id=one.pk, other_id=other.pk, kind="parent", by=cast.amina, at=now)
    people.relate(person_id=one.pk, other_id=other.pk, kind="parent", is_sure=True, by=cast.amina, at=now)


@pytest.mark.parametrize(
    ("ties", "style", "slashes"),
    [
        ([], "dotted", 0),
        ([Tie(1, 2, "partner")], "dashed", 0),
        ([Tie(1, 2, "married")], "", 0),
        ([Tie(1, 2, "married"), Tie(2, 1, "ex_partner")], "", 1),
        ([Tie(1, 2, "ex_partner")], "dashed", 2),
        ([Tie(1, 2, "partner", is_over=True)], "dashed", 2),
        ([Tie(1, 2, "married", is_over=True)], "", 2),
        ([Tie(1, 2, "married", is_over=True, by_death=True)], "", 0),
    ],
)
def test_a_genogram_says_of_parents_only_what_is_known(ties: list[Tie], style: str, slashes: int) -> None:
    made = plan(9, [Tie(1, 9, "parent"), Tie(2, 9, "parent"), *ties], {})
    assert made.bonds == [Bond(1, 2, style, slashes)]
