"""One plan: who has a part in it, what is open."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from kith.foundations.access.queries import has_part, open_ids, require
from kith.foundations.access.rules import Ability, NotThere, Part, Refusal
from kith.foundations.staff.models import Worker
from kith.practice.pathways.queries import in_force
from kith.practice.plans.models import Action, Need, Plan, PlanPerson, Progress
from kith.practice.plans.rules.standing import OVER

_WHOLE = "select plans_whole_plan(%s, %s)"


class NotAllOfIt(Refusal):
    """A plan in which somebody has a part whose record is shut to the worker."""


def people_with_a_part(plan_id: int, *, seen_by: Worker) -> list[int]:
    """Who has a part in a plan, of those whose records are open to the worker."""
    ids = list(PlanPerson.objects.filter(plan_id=plan_id).order_by("id").values_list("person_id", flat=True))
    open_to = open_ids(ids, seen_by=seen_by) if ids else set()
    return [person for person in ids if person in open_to]


def everybody_with_a_part(plan_id: int, ability: Ability, *, seen_by: Worker, whole: bool = True) -> list[int]:
    """Everybody in a plan, for a worker who may do this about all of them (`whole`), or about those whom they may see."""
    people = people_with_a_part(plan_id, seen_by=seen_by)
    if not people:
        raise NotThere
    require(seen_by, ability, about=people)
    if whole and not is_whole(plan_id, seen_by=seen_by):
        raise NotAllOfIt("Somebody else has a part in this plan whose record is not open to you. Ask whoever works with the family.")
    return people


def is_whole(plan_id: int, *, seen_by: Worker) -> bool:
    """Whether the records of everybody in a plan are open to the worker."""
    require(seen_by, Ability.SIGNED_IN)
    with connection.cursor() as cursor:
        cursor.execute(_WHOLE, [seen_by.pk, plan_id])
        found: bool = cursor.fetchone()[0]
    return found


def open_plans_of(people: Sequence[int], *, seen_by: Worker) -> list[Plan]:
    """The plans in which any of these people have a part now, the newest first."""
    require(seen_by, Ability.VIEW, about=list(people))
    links = PlanPerson.objects.filter(person_id__in=people, left_on=None, plan__ended_on=None)
    return list(Plan.objects.filter(pk__in=links.values("plan")).order_by("-pk"))


def open_actions(plan_id: int, *, seen_by: Worker) -> list[Action]:
    """What is still to be done, as far as its person is open to the worker; of the family's part only for who may see everybody in it."""
    require(seen_by, Ability.VIEW)
    people = people_with_a_part(plan_id, seen_by=seen_by) if has_part(seen_by, Part.PLANS) else []
    shown = Q(person_id__in=people) | Q(person=None) if people and is_whole(plan_id, seen_by=seen_by) else Q(person_id__in=people)
    latest = Progress.objects.filter(action=OuterRef("pk")).order_by("-reviewed_on", "-id").values("standing")[:1]
    there = Action.objects.filter(shown, plan_id=plan_id, replaced_by=None).annotate(stands=Coalesce(Subquery(latest), Value("")))
    return list(there.exclude(stands__in=OVER).select_related("need", "worker").order_by("need_id", "id"))


def plan_title(kind: str, *, seen_by: Worker) -> str:
    """What a plan made in this kind of step is called: as the involvement is that the step opens, or in which it happens."""
    declared = in_force(seen_by=seen_by).declared
    step = declared.of(kind)
    opened = [outcome.opens[-1] for outcome in step.outcomes.values() if outcome.opens]
    key = opened[0] if opened else step.inside
    title = declared.episode(key).title if key else "Family"
    return title if title.endswith("plan") else f"{title} plan"


def need_for(need_id: int, *, seen_by: Worker) -> Need:
    """A need whose person is open to the worker. Raises NotThere."""
    found = Need.objects.filter(pk=need_id).first()
    _there(found.plan_id if found else 0, seen_by)
    assert found is not None
    return found


def action_for(action_id: int, *, seen_by: Worker) -> Action:
    """An action whose person is open to the worker. Raises NotThere."""
    found = Action.objects.filter(pk=action_id).first()
    _there(found.plan_id if found else 0, seen_by)
    assert found is not None
    return found


def _there(plan_id: int, seen_by: Worker) -> None:
    require(seen_by, Ability.VIEW)
    if not plan_id or not people_with_a_part(plan_id, seen_by=seen_by):
        raise NotThere
