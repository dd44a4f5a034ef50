"""When a step was said to have begun before that was corrected."""

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.pathways.models import EarlierBeginning, Step
from kith.practice.pathways.queries.steps import is_whole


def earlier_beginnings(step: Step, *, seen_by: Worker) -> list[EarlierBeginning]:
    """The newest correction first; none for who may not see everybody in the step: the reason was given for them all."""
    require(seen_by, Ability.VIEW)
    if not is_whole(step.pk, seen_by=seen_by):
        return []
    return list(EarlierBeginning.objects.filter(step=step).select_related("corrected_by").order_by("-id"))
