"""Whether a step's form tells what the law asks of it, and does not contradict an outcome."""

from collections.abc import Mapping
from dataclasses import dataclass

from kith.practice.forms.rules.boxes import box
from kith.practice.forms.rules.saying import in_words
from kith.practice.forms.rules.sheet import Sheet, Who, wording_of
from kith.practice.forms.rules.values import is_none
from kith.practice.pathways.rules.declared import StepKind
from kith.practice.pathways.rules.verdicts import Decided, Missing


@dataclass(frozen=True)
class Unmet:
    """What the law asks for and the form does not tell of; where the reason belongs, and what it is (empty: none yet)."""

    says: str
    box: str
    because: str


def unmet_musts(kind: StepKind, sheet: Sheet) -> list[Unmet]:
    """Of a council's own form that does not ask this, nothing is said."""
    found = []
    for must in kind.musts:
        if (must.question, None) not in sheet.asked or (must.otherwise, None) not in sheet.asked:
            continue
        rows = sheet.answers.get((must.question, None)) or []
        if not any(row.get(must.column) == must.answer for row in rows):
            found.append(Unmet(must.says, must.otherwise, str(sheet.answers.get((must.otherwise, None)) or "").strip()))
    return found


def judge_musts(kind: StepKind, sheet: Sheet) -> Missing:
    """A reason for each that is not met."""
    return [
        (each.box, f"{each.says} took no part, and the law asks for it ({kind.law}). Say why here; it will be counted, and nothing stops you")
        for each in unmet_musts(kind, sheet)
        if not each.because
    ]


@dataclass(frozen=True)
class Contradiction:
    """An answer against which a person's outcome goes: where it stands, what was asked, what was answered."""

    person: int
    says: str
    box: str
    ask: str
    answer: str


def contradictions(kind: StepKind, decided: Mapping[int, Decided], sheet: Sheet, names: Mapping[int, Who]) -> list[Contradiction]:
    """Of a council's own form that does not ask this, nothing is said."""
    found = []
    for person, one in decided.items():
        outcome = kind.outcomes.get(one.outcome)
        for key, answers in outcome.against.items() if outcome and person in names else ():
            place = next((each for each in ((key, person), (key, None)) if each in sheet.asked), None)
            if place and outcome and _code(sheet.answers.get(place)) in answers:
                question = sheet.asked[place]
                said = in_words(question, sheet.answers[place], {})
                found.append(Contradiction(person, outcome.says, box(*place), wording_of(question, names[person]), said))
    return found


def judge_against(found: list[Contradiction], decided: Mapping[int, Decided], names: Mapping[int, Who]) -> Missing:
    """A reason for each outcome that goes against an answer."""
    missing: Missing = []
    for each in found:
        if not decided[each.person].because.strip():
            name = names[each.person].name
            sentence = (
                f'{name}: "{each.says}" contradicts the answer to "{each.ask}", which is {each.answer}. Change one of the two, or say why '
                f"beside the outcome; it will be counted, and nothing stops you"
            )
            missing += [(each.box, sentence), (f"step__because__p{each.person}", sentence)]
    return missing


def _code(answer: object) -> object:
    return answer["none"] if isinstance(answer, dict) and is_none(answer) else answer
