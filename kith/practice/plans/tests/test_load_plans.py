"""Plans are loaded by the thousand under the rules of one."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from kith.practice.plans.commands import PlanRefused, load_plans
from kith.practice.plans.queries import plan_view
from kith.practice.plans.tests.family import siblings
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Rows = dict[str, list[tuple[object, ...]]]


def batch(cast: Cast, ava: int, now: datetime, *, whose: int | None, reviewed: date) -> Rows:
    worker = cast.amina.pk
    return {
        "plans_plan": [(70, "Child in need plan", None, now, worker, None, None, "")],
        "plans_planperson": [(70, ava, now.date(), None)],
        "plans_need": [(80, 70, whose, now, worker, "Sleeps badly", "Rest", None)],
        "plans_action": [(90, 70, whose, now, worker, 80, "A bed", "Mum", None, None, "", None, None)],
        "plans_progress": [(70, whose, now, worker, 90, "met", "It is there", reviewed)],
    }


def load(rows: Rows, cast: Cast, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    load_plans(rows=rows, manifest={"source": "test"}, by=cast.amina, at=now)


def test_what_was_loaded_is_read_like_any_other(cast: Cast, now: datetime) -> None:
    (ava,) = siblings(cast.amina, now, "Ava")
    load(batch(cast, ava, now, whose=ava, reviewed=now.date()), cast, now)
    (line,) = plan_view(70, seen_by=cast.amina).lines
    assert (line.what, line.standing) == ("A bed", "met")


def test_a_part_of_somebody_who_has_none_is_refused_by_its_row(cast: Cast, now: datetime) -> None:
    ava, oli = siblings(cast.amina, now, "Ava", "Oli")
    with pytest.raises(PlanRefused, match=f"Need 80: person {oli} has no part"):
        load(batch(cast, ava, now, whose=oli, reviewed=now.date()), cast, now)


def test_a_review_before_the_plan_is_refused_by_its_row(cast: Cast, now: datetime) -> None:
    (ava,) = siblings(cast.amina, now, "Ava")
    with pytest.raises(PlanRefused, match="Progress of action 90"):
        load(batch(cast, ava, now, whose=ava, reviewed=now.date() - timedelta(days=3)), cast, now)
