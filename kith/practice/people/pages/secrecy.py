"""A confidential address: who must not know it, chosen by name, changed, and ended."""

from collections.abc import Collection
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.design.fields import Form, TickField, TicksField
from kith.foundations.identifiers.keys import key_told
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.people.commands import keep_address_from
from kith.practice.people.models import Residence
from kith.practice.people.queries import (
    PersonCard,
    card_of,
    household_of,
    kept_from,
    person_cards,
    relations_of,
    residences_of,
    risks_nearby,
)

AT_HOME = (Residence.Kind.MAIN, Residence.Kind.SHARED_CARE)


class KeptFromForm(Form):
    """Confidential or not, and from whom it is kept."""

    is_confidential = TickField(label="Confidential: must not become known to others")
    kept_from_ids = TicksField(
        label="Who must not know this address?", help_text="It is then on none of their records, nor on those of their family"
    )


def near_people(person_id: int, *, besides: Collection[int] = (), seen_by: Worker) -> list[tuple[str, str]]:
    """(id, words) of those around somebody, now or in the past, and of those who are a risk: from whom an address may have to be kept."""
    today = timezone.localdate()
    related = [
        (view.other, ("formerly " if view.ends_on else "") + view.word)
        for view in relations_of(person_id, seen_by=seen_by)
        if not view.other.died_on
    ]
    known = {card.id for card, _ in related}
    risks = [(risk.card, risk.word) for risk in risks_nearby(person_id, around=known, seen_by=seen_by)]
    return list(
        {str(card.id): f"{card.name}, {word}, {card.age(today)}" for card, word in [*related, *risks] if card.id not in besides}.items()
    )


@page_for(Ability.RECORD)
def kept_from_page(request: HttpRequest, person_id: int, residence_id: int) -> HttpResponse:
    """Who must not know where somebody lives. Anybody on record can be chosen, by way of the search."""
    worker, today = worker_of(request), timezone.localdate()
    card = card_of(person_id, seen_by=worker)
    shown = {row.pk for row in residences_of(person_id, seen_by=worker)}  # not one that must not stand on this record
    residence = get_object_or_404(Residence, pk=residence_id, person_id=person_id, ends_on=None, pk__in=shown)
    kept = {one.id: one for one in kept_from([residence_id], about=person_id, seen_by=worker).get(residence_id, [])}
    picked = _picked(request, worker)
    there = {near.card.id for near in household_of(person_id, seen_by=worker)} if residence.kind in AT_HOME else set[int]()
    choices = dict(near_people(person_id, besides=there - set(kept), seen_by=worker))
    choices |= {str(id_): f"{one.name}, {one.age(today)}" for id_, one in {**kept, **picked}.items() if str(id_) not in choices}
    ticked = [str(id_) for id_ in {**kept, **picked}]
    form = KeptFromForm(
        request.POST if request.method == "POST" else None,
        initial={"is_confidential": residence.is_confidential or bool(picked), "kept_from_ids": ticked},
    )
    form.offer("kept_from_ids", list(choices.items()))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            keep_address_from(
                residence=residence, is_confidential=said["is_confidential"], kept_from_ids=[int(id_) for id_ in said["kept_from_ids"]], by=worker,
                at=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "It was saved. Who must not know the address stands beside it.")
            return redirect("addresses", person_id=person_id)
    question = {"next": request.get_full_path(), "for": "Who must not know the address?"}
    context = {
        "form": form, "heading": "Who must not know this address", "about": f"{card.name}, {card.age(today)}", "address": str(residence.place),
        "back_to": reverse("addresses", kwargs={"person_id": person_id}), "look_up": f"{reverse('pick_person')}?{urlencode(question)}",
    }  # fmt: skip
    return render(request, "people/kept_from.html", context)


def _picked(request: HttpRequest, worker: Worker) -> dict[int, PersonCard]:
    """Chosen in the search, or ticked before somebody else was chosen."""
    said = [*request.GET.getlist("person"), *request.POST.getlist("kept_from_ids")]
    asked = [key for id_ in said if (key := key_told(id_)) is not None]
    return person_cards(asked, seen_by=worker) if asked else {}
