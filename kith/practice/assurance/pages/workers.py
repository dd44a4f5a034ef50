"""Where workers live, and who of them is on record: so that looks at their own homes and families can be asked about."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Part, Refusal
from kith.foundations.design.fields import Form, TextField
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.assurance.commands import end_worker_on_record, tell_home, tell_worker_on_record
from kith.practice.assurance.pages.ledger import number_told, one_worker
from kith.practice.assurance.queries import home_of, workers_on_record
from kith.practice.people.queries import person_cards


class HomeForm(Form):
    """An address."""

    lines = TextField(label="House number or name, and street", required=True, max_length=300)
    postcode = TextField(label="Postcode", required=True, width="10", max_length=12)


class WorkerForm(Form):
    """A worker by name or e-mail address."""

    worker = TextField(label="Which worker is it?", required=True, help_text="A name, a part of it, or an e-mail address")

    def clean_worker(self) -> Worker:
        found = one_worker(str(self.cleaned_data["worker"]))
        if found is None:
            raise ValidationError("Enter a worker's name or e-mail address")
        return found


@page_for(Ability.SIGNED_IN, part=Part.INSIDE)
def my_home(request: HttpRequest) -> HttpResponse:
    """A worker says where they live."""
    return _home(request, worker_of(request), back_to=reverse("my_sign_in"))


@page_for(Ability.ADMINISTER)
def worker_home(request: HttpRequest, worker_id: int) -> HttpResponse:
    """An administrator says where a worker lives."""
    return _home(request, get_object_or_404(Worker, pk=worker_id, is_machine=False), back_to=reverse("worker", kwargs={"worker_id": worker_id}))


def _home(request: HttpRequest, whose: Worker, *, back_to: str) -> HttpResponse:
    worker = worker_of(request)
    home = home_of(whose.pk, seen_by=worker)
    known = {"lines": home.lines, "postcode": home.postcode} if home else {}
    form = HomeForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            tell_home(worker_id=whose.pk, lines=said["lines"], postcode_text=said["postcode"], by=worker, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The address is kept.")
            return redirect(back_to)
    context = {"form": form, "heading": "Where you live" if whose == worker else f"Where {whose.name} lives", "back_to": back_to}
    return render(request, "assurance/home.html", context)


@page_for(Ability.AUDIT)
def workers_on_record_page(request: HttpRequest) -> HttpResponse:
    """Workers who are known to be somebody on record; and to say so of another one, who was chosen by the search."""
    worker = worker_of(request)
    chosen = number_told(request.GET.get("person", ""))
    card = person_cards([chosen], seen_by=worker).get(chosen) if chosen else None
    form: Form = WorkerForm(request.POST or None)
    if request.method == "POST" and card and form.is_valid():
        try:
            tell_worker_on_record(worker_id=form.cleaned_data["worker"].pk, person_id=card.id, by=worker, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "It is known now. Looks at them and their family by colleagues will be flagged.")
            return redirect("workers_on_record")
    context: dict[str, Any] = {"rows": workers_on_record(seen_by=worker), "form": form, "card": card}
    return render(request, "assurance/workers_on_record.html", context)


@require_POST
@page_for(Ability.AUDIT)
def end_worker_on_record_page(request: HttpRequest, row_id: int) -> HttpResponse:
    """They are not that person, or it need not be known."""
    end_worker_on_record(row_id=row_id, by=worker_of(request), at=timezone.now())
    messages.success(request, "It is taken off the list.")
    return redirect("workers_on_record")
