"""A finished form on paper: PDF and Word, in plain words for the family, of one person alone where that is asked."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from docx import Document

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability
from kith.foundations.design.jinja import day, moment
from kith.foundations.design.printing import fit_for_xml, pdf_answer, word_answer
from kith.foundations.identifiers.keys import key_told
from kith.foundations.ledger.commands import leave_trace
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.forms.pages.responses import of_response
from kith.practice.forms.queries import ReadResponse, read_response, response_by_uuid


@page_for(Ability.EXPORT, about=of_response)
def response_pdf(request: HttpRequest, response_uuid: UUID) -> HttpResponse:
    """The form to print or hand over. `?person=12`: what it says of that person alone; `?wording=easy`: in those words."""
    worker = worker_of(request)
    read = _to_print(request, response_uuid, worker, "PDF")
    context = {"read": read, "printed_by": worker.name, "printed_at": timezone.now()}
    return pdf_answer("forms/print.html", context, _file_name(read, "pdf"))


@page_for(Ability.EXPORT, about=of_response)
def response_word(request: HttpRequest, response_uuid: UUID) -> HttpResponse:
    """The same as a Word document."""
    worker = worker_of(request)
    read = _to_print(request, response_uuid, worker, "Word")
    written = Document()
    written.add_heading(fit_for_xml(read.title), level=1)
    done = f"{day(read.finished_at)}{f', {read.author}' if read.author else ''}" if read.finished_at else "Not finished"
    written.add_paragraph(fit_for_xml(f"{', '.join(read.people)}. {done}."))
    for section in read.sections:
        written.add_heading(fit_for_xml(section.title), level=2)
        for block in section.blocks:
            if block.who:
                written.add_heading(fit_for_xml(block.who), level=3)
            for each in block.answers:
                if each.said:
                    line = written.add_paragraph()
                    line.add_run(fit_for_xml(each.ask)).bold = True
                    line.add_run("\n" + fit_for_xml(each.said))
    if not read.is_whole:
        written.add_paragraph("What was written about everybody together is not in this copy.")
    written.add_paragraph(f"Printed by {worker.name}, {moment(timezone.now())}. Confidential.")
    return word_answer(written, _file_name(read, "docx"))


def _to_print(request: HttpRequest, response_uuid: UUID, worker: Worker, kind: str) -> ReadResponse:
    view = response_by_uuid(response_uuid, seen_by=worker)
    asked = key_told(request.GET.get("person", ""))
    person_id = asked if asked in view.parts else None
    for about in [person_id] if person_id else view.parts:
        leave_trace(f"form {kind}:{view.id}", person_id=about, seen_by=worker, at=timezone.now())
    return read_response(view.id, person_id=person_id, wording=request.GET.get("wording", ""), seen_by=worker)


def _file_name(read: ReadResponse, ending: str) -> str:
    return f"{read.form_key}-{read.id}.{ending}"
