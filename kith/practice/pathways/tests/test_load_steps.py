"""Journeys are loaded by the thousand under the rules of one step; what is loaded goes on as if it had been typed."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from kith.practice.pathways.commands import NotToBeLoaded, finish_step, load_steps
from kith.practice.pathways.models import Episode, Step
from kith.practice.pathways.queries import journey
from kith.practice.pathways.rules.typed import Ending
from kith.practice.pathways.rules.verdicts import Decided
from kith.practice.people.commands import register_person
from tests.cast import Cast
from tests.eyes import looking_as

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Rows = dict[str, list[tuple[object, ...]]]


def batch(cast: Cast, person: int, *, kind: str = "contact", status: str = "done", outcome: str = "referral", reason: str = "RC8") -> Rows:
    """A step of somebody's, in an episode that has ended."""
    amina, is_done = cast.amina.pk, status == "done"
    finished = (NOW, amina) if is_done else (None, None)
    return {
        "pathways_episode": [(900, person, "child-in-need", date(2026, 1, 5), date(2026, 3, 5), reason, 901, 901, NOW, amina)],
        "pathways_step": [(901, kind, status, amina, cast.north.pk, None, NOW, True, None, None, False, NOW, amina, *finished, None, None, "", False, None)],
        "pathways_stepperson": [(901, person, 900, outcome, "", "")],
        "pathways_happening": [(person, 901, "contact", NOW, True, "", "", NOW, amina)],
    }  # fmt: skip


def child(cast: Cast, name: str = "Ada") -> int:
    return register_person(
        forenames=name, surname="Okonkwo", born_on=date(2018, 5, 4), birth_known="exact", is_sure=True, by=cast.amina, at=NOW
    ).pk


def load(rows: Rows, cast: Cast) -> None:
    """As the owner of the tables, who loads; the application may not move the counters."""
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    load_steps(rows=rows, manifest={"source": "test"}, by=cast.amina, at=NOW)


def test_a_batch_is_one_event_with_its_counts(cast: Cast) -> None:
    load(batch(cast, child(cast)), cast)
    assert Step.objects.get(pk=901).people.get().outcome == "referral"
    assert '"pathways_step": 1' in LedgerEntry.objects.get(event__endswith="StepsLoaded").reason


def test_what_was_loaded_open_gets_its_form_and_is_finished_like_any_other(cast: Cast) -> None:
    person = child(cast)
    load(batch(cast, person, status="open", outcome=""), cast)
    from_elsewhere = Step.objects.get(pk=901)
    with pytest.raises(Exception, match="put right"):
        finish_step(step=from_elsewhere, ending=Ending({person: Decided("information")}), by=cast.amina, at=NOW)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"kind": "contakt"}, 'Step 901: there is no kind of step "contakt"'),
        ({"outcome": "adopted"}, 'Step 901: "adopted" is not one of its outcomes'),
        ({"outcome": ""}, 'Step 901: "" is not one of its outcomes'),
        ({"reason": "RC99"}, 'Episode 900: "RC99" is not a reason'),
    ],
)
def test_a_row_that_breaks_the_rules_is_named_and_nothing_is_kept(cast: Cast, wrong: dict[str, str], says: str) -> None:
    rows = batch(cast, child(cast), **wrong)
    with pytest.raises(NotToBeLoaded, match=says):
        load(rows, cast)
    assert not Step.objects.exists()
    assert not Episode.objects.exists()


def test_somebody_elses_episode_is_refused(cast: Cast) -> None:
    rows = batch(cast, child(cast))
    rows["pathways_stepperson"] = [(901, child(cast, "Ben"), 900, "referral", "", "")]
    with pytest.raises(NotToBeLoaded, match="somebody else's"):
        load(rows, cast)


def test_the_next_step_begun_by_hand_has_an_id_of_its_own(cast: Cast) -> None:
    person = child(cast)
    load(batch(cast, person, status="open", outcome=""), cast)
    step = Step.objects.get(pk=901)
    with pytest.raises(Exception, match="put right"):
        finish_step(step=step, ending=Ending({}), by=cast.amina, at=NOW)
    assert Step.objects.create(kind="contact", status="planned", made_at=NOW, made_by=cast.amina).pk > 901


def test_what_is_declared_as_restricted_is_shut_when_it_is_loaded(cast: Cast) -> None:
    """As it is when it begins by hand: an allegation is not there for a colleague."""
    person = child(cast, "Tom")
    rows = batch(cast, person, kind="allegation", outcome="unfounded")
    rows["pathways_happening"] = []
    load(rows, cast)
    with connection.cursor() as cursor:
        cursor.execute("set role kith_app")
    for worker, there in ((cast.amina, ["allegation"]), (cast.cerys, [])):
        with looking_as(worker):
            seen = journey(person, now=NOW, seen_by=Worker.objects.get(pk=worker.pk)).steps
            assert [step.kind.key for step in seen] == there
