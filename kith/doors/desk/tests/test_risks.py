"""Who poses a risk here: at the same address, in the family, and around those who are; no more than the worker may know of."""

from collections.abc import Callable
from dataclasses import dataclass
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
from kith.practice.people.queries import banner, risks_nearby
from kith.practice.work.commands import allocate
from tests.cast import Cast
from tests.eyes import looking_as

ClientOf = Callable[[Worker], Client]


@dataclass(frozen=True)
class Household:
    """Ella, her mother, and the mother's partner Craig, who is dangerous and lives with them."""

    ella: Person
    mother: Person
    craig: Person


def _somebody(name: str, sex: str, cast: Cast, now: datetime) -> Person:
    return people.register_person(forenames=name, surname="Quillfeather", sex=sex, by=cast.amina, at=now)


def _alert(person: Person, kind: str, reason: str, cast: Cast, now: datetime) -> None:
    day = now.date()
    people.raise_alert(
        person_id=person.pk, kind=kind, reason=reason, review_on=day + timedelta(days=90), starts_on=day, told="yes", by=cast.amina, at=now
    )


def _live(person: Person, lines: str, cast: Cast, now: datetime, kind: str = "main") -> None:
    people.move_to(person_id=person.pk, lines=lines, kind=kind, starts_on=date(2025, 1, 1), by=cast.amina, at=now)


@pytest.fixture
def home(cast: Cast, now: datetime) -> Household:
    ella, mother, craig = (_somebody(name, sex, cast, now) for name, sex in (("Ella", "F"), ("Siobhan", "F"), ("Craig", "M")))
    for person in (ella, mother, craig):
        _live(person, "1 Elm Road", cast, now)
    people.relate(person_id=mother.pk, other_id=ella.pk, kind="parent", by=cast.amina, at=now)
    people.relate(person_id=craig.pk, other_id=mother.pk, kind="partner", by=cast.amina, at=now)
    _alert(craig, "poses_risk", "Convicted of an assault on a child", cast, now)
    allocate(person_id=ella.pk, worker_id=cast.amina.pk, team_id=cast.north.pk, starts_on=now.date(), by=cast.ben, at=now)
    return Household(ella, mother, craig)


@pytest.mark.parametrize("tab", ["record", "story", "family", "details", "addresses", "brief"])
def test_the_top_of_each_page_of_the_record_says_who_poses_a_risk(tab: str, home: Household, cast: Cast, client_of: ClientOf) -> None:
    page = BeautifulSoup(client_of(cast.amina).get(reverse(tab, kwargs={"person_id": home.ella.pk})).content, "html.parser")
    told = page.select_one(".kith-risks")
    assert told
    words = " ".join(told.get_text().split())
    assert "Who poses a risk here" in words
    assert "Craig Quillfeather, partner of Siobhan Quillfeather, lives here: poses a risk to children Convicted of an assault" in words


def test_whoever_poses_no_risk_is_not_named(home: Household, cast: Cast, now: datetime) -> None:
    _alert(home.mother, "medical", "Epilepsy", cast, now)
    _alert(home.mother, "abused", "Heard at MARAC", cast, now)
    assert [risk.card.id for risk in risks_nearby(home.ella.pk, seen_by=cast.amina)] == [home.craig.pk]
    assert banner(home.craig.pk, seen_by=cast.amina).risks == [], "nobody is a risk to himself"


def test_those_of_the_past_and_those_beyond_the_household_are_told_too(home: Household, cast: Cast, now: datetime) -> None:
    former, uncle, lodger = (_somebody(name, "M", cast, now) for name in ("Ian", "Uncle", "Lodger"))
    people.relate(
        person_id=former.pk,
        other_id=home.mother.pk,
        kind="partner",
        starts_on=date(2020, 1, 1),
        ends_on=date(2023, 1, 1),
        by=cast.amina,
        at=now,
    )
    people.relate(person_id=uncle.pk, other_id=home.ella.pk, kind="aunt_uncle", by=cast.amina, at=now)
    _live(lodger, "1 Elm Road", cast, now, kind="temporary")
    for person in (former, uncle, lodger):
        _alert(person, "violence", "Hits", cast, now)
    told = {risk.card.name.split()[0]: (risk.word, risk.at_home) for risk in risks_nearby(home.ella.pk, seen_by=cast.amina)}
    assert told["Ian"] == ("formerly partner of Siobhan Quillfeather", False)
    assert told["Uncle"] == ("uncle", False)
    assert told["Lodger"] == ("relationship not recorded", True)
    told_already = [home.craig.pk, home.mother.pk, uncle.pk, lodger.pk]
    assert [risk.card.id for risk in risks_nearby(home.ella.pk, around=told_already, seen_by=cast.amina)] == [former.pk]


def test_a_recorded_risk_to_the_child_needs_no_alert(home: Household, cast: Cast, now: datetime) -> None:
    stranger = _somebody("Des", "M", cast, now)
    people.relate(person_id=stranger.pk, other_id=home.ella.pk, kind="poses_risk_to", by=cast.amina, at=now)
    found = next(risk for risk in risks_nearby(home.ella.pk, seen_by=cast.amina) if risk.card.id == stranger.pk)
    assert found.risk_to == home.ella.name


def test_what_has_ended_was_struck_out_or_is_about_the_dead_warns_no_more(home: Household, cast: Cast, now: datetime) -> None:
    people.record_death(person_id=home.craig.pk, died_on=now.date(), by=cast.amina, at=now)
    uncle = _somebody("Uncle", "M", cast, now)
    people.relate(person_id=uncle.pk, other_id=home.ella.pk, kind="aunt_uncle", by=cast.amina, at=now)
    _alert(uncle, "violence", "Hits", cast, now)
    assert [risk.card.id for risk in risks_nearby(home.ella.pk, seen_by=cast.amina)] == [uncle.pk]
    people.strike_out(row=uncle.alerts.get(), reason="Another man of that name", by=cast.amina, at=now)
    assert risks_nearby(home.ella.pk, seen_by=cast.amina) == []


@pytest.mark.parametrize("level", [Level.HIDDEN, Level.SEALED, Level.LOCKED])
def test_whom_a_worker_may_not_know_of_is_not_told(level: Level, home: Household, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    restrict(
        person_id=home.craig.pk, kind="adoption" if level == Level.SEALED else "staff", level=level, reason="Synthetic", contact="Ring Ben",
        workers=[cast.amina.pk], by=cast.ben, at=now,
    )  # fmt: skip
    address = reverse("record", kwargs={"person_id": home.ella.pk})
    assert "Convicted of an assault" in client_of(cast.amina).get(address).content.decode()
    assert "Convicted of an assault" not in client_of(cast.cerys).get(address).content.decode()
    with looking_as(cast.cerys):
        assert risks_nearby(home.ella.pk, seen_by=cast.cerys) == []
    with looking_as(None):
        assert risks_nearby(home.ella.pk, seen_by=cast.amina) == [], "the database itself tells nobody in particular nothing"
