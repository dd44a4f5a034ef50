"""A letter of a form: looked through, changed, then printed for each of those whom it is to, or kept on the record."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from docx import Document
from docx.document import Document as Written

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Part, Refusal
from kith.foundations.design.fields import AreaField, Form, TicksField
from kith.foundations.design.jinja import day
from kith.foundations.design.printing import fit_for_xml, pdf, pdf_answer, word_answer
from kith.foundations.ledger.commands import leave_trace
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.forms.pages.responses import of_response
from kith.practice.forms.queries import LetterView, Recipient, letter_view, response_by_uuid
from kith.practice.forms.rules.letters import TO, gaps, paragraphs
from kith.practice.recording.commands import add_document


class LetterForm(Form):
    """To whom a letter goes, and what it says."""

    to = TicksField(label="Who is it to?", help_text="One letter for each")
    other = AreaField(label="Somebody else", help_text="Name and address, a line each", rows=3, max_length=500)
    text = AreaField(label="The letter", help_text=f"{TO} becomes the name of whom it is to. An empty line begins a new paragraph", rows=22, max_length=20_000)

    def recipients(self, view: LetterView) -> list[Recipient]:
        """Those who are ticked, and whoever was written in."""
        chosen = [one for one in view.to if one.key in self.cleaned_data["to"]]
        name, *address = [line.strip() for line in self.cleaned_data["other"].splitlines() if line.strip()] or [""]
        return [*chosen, Recipient("other", name, "", tuple(address))] if name else chosen

    def clean(self) -> dict[str, Any]:
        """Nobody gets a letter with holes in it."""
        said: dict[str, Any] = super().clean() or {}
        if not said.get("to") and not str(said.get("other", "")).strip():
            self.add_error("to", "Choose to whom the letter goes, or write their name and address below")
        missing = gaps(said.get("text", ""))
        if missing:
            self.add_error("text", f"Write what is missing in place of: {'; '.join(missing)}. Or take that part out")
        elif not said.get("text", "x").strip():
            self.add_error("text", "Write the letter")
        return said


@page_for(Ability.EXPORT, about=of_response, part=Part.PLANS)
def letter_page(request: HttpRequest, response_uuid: UUID, letter_key: str) -> HttpResponse:
    """Nothing is kept of a letter until it is printed or put on the record: it is made of the form."""
    worker = worker_of(request)
    asked = request.GET.get("person", "")
    person_id = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    response_id, wording = response_by_uuid(response_uuid, seen_by=worker).id, request.GET.get("wording", "")
    view = letter_view(response_id, letter_key, person_id=person_id, wording=wording, seen_by=worker)
    if request.method == "GET":
        for one in _whom(view):
            leave_trace(f"letter:{view.response_id}", person_id=one, seen_by=worker, at=timezone.now())
    form = LetterForm(request.POST or None, initial={"text": view.text})
    form.offer("to", [(one.key, f"{one.name}{f', {one.what}' if one.what else ''}") for one in view.to])
    if request.method == "POST" and form.is_valid():
        do = request.POST.get("do", "pdf")
        try:
            return _DONE.get(do, _as_pdf)(view, form, worker)
        except Refusal as refusal:
            form.refuse(refusal)
    way_back = reverse("response", kwargs={"response_uuid": response_uuid})
    return render(request, "forms/letter.html", {"view": view, "form": form, "back_to": way_back})


def _as_pdf(view: LetterView, form: LetterForm, worker: Worker) -> HttpResponse:
    _trace(view, "PDF", worker)
    return pdf_answer("forms/letter_print.html", {"pages": _pages(form, form.recipients(view))}, f"{view.letter.key}-{view.response_id}.pdf")


def _as_word(view: LetterView, form: LetterForm, worker: Worker) -> HttpResponse:
    _trace(view, "Word", worker)
    written = Document()
    for turn, page in enumerate(_pages(form, form.recipients(view))):
        _write(written, page, begins_a_page=turn > 0)
    return word_answer(written, f"{view.letter.key}-{view.response_id}.docx")


def _write(written: Written, page: dict[str, Any], *, begins_a_page: bool) -> None:
    to = written.add_paragraph(fit_for_xml("\n".join([page["to"].name, *page["to"].address])))
    to.paragraph_format.page_break_before = begins_a_page
    written.add_paragraph(day(timezone.localdate()))
    for each in page["paragraphs"]:
        for line in each.lines if each.is_list else ["\n".join(each.lines)]:
            written.add_paragraph(fit_for_xml(line), style="List Bullet" if each.is_list else None)


def _kept(view: LetterView, form: LetterForm, worker: Worker) -> HttpResponse:
    """A PDF for each on the record of whom it is about: what was sent can be read for as long as the record is."""
    people = _whom(view)
    for page in _pages(form, form.recipients(view)):
        title = f"{view.title}, to {page['to'].name}"[:150]
        content = BytesIO(pdf("forms/letter_print.html", {"pages": [page]})).getvalue()
        upload = SimpleUploadedFile(f"{view.letter.key}.pdf", content, "application/pdf")
        add_document(upload=upload, title=title, dated_on=timezone.localdate(), person_ids=people, by=worker, at=timezone.now())
    return redirect("documents", person_id=people[0])


def _pages(form: LetterForm, to: list[Recipient]) -> list[dict[str, Any]]:
    return [{"to": one, "paragraphs": paragraphs(form.cleaned_data["text"].replace(TO, one.name))} for one in to]


def _trace(view: LetterView, kind: str, worker: Worker) -> None:
    for person_id in _whom(view):
        leave_trace(f"letter {kind}:{view.response_id}", person_id=person_id, seen_by=worker, at=timezone.now())


def _whom(view: LetterView) -> list[int]:
    return [view.about.id] if view.about else [who.id for who in view.people]


_DONE = {"pdf": _as_pdf, "word": _as_word, "keep": _kept}
