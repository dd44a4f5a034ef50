"""After an adoption: registering who somebody is since, and sealing who they were."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.doors.desk.pages.shutting import RestrictForm
from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.design.fields import DateField, TextField
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.people.commands import register_adopted
from kith.practice.people.queries import card_of, other_identities

OWN = ("forenames", "surname", "known_as", "adopted_on")


class AdoptionForm(RestrictForm):
    """The new identity, and who is let into the old one."""

    forenames = TextField(label="Forenames since the adoption", required=True, max_length=150)
    surname = TextField(label="Surname since the adoption", required=True, max_length=150)
    known_as = TextField(label="Known as, if not by the first forename", max_length=150)
    adopted_on = DateField(label="Date of the adoption order", required=True)

    def __init__(self, *args: Any, seen_by: Worker, **options: Any) -> None:
        super().__init__(*args, seen_by=seen_by, **options)
        for name in ("kind", "level", "contact", "review_on"):
            del self.fields[name]
        self.fields["reason"].label = "Why is the old record sealed?"
        self.fields["reason"].initial = "Adoption order"
        self.order_fields([*OWN, "reason"])


@page_for(Ability.RESTRICT, step_up=True)
def adoption_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Register the identity since an adoption. For whoever is not let in, the old record is from then on as if it had never been."""
    worker = worker_of(request)
    form = AdoptionForm(request.POST or None, seen_by=worker)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in (*OWN, "reason")}
        workers, teams = form.let_in()
        try:
            after = register_adopted(person_id=person_id, **facts, workers=workers, teams=teams, by=worker, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The new record is made, and the old one sealed. Add the new address, number and allocation here.")
            return redirect("record", person_id=after.pk)
    context = {
        "form": form, "heading": "Register an adoption", "about": card_of(person_id, seen_by=worker).name, "save": "Register and seal",
        "back_to": reverse("details", kwargs={"person_id": person_id}), "others": other_identities(person_id, seen_by=worker),
    }  # fmt: skip
    return render(request, "desk/adoption.html", context)
