"""One plan: who has a part in it, what is open."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from kith.foundations.access.queries import has_part, open_ids, require
from kith.foundations.access.rules import Ability, NotThere, Part, Refusal
from kith.foundations.staff.models import Worker
from kith.practice.pathways.queries import in_force, open_episodes, people_of_step, step_for
from kith.practice.plans.models import Action, Need, Plan, PlanPerson, Progress
from kith.practice.plans.rules.standing import OVER

_WHOLE = "select plans_whole_plan(%s, %s)"


class NotAllOfIt(Refusal):
    """A plan in which somebody has a part whose record is shut to the worker."""


def people_with_a_part(plan_id: int, *, now: bool = False, seen_by: Worker) -> list[int]:
    """Who has a part in a plan, or had one (`now`: has), of those whose records are open to the worker."""
    links = PlanPerson.objects.filter(plan_id=plan_id, **({"left_on": None} if now else {}))
    ids = list(links.order_by("id").values_list("person_id", flat=True))
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
    """What is still to be done, as far as its person is open to the worker; of the family's part only for who may see everybody in it. What was
    to be done for somebody whose part has ended is not."""
    left = set(PlanPerson.objects.filter(plan_id=plan_id).exclude(left_on=None).values_list("person_id", flat=True))
    return [action for action in unfinished(plan_id, seen_by=seen_by) if action.person_id not in left]


def unfinished(plan_id: int, *, seen_by: Worker) -> list[Action]:
    """As `open_actions`, with what stood open when somebody's part ended: it may go on in their next plan."""
    require(seen_by, Ability.VIEW)
    people = people_with_a_part(plan_id, seen_by=seen_by) if has_part(seen_by, Part.PLANS) else []
    shown = Q(person_id__in=people) | Q(person=None) if people and is_whole(plan_id, seen_by=seen_by) else Q(person_id__in=people)
    latest = Progress.objects.filter(action=OuterRef("pk")).order_by("-reviewed_on", "-id").values("standing")[:1]
    there = Action.objects.filter(shown, plan_id=plan_id, replaced_by=None).annotate(stands=Coalesce(Subquery(latest), Value("")))
    return list(there.exclude(stands__in=OVER).select_related("need", "worker").order_by("need_id", "id"))


def plan_title(kind: str, *, seen_by: Worker) -> str:
    """What a plan made in this kind of step is called: as the involvement is that the step opens, or in which it happens."""
    key = _episode_of(kind, seen_by)
    return episode_plan_title(key, seen_by=seen_by) if key else "Family plan"


def episode_plan_title(episode_kind: str, *, seen_by: Worker) -> str:
    """What the plan of this kind of involvement is called."""
    title = in_force(seen_by=seen_by).declared.episode(episode_kind).title
    return title if title.endswith("plan") else f"{title} plan"


def _episode_of(kind: str, seen_by: Worker) -> str:
    step = in_force(seen_by=seen_by).declared.of(kind)
    opened = [outcome.opens[-1] for outcome in step.outcomes.values() if outcome.opens]
    return opened[0] if opened else step.inside


def plan_is_for(step_id: int, *, seen_by: Worker) -> list[int]:
    """Of whom a step is about: whose plan is made or goes on in it. Once it is done, not those for whom it ended the plan, or made none."""
    step = step_for(step_id, seen_by=seen_by)
    people = people_of_step(step_id, seen_by=seen_by)
    key = _episode_of(step.kind, seen_by)
    if step.status != step.Status.DONE or not key:
        return people
    there = open_episodes(people, seen_by=seen_by)
    return [person for person in people if key in there[person]]


def plans_left_in(step_ids: Sequence[int], people: Sequence[int], *, seen_by: Worker) -> list[Plan]:
    """The plans in which the part of any of these people ended in one of these steps, the newest first."""
    require(seen_by, Ability.VIEW, about=list(people))
    links = PlanPerson.objects.filter(person_id__in=people, left_in__in=step_ids)
    return list(Plan.objects.filter(pk__in=links.values("plan")).order_by("-pk"))


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
