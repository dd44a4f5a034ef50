"""The declared work is drawn; the council sets its own limits and steps on pages, and what it mistypes is told in a sentence."""

from collections.abc import Callable

import pytest
from django.test import Client

from kith.foundations.clocks import catalogue
from kith.foundations.staff.models import Worker
from kith.practice.pathways.pages.declared import EXAMPLE
from kith.practice.pathways.queries import in_force
from kith.practice.pathways.rules.diagram import diagram, mermaid
from kith.practice.pathways.rules.reading import Known, declarations
from kith.practice.pathways.rules.registry import shipped
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
