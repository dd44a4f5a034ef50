"""What an outcome or the law needs of a step's form, and it has not been told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.forms.queries import response, sheet_of
from kith.practice.forms.rules.boxes import box
from kith.practice.forms.rules.definition import Question, Type
from kith.practice.forms.rules.registry import facts
from kith.practice.forms.rules.sheet import Place, Sheet, Who, wording_of
from kith.practice.forms.rules.values import is_none
from kith.practice.pathways.models import Step
from kith.practice.pathways.rules.declared import StepKind
from kith.practice.pathways.rules.musts import contradictions, judge_against, judge_musts, unmet_musts
from kith.practice.pathways.rules.verdicts import Decided, Missing

JUDGED = (Type.CHOICE, Type.YES_NO)  # what an outcome can contradict


@dataclass(frozen=True)
class Departing:
    """How a step departs from what the law or an answer of its form asks (of `whom`, or everybody in it), and why."""

    whom: int | None
    what: str
    why: str


def needed(step: Step, kind: StepKind, decided: Mapping[int, Decided], *, seen_by: Worker) -> tuple[Missing, list[Departing]]:
    """(box, sentence) of each fact that a person's outcome needs and that neither the form nor the record says; of each answer that contradicts
    an outcome, and of each must that is not met, without a reason yet; and those departures, with the reasons. What a council's own form does
    not ask is not insisted on."""
    require(seen_by, Ability.SIGNED_IN)
    chosen = {person: outcome for person, one in decided.items() if (outcome := kind.outcomes.get(one.outcome))}
    wanted = {person: outcome for person, outcome in chosen.items() if outcome.needs}
    if not (wanted or kind.musts or any(outcome.against for outcome in chosen.values())) or not step.response:
        return [], []
    view = response(step.response, seen_by=seen_by)
    sheet = sheet_of(view, only=tuple(Type) if wanted else JUDGED, seen_by=seen_by)
    names = {who.id: who for who in view.people}
    against = contradictions(kind, decided, sheet, names)
    missing = judge_musts(kind, sheet) + judge_against(against, decided, names)
    for person, outcome in wanted.items():
        for place, question in _asked(sheet, person, outcome.needs):
            if not _is_known(sheet, place):
                control = box(*place) + ("-day" if question.type is Type.DATE else "")
                missing.append((control, f"{outcome.says}, for {names[person].name}: {_words(sheet, place, names)}"))
    without = [Departing(None, "without", f"{each.says}: {each.because}") for each in unmet_musts(kind, sheet)]
    told = [Departing(each.person, "against", f"{each.ask} {each.answer}. {decided[each.person].because.strip()}") for each in against]
    return list(dict.fromkeys(missing)), without + told


def _asked(sheet: Sheet, person: int, needs: tuple[str, ...]) -> Iterator[tuple[Place, Question]]:
    for place, question in sheet.asked.items():
        if question.fact in needs and place[1] in (None, person):
            yield place, question


def _is_known(sheet: Sheet, place: Place) -> bool:
    """Answered, or on record. Not known is an answer only where the fact has a code for it."""
    value = sheet.answers.get(place)
    fact = facts().get(sheet.asked[place].fact)
    return value is not None and not (is_none(value) and (fact is None or value["none"] not in fact.none))


def _words(sheet: Sheet, place: Place, names: Mapping[int, Who]) -> str:
    return wording_of(sheet.asked[place], names.get(place[1] or 0)).rstrip("?.:")
