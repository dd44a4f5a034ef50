"""What a form that was opened again says otherwise now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.forms.models import EarlierAnswers
from kith.practice.forms.queries.naming import names_in
from kith.practice.forms.queries.responses import _answer_places, response
from kith.practice.forms.rules.registry import facts
from kith.practice.forms.rules.saying import in_words
from kith.practice.forms.rules.sheet import Place, bound_to, places, wording_of


@dataclass(frozen=True)
class Rewritten:
    """An answer that is another one now. `who`: of whom, where it is asked of each. Empty words: there was none, or is none."""

    who: str
    ask: str
    was: str
    now: str


def rewritten(response_id: int, *, seen_by: Worker) -> list[Rewritten] | None:
    """What was changed since a finished form was last opened again, in the order of the form. None: it never was, or it is not wholly open to
    the worker."""
    require(seen_by, Ability.VIEW)
    view = response(response_id, seen_by=seen_by)
    last = EarlierAnswers.objects.filter(response=view.shared).order_by("-reopened_at").first() if view.shared and view.finished_at else None
    if last is None:
        return None
    was = places(last.answers, {int(person): answers for person, answers in last.parts.items()})
    now = _answer_places(view)
    names = names_in(view.form, [was, now], seen_by=seen_by)
    whom = {who.id: who for who in view.people}
    found = []
    for question in view.form.questions():
        for person in whom if question.per_person else [None]:
            place: Place = (question.key, person)
            if was.get(place) != now.get(place):
                who, bound = whom.get(person or 0), bound_to(question, facts())
                found.append(Rewritten(who.name if who else "", wording_of(question, who), *_words(bound, place, (was, now), names)))
    return found


def _words(question: Any, place: Place, both: tuple[Mapping[Place, Any], Mapping[Place, Any]], names: Any) -> tuple[str, str]:
    return in_words(question, both[0].get(place), names), in_words(question, both[1].get(place), names)
