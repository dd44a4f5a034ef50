"""Fills in the form of a step as a quick worker would: an answer to all that is required, no more."""

from datetime import datetime
from typing import Any

from kith.foundations.staff.models import Worker
from kith.practice.forms.commands import save_response
from kith.practice.forms.queries import Drawn, drawn, response
from kith.practice.forms.queries.drawing import DrawnQuestion
from kith.practice.forms.rules.definition import Type
from kith.practice.pathways.models import Step
from kith.practice.pathways.queries import in_force

ROUNDS = 5  # an answer may bring further questions


def fill_in(step: Step, *, by: Worker, at: datetime) -> None:
    """Answer what the step's form requires, what those answers bring, and what its outcomes need to be known."""
    kind = in_force(seen_by=by).declared.of(step.kind)
    facts = {fact for outcome in kind.outcomes.values() for fact in outcome.needs}
    fill_in_form(step.response or 0, {each.key for each in response(step.response or 0, seen_by=by).form.questions() if each.fact in facts}, by=by, at=at)


def fill_in_form(response_id: int, wanted: set[str], *, by: Worker, at: datetime) -> None:
    """Answer what a form requires, and these questions."""
    for _ in range(ROUNDS):
        form = drawn(response_id, seen_by=by)
        if not (answers := _missing(form, wanted)):
            return
        save_response(response_id=form.id, fields=answers, revision=form.revision, by=by, at=at)


def _missing(form: Drawn, wanted: set[str]) -> dict[str, list[str]]:
    asked = [each for section in form.sections for block in section.blocks for each in block.questions]
    found: dict[str, list[str]] = {}
    for each in asked:
        needed = each.is_required or each.id.partition("__")[0] in wanted
        if each.is_asked and needed and not (each.value or each.values or any(each.date) or each.known or _has_rows(each)):
            found |= _answer(each)
    return found


def _has_rows(each: DrawnQuestion) -> bool:
    return any(cell.value for row in each.rows for cell in row.cells)


def _answer(each: DrawnQuestion) -> dict[str, list[str]]:
    plain: dict[Type, Any] = {Type.NUMBER: "1", Type.YES_NO: "yes"}
    if each.type in (Type.DATE, Type.ROUGH_DATE):
        return {f"{each.id}__{part}": [value] for part, value in (("day", "20"), ("month", "11"), ("year", "2026"))}
    if each.type in (Type.REPEAT, Type.TABLE, Type.WEEK):
        return _rows(each)
    if each.choices:
        return {each.id: [each.choices[0][0]]}
    return {each.id: [plain.get(each.type, "Something happened.")]}


def _rows(each: DrawnQuestion) -> dict[str, list[str]]:
    """Something in each box of three rows of a repeat (who took part: council, police and health), or of the first row of a table."""
    cells = [cell for cell in each.rows[0].cells if cell.type is not Type.DATE]
    places = ("0", "1", "2") if each.type is Type.REPEAT else (each.rows[0].number,)
    boxes = {
        cell.id.replace("__r0__", f"__r{row}__"): [cell.choices[at % len(cell.choices)][0] if cell.choices else "Something"]
        for cell in cells
        for at, row in enumerate(places)
    }
    return {f"{each.id}__rows": list(places), **boxes}
