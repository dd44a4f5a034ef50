"""Whether a step's form tells what the law asks of it, and does not contradict an outcome."""

from collections.abc import Mapping
from dataclasses import dataclass

from kith.practice.forms.rules.boxes import box
from kith.practice.forms.rules.sheet import Sheet, Who, wording_of
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


def judge_against(kind: StepKind, decided: Mapping[int, Decided], sheet: Sheet, names: Mapping[int, Who]) -> Missing:
    """No answer says the opposite of an outcome."""
    chosen = [(person, kind.outcomes[one.outcome]) for person, one in decided.items() if one.outcome in kind.outcomes and person in names]
    missing: Missing = []
    for person, outcome in chosen:
        for key, answer in outcome.against.items():
            place = next((each for each in ((key, person), (key, None)) if each in sheet.asked), None)
            if place and sheet.answers.get(place) == answer:
                ask = wording_of(sheet.asked[place], names[person])
                sentence = f'{names[person].name}: "{outcome.says}" contradicts the answer to "{ask}". Change one of the two'
                missing += [(box(*place), sentence), (f"step__outcome__p{person}", sentence)]
    return missing
