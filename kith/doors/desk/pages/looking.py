"""Who has looked: a page on each record, and a report for the person it is about."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kith.doors.desk.queries import header, told_looks
from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Part
from kith.foundations.design.fields import DateField, Form
from kith.foundations.design.printing import pdf_answer
from kith.foundations.ledger.commands import leave_trace
from kith.foundations.ledger.queries import looks_at
from kith.foundations.ledger.rules import looked_in_words
from kith.foundations.staff.queries import names_of, worker_of

NEWEST = 300  # lines on the page; the report goes further back


class SinceForm(Form):
    """From which day on the report tells."""

    since = DateField(label="Since when?", required=False, help_text="Leave it empty for all of it")


@page_for(Ability.VIEW, part=Part.INSIDE)
def who_looked(request: HttpRequest, person_id: int) -> HttpResponse:
    """Who has opened this record, when and why, each look in a line; and the way to the report."""
    return _page(request, person_id, SinceForm())


@page_for(Ability.EXPORT, part=Part.INSIDE)
def who_looked_pdf(request: HttpRequest, person_id: int) -> HttpResponse:
    """The report to print and give: who looked, on which day, at what and why. It names nobody but the workers and the person."""
    worker, now, form = worker_of(request), timezone.now(), SinceForm(request.GET or {})
    if not form.is_valid():
        return _page(request, person_id, form)
    since = form.cleaned_data["since"]
    top = header(person_id, seen_by=worker, today=timezone.localdate())
    context = {
        "card": top.banner.card, "told": told_looks(person_id, since=since, seen_by=worker), "since": since, "printed_by": worker.name,
        "printed_at": now,
    }  # fmt: skip
    leave_trace("who has looked PDF", person_id=person_id, seen_by=worker, at=now)
    return pdf_answer("desk/print_who_looked.html", context, f"who-has-looked-{person_id}.pdf")


def _page(request: HttpRequest, person_id: int, form: SinceForm) -> HttpResponse:
    worker, today = worker_of(request), timezone.localdate()
    looks = looks_at(person_id, limit=NEWEST)
    names = names_of(look.worker_id for look in looks if look.worker_id)
    leave_trace("who has looked", person_id=person_id, seen_by=worker, at=timezone.now())
    context = {
        "header": header(person_id, seen_by=worker, today=today), "person_id": person_id, "tab": "who_looked", "today": today, "form": form,
        "names": names, "looks": [(look, looked_in_words(look.event)) for look in looks], "is_cut": len(looks) == NEWEST,
    }  # fmt: skip
    return render(request, "desk/who_looked.html", context)
