"""A record made by mistake: saying so, with both records side by side, and undoing it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.design.fields import AreaField, Form
from kith.foundations.design.reasons import ReasonPage
from kith.foundations.staff.queries import worker_of
from kith.practice.people.commands import mark_mistaken, undo_mistake
from kith.practice.people.models import Mistake
from kith.practice.people.pages.change import picked
from kith.practice.people.queries import card_of, listed


class MistakeForm(Form):
    """How it is known."""

    reason = AreaField(label="How do you know?", required=True, max_length=2000, help_text="Everybody who opens the record reads it")


@page_for(Ability.RECORD)
def mistake_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Which is the right record, if there is one, comes from the search; then both stand side by side."""
    worker, right = worker_of(request), picked(request)
    form = MistakeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            mark_mistaken(
                person_id=person_id, the_same_id=right.id if right else None, reason=form.cleaned_data["reason"], by=worker, at=timezone.now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "It is said. Search leads to the right record now; this can be undone.")
            return redirect("record", person_id=right.id if right else person_id)
    ids = [person_id, *([right.id] if right else [])]
    found = listed(ids, seen_by=worker)
    context = {
        "form": form, "heading": "This record was made by mistake", "about": card_of(person_id, seen_by=worker).name,
        "back_to": reverse("details", kwargs={"person_id": person_id}), "right": right, "both": [found[id_] for id_ in ids if id_ in found],
        "save": "Say that they are one person" if right else "Say that there is no such person", "today": timezone.localdate(),
        "choose": f"{reverse('pick_person')}?{urlencode({'next': request.path, 'for': 'Which is the right record?'})}",
    }  # fmt: skip
    return render(request, "people/mistake.html", context)


@page_for(Ability.RECORD)
def undo_mistake_page(request: HttpRequest, person_id: int, mistake_id: int) -> HttpResponse:
    """It was no mistake after all."""
    worker = worker_of(request)
    mistake = get_object_or_404(Mistake, pk=mistake_id, person_id=person_id, undone_at=None)
    back = reverse("record", kwargs={"person_id": person_id})
    page = ReasonPage(
        "This record was no mistake", lambda: card_of(person_id, seen_by=worker).name, back, ask="Why was it no mistake?", save="Undo"
    )
    return page.answer(
        request, lambda reason: undo_mistake(mistake_id=mistake.pk, reason=reason, by=worker, at=timezone.now()), refused=Refusal,
        done="It is undone: the record is found again.", way_on=back,
    )  # fmt: skip
