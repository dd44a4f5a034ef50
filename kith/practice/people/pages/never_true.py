"""What was never true is struck out, with the reason; a name that was written down wrongly gives way to the right one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.design.fields import Form, TextField
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.people.commands import correct_name, strike_out
from kith.practice.people.models import Name
from kith.practice.people.models.dated import Dated
from kith.practice.people.pages.change import dated_row
from kith.practice.people.queries import card_of, in_short

DONE = "It is struck out. It stays on the record for whoever looks at its history, and counts nowhere else."


class NeverTrueForm(Form):
    """Why it was never true; of a name also what is right."""

    forenames = TextField(label="The right first and middle names")
    surname = TextField(label="The right last name", help_text="Empty both if there was never such a name")
    reason = TextField(label="How do you know that it was never true?", required=True, max_length=300)


@page_for(Ability.RECORD)
def never_true_page(request: HttpRequest, person_id: int, model: str, row_id: int) -> HttpResponse:
    """Recorded in error: what it is, why, and what is right instead."""
    worker = worker_of(request)
    row = dated_row(person_id, model, row_id)
    stands = {"forenames": row.forenames, "surname": row.surname} if isinstance(row, Name) else {}
    form = NeverTrueForm(request.POST or None, initial=stands)
    if not isinstance(row, Name):
        del form.fields["forenames"], form.fields["surname"]
    if request.method == "POST" and form.is_valid():
        try:
            done = _strike(row, form, worker)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, done)
            return redirect("details", person_id=person_id)
    card = card_of(person_id, seen_by=worker)
    context = {
        "form": form, "heading": "This was never true", "about": f"{card.name}, {card.age(timezone.localdate())}",
        "note": f"{in_short(row, about=person_id, seen_by=worker)}. What was true and is so no longer is ended instead.",
        "back_to": reverse("details", kwargs={"person_id": person_id}), "save": "Strike it out",
    }  # fmt: skip
    return render(request, "people/change.html", context)


def _strike(row: Dated, form: NeverTrueForm, worker: Worker) -> str:
    said, now = form.cleaned_data, timezone.now()
    if isinstance(row, Name) and (said["forenames"], said["surname"]) not in ((row.forenames, row.surname), ("", "")):
        right = correct_name(row=row, **said, by=worker, at=now)
        return f"The name is {right.full} now. What stood there is struck out."
    before = strike_out(row=row, reason=said["reason"], by=worker, at=now)
    if before is None:
        return DONE
    again = in_short(before, about=row.person_id, seen_by=worker)
    return f"{DONE} It had ended what stood there before, which is open again: {again}. End that if it was right."
