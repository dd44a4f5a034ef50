"""A plan on paper, in plain words for the family: whole, or one child's own part alone."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from docx import Document

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Part
from kith.foundations.design.jinja import day, moment
from kith.foundations.design.printing import fit_for_xml, pdf_answer, word_answer
from kith.foundations.identifiers.keys import key_told
from kith.foundations.ledger.commands import leave_trace
from kith.foundations.staff.queries import worker_of
from kith.practice.plans.pages.whose import of_plan
from kith.practice.plans.queries import PlanView, plan_view

LEFT_OUT = "What was written about everybody together is not in this copy."


@page_for(Ability.EXPORT, about=of_plan, part=Part.PLANS)
def plan_pdf(request: HttpRequest, plan_id: int) -> HttpResponse:
    """To print or hand over. `?person=12`: that child's own part alone."""
    (view, left_out), worker = _to_print(request, plan_id, "PDF"), worker_of(request)
    context = {"plan": view, "left_out": left_out, "printed_by": worker.name, "printed_at": timezone.now()}
    return pdf_answer("plans/print.html", context, f"plan-{plan_id}.pdf")


@page_for(Ability.EXPORT, about=of_plan, part=Part.PLANS)
def plan_word(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The same as a Word document."""
    (view, left_out), worker = _to_print(request, plan_id, "Word"), worker_of(request)
    written = Document()
    written.add_heading(fit_for_xml(view.title), level=1)
    ended = f" Ended on {day(view.ended_on)}: {view.ended_because}." if view.ended_on else ""
    written.add_paragraph(fit_for_xml(f"{view.names}. Made on {day(view.made_on)}.{ended}"))
    for part in view.parts:
        if part.needs:
            written.add_heading(fit_for_xml(f"For {part.name}" if part.person_id else "For the whole family"), level=2)
        for need in part.needs:
            written.add_heading(fit_for_xml(need.says), level=3)
            if need.wanted:
                written.add_paragraph(fit_for_xml(f"What will be better: {need.wanted}"))
            table = written.add_table(rows=1, cols=4)
            table.style = "Table Grid"
            for cell, words in zip(table.rows[0].cells, ("What will happen", "Who", "By when", "How it is going"), strict=True):
                cell.text = words
            for line in need.lines:
                going = f"{line.words}{f': {line.said[-1].changed}' if line.said and line.said[-1].changed else ''}"
                said = (line.what, line.who, day(line.due_on) if line.due_on else "" if line.is_over else "It goes on", going)
                for cell, words in zip(table.add_row().cells, said, strict=True):
                    cell.text = fit_for_xml(words)
    written.add_paragraph(f"{left_out} Printed by {worker.name}, {moment(timezone.now())}. Confidential.".strip())
    return word_answer(written, f"plan-{plan_id}.docx")


def _to_print(request: HttpRequest, plan_id: int, kind: str) -> tuple[PlanView, str]:
    """The plan; and of one child's part alone, what is not in it."""
    worker = worker_of(request)
    people = of_plan(worker, {"plan_id": plan_id})
    asked = key_told(request.GET.get("person", ""))
    person_id = asked if asked in people else None
    for about in [person_id] if person_id else people:
        leave_trace(f"plan {kind}:{plan_id}", person_id=about, seen_by=worker, at=timezone.now())
    return plan_view(plan_id, person_id=person_id, seen_by=worker), LEFT_OUT if person_id else ""
