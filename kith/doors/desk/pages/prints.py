"""The chronology and the brief on paper: PDF by WeasyPrint, Word by python-docx. What is printed is traced like what is opened."""

from typing import Any

import docx
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kith.doors.desk.queries import brief_of, header
from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability
from kith.foundations.design.jinja import day, moment
from kith.foundations.design.printing import fit_for_xml, pdf_answer, word_answer
from kith.foundations.ledger.commands import leave_trace
from kith.foundations.staff.queries import worker_of
from kith.practice.recording.queries import chronology


@page_for(Ability.EXPORT)
def chronology_pdf(request: HttpRequest, person_id: int) -> HttpResponse:
    """The chronology to print or send."""
    context = {**_top(request, person_id, "chronology PDF"), "rows": chronology(person_id, seen_by=worker_of(request))}
    return pdf_answer("desk/print_chronology.html", context, f"chronology-{person_id}.pdf")


@page_for(Ability.EXPORT)
def brief_pdf(request: HttpRequest, person_id: int) -> HttpResponse:
    """The brief to print."""
    worker = worker_of(request)
    top = _top(request, person_id, "brief PDF")
    context = {**top, "brief": brief_of(person_id, header=top["header"], seen_by=worker, today=timezone.localdate())}
    return pdf_answer("desk/print_brief.html", context, f"brief-{person_id}.pdf")


@page_for(Ability.EXPORT)
def chronology_word(request: HttpRequest, person_id: int) -> HttpResponse:
    """The chronology as a Word document, for a court statement or report."""
    top = _top(request, person_id, "chronology Word")
    card = top["header"].banner.card
    written = docx.Document()
    written.add_heading(f"Chronology: {card.name}", level=1)
    written.add_paragraph(f"{top['header'].age}. Printed by {top['printed_by']}, {moment(top['printed_at'])}. Confidential.")
    table = written.add_table(rows=1, cols=4)
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, ("Date", "Age then", "What happened", "What it meant"), strict=True):
        cell.text = words
    for row in chronology(person_id, seen_by=worker_of(request)):
        said = (day(row.happened_on), card.age_at(row.happened_on), row.what_happened, row.impact)
        for cell, words in zip(table.add_row().cells, said, strict=True):
            cell.text = fit_for_xml(words)
    return word_answer(written, f"chronology-{person_id}.docx")


def _top(request: HttpRequest, person_id: int, what: str) -> dict[str, Any]:
    worker = worker_of(request)
    top = header(person_id, seen_by=worker, today=timezone.localdate())
    leave_trace(what, person_id=person_id, seen_by=worker, at=timezone.now())
    return {"header": top, "printed_by": worker.name, "printed_at": timezone.now(), "today": timezone.localdate()}
