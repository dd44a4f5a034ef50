"""One page for each thing that can be added to, or ended in, what is known of a person."""

from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.identifiers.keys import key_told
from kith.foundations.staff.queries import worker_of
from kith.practice.people.commands import end_dated, review_alert
from kith.practice.people.models import Alert, Relationship
from kith.practice.people.models.dated import Dated
from kith.practice.people.pages.asking import Change
from kith.practice.people.pages.forms import (
    CHANGES,
    AddressForm,
    BirthForm,
    CorrectionForm,
    DeathForm,
    EndForm,
    ReviewForm,
)
from kith.practice.people.pages.secrecy import near_people
from kith.practice.people.queries import PersonCard, card_of, main_home, person_cards
from kith.practice.people.rules.half_known import MONTH, YEAR, boxes


@page_for(Ability.RECORD)
def add_fact(request: HttpRequest, person_id: int, what: str) -> HttpResponse:
    """Add one thing. A relationship first asks, by way of the search, who the other person is."""
    form_of = CHANGES.get(what)
    if form_of is None:
        raise Http404
    options: dict[str, Any] = {}
    if what == "relationship":
        other = picked(request)
        if other is None:
            question = {"next": request.get_full_path(), "for": "Who is it that is related?"}
            return redirect(f"{reverse('pick_person')}?{urlencode(question)}")
        options = {"initial": {"kind": request.GET.get("kind", "")}, "other_id": other.id, "other": f"{other.name} ({other.age(timezone.localdate())})"}
    if what == "address":
        worker = worker_of(request)
        options = {"main_home": main_home(person_id, seen_by=worker), "near": near_people(person_id, seen_by=worker)}
    return _change(request, person_id, form_of(request.POST or None, **options))


@page_for(Ability.RECORD)
def birth(request: HttpRequest, person_id: int) -> HttpResponse:
    """An unborn child is born."""
    return _change(request, person_id, BirthForm(request.POST or None))


@page_for(Ability.RECORD)
def death(request: HttpRequest, person_id: int) -> HttpResponse:
    """A person has died."""
    return _change(request, person_id, DeathForm(request.POST or None))


@page_for(Ability.RECORD)
def correct(request: HttpRequest, person_id: int) -> HttpResponse:
    """The date of birth, the sex or a death was written down wrongly."""
    card = card_of(person_id, seen_by=worker_of(request))
    stands = {name: getattr(card, name) for name in ("birth_known", "expected_on", "sex", "died_on")}
    stands["born_on"] = boxes(card.born_on, card.birth_known)
    stands["birth_known"] = "estimated" if card.birth_known in (MONTH, YEAR) else card.birth_known
    return _change(request, person_id, CorrectionForm(request.POST or None, initial=stands))


@page_for(Ability.RECORD)
def end_fact(request: HttpRequest, person_id: int, model: str, row_id: int) -> HttpResponse:
    """Say until when something was so."""
    row = dated_row(person_id, model, row_id)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_dated(row=row, **form.ending(), by=worker_of(request), at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "Its end was recorded. It stays on the record with its dates.")
            return redirect("details", person_id=person_id)
    return _page(request, person_id, form, f"End: {row._meta.verbose_name}")


@page_for(Ability.RECORD)
def review(request: HttpRequest, person_id: int, alert_id: int) -> HttpResponse:
    """An alert is reviewed and stays; to end it there is its own link."""
    alert = get_object_or_404(Alert, pk=alert_id, person_id=person_id, ends_on=None)
    form = ReviewForm(request.POST or None, initial={"reason": alert.reason})
    if request.method == "POST" and form.is_valid():
        try:
            review_alert(alert=alert, **form.cleaned_data, by=worker_of(request), at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The review is recorded; the alert stays.")
            return redirect("details", person_id=person_id)
    return _page(request, person_id, form, f"Review the alert: {alert.get_kind_display()}")


def _change(request: HttpRequest, person_id: int, form: Change) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            form.keep(person_id, by=worker_of(request), at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, form.done)
            return _next(form, person_id)
    return _page(request, person_id, form, form.heading)


def _next(form: Change, person_id: int) -> HttpResponse:
    """The details; but a confidential address that is kept from nobody yet asks from whom."""
    if (
        isinstance(form, AddressForm)
        and form.kept.is_confidential
        and form.kept.ends_on is None
        and not form.cleaned_data.get("kept_from_ids")
    ):
        return redirect("kept_from", person_id=person_id, residence_id=form.kept.pk)
    return redirect("details", person_id=person_id)


def dated_row(person_id: int, model: str, row_id: int) -> Dated:
    """One row of a dated table that is about the person; a relationship is read from both sides."""
    table = next((m for m in apps.get_app_config("people").get_models() if m.__name__ == model and issubclass(m, Dated)), None)
    if table is None:
        raise Http404
    its_own = Q(person_id=person_id) | Q(other_id=person_id) if table is Relationship else Q(person_id=person_id)
    row: Dated = get_object_or_404(table, its_own, pk=row_id, struck_at=None)
    return row


def _page(request: HttpRequest, person_id: int, form: Any, heading: str) -> HttpResponse:
    card = card_of(person_id, seen_by=worker_of(request))
    about = f"{card.name}, {card.age(timezone.localdate())}"
    back_to = reverse("details", kwargs={"person_id": person_id})
    return render(
        request,
        "people/change.html",
        {"form": form, "heading": heading, "about": about, "back_to": back_to, "note": getattr(form, "before_filling_in", "")},
    )


def picked(request: HttpRequest) -> PersonCard | None:
    """Whom the search, from which this page is come back to, has chosen."""
    asked = key_told(request.GET.get("person", ""))
    return None if asked is None else person_cards([asked], seen_by=worker_of(request)).get(asked)
