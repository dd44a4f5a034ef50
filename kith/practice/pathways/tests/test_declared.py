"""The declared work is drawn; the council sets its own limits and steps on pages, and what it mistypes is told in a sentence."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from kith.foundations.clocks import catalogue
from kith.foundations.staff.models import Worker
from kith.practice.pathways.pages.declared import EXAMPLE
from kith.practice.pathways.queries import in_force
from kith.practice.pathways.rules.diagram import diagram, mermaid
from kith.practice.pathways.rules.reading import Known, Malformed, Source, declarations
from kith.practice.pathways.rules.registry import shipped
from kith.practice.pathways.rules.verdicts import Decided, Subject, judge_outcomes
from kith.practice.people.rules.fitting import UNBORN
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]
DECLARED = declarations(shipped(), Known(catalogue.shipped(), None))


def test_every_step_is_drawn_once_and_no_two_lie_on_each_other() -> None:
    picture = diagram(DECLARED, "children's")
    assert sorted(box.key for box in picture.boxes) == sorted(key for key, step in DECLARED.steps.items() if step.service == "children's")
    places = [(box.x, box.y) for box in picture.boxes]
    assert len(set(places)) == len(places)
    assert all(0 <= box.x <= picture.width - 190 and 0 <= box.y <= picture.height - 54 for box in picture.boxes)


def test_what_follows_stands_below_and_what_comes_again_says_so() -> None:
    at = {box.key: box for box in diagram(DECLARED, "children's").boxes}
    assert at["contact"].y < at["referral"].y < at["strategy-discussion"].y < at["section-47-enquiry"].y < at["initial-conference"].y
    assert at["core-group"].again
    assert not at["contact"].again


def test_the_diagram_for_documents_has_every_way_on() -> None:
    text = mermaid(DECLARED, "children's")
    for step in DECLARED.steps.values():
        for outcome, other in DECLARED.ways_on(step):
            assert f"{step.key.replace('-', '_')} --> {other.key.replace('-', '_')}: {outcome.says}" in text


@pytest.mark.django_db
def test_everybody_sees_how_the_work_goes(cast: Cast, client_of: ClientOf) -> None:
    page = client_of(cast.amina).get("/pathways").content.decode()
    assert "Child and family assessment" in page
    assert "45 working days" in page
    assert "Our own limits" not in page, "it is the administrator's to change"


@pytest.mark.django_db
def test_a_stricter_limit_is_set_and_shown_and_a_looser_one_is_refused(cast: Cast, client_of: ClientOf) -> None:
    ada = client_of(cast.ada)
    where = "/pathways/own-limits/child-and-family-assessment"
    looser = ada.post(where, {"span": "50 working days", "source": "Practice standards 2.1"}).content.decode()
    assert "can be later than the 45 working days" in looser
    assert 'value="50 working days"' in looser, "what was typed is kept"
    assert ada.post(where, {"span": "35 working days", "source": "Practice standards 2.1"}).status_code == 302
    ada.post("/pathways/own-days", {"monday": "08:30-17:30", "holidays": "2027-06-14 the jubilee"})
    local = in_force(seen_by=cast.ada).local
    assert str(local.targets["child-and-family-assessment"].span) == "35 working days", "setting the hours keeps it"
    assert "Practice standards 2.1" in ada.get("/pathways/own-limits").content.decode()
    assert ada.post(where, {"span": "", "source": ""}).status_code == 302
    assert not in_force(seen_by=cast.ada).local.targets


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "says"),
    [({"monday": "9 to 5"}, "cannot be read"), ({"holidays": "14 June 2027"}, "does not begin with a day"), ({"monday": "17:00-09:00"}, "before it opens")],
)
def test_days_and_hours_that_cannot_be_are_told_in_a_sentence(typed: dict[str, str], says: str, cast: Cast, client_of: ClientOf) -> None:
    assert says in client_of(cast.ada).post("/pathways/own-days", typed).content.decode()


@pytest.mark.django_db
def test_a_councils_own_step_is_checked_then_brought_into_force(cast: Cast, client_of: ClientOf) -> None:
    ada = client_of(cast.ada)
    wrong = ada.post("/pathways/own-steps", {"name": "own.yaml", "text": EXAMPLE.replace("contact", "contakt"), "do": "publish"}).content.decode()
    assert "Did you mean contact?" in wrong
    assert "line 3" in wrong
    ada.post("/pathways/own-steps", {"name": "own.yaml", "text": EXAMPLE, "do": "check"})
    assert "wellbeing-call" not in in_force(seen_by=cast.ada).declared.steps
    assert ada.post("/pathways/own-steps", {"name": "own.yaml", "text": EXAMPLE, "do": "publish"}).status_code == 302
    assert "Wellbeing call" in ada.get("/pathways").content.decode()


@pytest.mark.django_db
def test_a_limit_that_no_law_sets_is_called_a_local_target_and_no_other_council_is_named(cast: Cast, client_of: ClientOf) -> None:
    page = client_of(cast.amina).get("/pathways").content.decode()
    assert "a local target; the council can set its own" in page
    assert "Merton" not in page


def test_an_outcome_for_an_age_is_offered_and_taken_for_that_age_alone() -> None:
    referral = DECLARED.of("referral")
    assert "assess-unborn" not in dict(referral.choices(3))
    assert "assess" not in dict(referral.choices(UNBORN))
    assert {"assess", "assess-unborn"} <= dict(referral.choices(None)).keys()
    assert "assess-unborn" in dict(referral.choices(3, "assess-unborn")), "what was chosen before the birth stays to be seen"
    ada = Subject(1, "Ada", date(2023, 5, 4), frozenset(), {}, 3)
    (said,) = [sentence for _, sentence in judge_outcomes(referral, {1: Decided("assess-unborn")}, [ada], DECLARED)]
    assert said == "Pre-birth assessment is only for those who are unborn, and Ada is not. Choose another outcome, or correct the date of birth"


def test_an_age_that_cannot_be_read_is_refused_with_its_line() -> None:
    own = Source("own.yaml", "service: children's\nsteps:\n  mine:\n    title: Mine\n    outcomes:\n      done: {says: Done, only: small}\n")
    with pytest.raises(Malformed, match=r'own\.yaml, mine, done, line 6: "only: small" is no age\. Write one of: unborn, born, under 4'):
        declarations([*shipped(), own], Known(catalogue.shipped(), None))
