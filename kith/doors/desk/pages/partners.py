"""Partners of the council: opening an account for some families and parts of their records, ending it, and what a partner sees of it."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.commands import end_partnership, open_partnership
from kith.foundations.access.models import Partnership
from kith.foundations.access.pages import page_for
from kith.foundations.access.queries import my_partnership, partnerships_about
from kith.foundations.access.rules import PARTS, Ability, NotThere, Part, Refusal
from kith.foundations.design.fields import AreaField, ChoiceField, DateField, Form, TextField, TicksField
from kith.foundations.design.reasons import ReasonPage
from kith.foundations.ledger.commands import leave_trace
from kith.foundations.staff.queries import names_of, partner_accounts, worker_of
from kith.practice.people.queries import PersonCard, card_of, person_cards, siblings_and_household

A_WHILE = timedelta(days=90)  # what is offered as the last day


class PartnerForm(Form):
    """Which partner may see what of whom, what for, and until when."""

    worker = ChoiceField(label="Whose account?", as_select=True, required=True, help_text="An administrator adds it first, with the role partner")
    agency = ChoiceField(label="Agency", choices=[(one, words.capitalize()) for one, words in Partnership.Agency.choices], required=True)
    organisation = TextField(label="Organisation", required=True, max_length=120, help_text="For example: Elm Road Primary School")
    purpose = AreaField(label="What for?", required=True, max_length=2000, help_text="They see this, and that they may use it for nothing else")
    parts = TicksField(
        label="Which parts of the record?", choices=[(part.value, words) for part, words in PARTS.items() if part != Part.IDENTITY],
        help_text="Who they are is always among them",
    )  # fmt: skip
    family = TicksField(label="Who else of the family?")
    starts_on = DateField(label="From which day?", required=True)
    ends_on = DateField(label="Until which day?", required=True, help_text="That day included. At most a year")

    def __init__(self, *args: Any, family: list[PersonCard], **options: Any) -> None:
        super().__init__(*args, **options)
        today = timezone.localdate()
        self.offer("worker", [("", "Choose an account"), *partner_accounts(on=today)])
        self.fields["starts_on"].initial, self.fields["ends_on"].initial = today, today + A_WHILE
        if family:
            self.offer("family", [(str(one.id), f"{one.name}, {one.age(today)}") for one in family])
        else:
            del self.fields["family"]


@page_for(Ability.RESTRICT, step_up=True)
def partners_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """The partners' accounts that are open for this person; another is opened here."""
    worker, today = worker_of(request), timezone.localdate()
    form = PartnerForm(request.POST or None, family=siblings_and_household(person_id, seen_by=worker))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        facts = {name: said[name] for name in ("agency", "organisation", "purpose", "parts", "starts_on", "ends_on")}
        people = [person_id, *map(int, said.get("family", []))]
        try:
            open_partnership(worker_id=int(said["worker"]), person_ids=people, **facts, by=worker, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The account is open for these people and parts, until that day.")
            return redirect("partners", person_id=person_id)
    opened = partnerships_about(person_id, on=today, seen_by=worker)
    context = {
        "form": form, "heading": "Partners who see this record", "about": card_of(person_id, seen_by=worker).name, "save": "Open it", "opened": opened,
        "names": names_of(one.partnership.worker_id for one in opened), "parts": PARTS, "person_id": person_id,
        "cards": person_cards({id_ for one in opened for id_ in one.person_ids}, seen_by=worker),
        "back_to": reverse("record", kwargs={"person_id": person_id}),
    }  # fmt: skip
    return render(request, "desk/partners.html", context)


@page_for(Ability.RESTRICT, step_up=True)
def end_partnership_page(request: HttpRequest, person_id: int, partnership_id: int) -> HttpResponse:
    """A partner sees nothing any more."""
    worker = worker_of(request)
    opened = {one.partnership.pk: one for one in partnerships_about(person_id, on=timezone.localdate(), seen_by=worker)}
    if partnership_id not in opened:
        raise NotThere
    who = names_of([opened[partnership_id].partnership.worker_id]).popitem()[1]
    back = reverse("partners", kwargs={"person_id": person_id})
    return ReasonPage("End the account's access", who, back, ask="Why does it end?", save="End it now").answer(
        request, lambda reason: end_partnership(partnership_id=partnership_id, reason=reason, by=worker, at=timezone.now()), refused=Refusal,
        done="They see nothing any more, from now on.", way_on=back,
    )  # fmt: skip


@page_for(Ability.SIGNED_IN)
def partner_home(request: HttpRequest) -> HttpResponse:
    """What a partner's account is for, until when, and the people whom it is open for."""
    worker = worker_of(request)
    mine = my_partnership(on=timezone.localdate(), seen_by=worker)
    cards = person_cards(mine.person_ids, seen_by=worker) if mine else {}
    for person_id in cards:
        leave_trace("partner: list", person_id=person_id, seen_by=worker, at=timezone.now())
    people = sorted(cards.values(), key=lambda card: card.filed_under)
    words = [PARTS[Part(part)] for part in mine.partnership.parts] if mine else []
    context = {"mine": mine.partnership if mine else None, "people": people, "words": words, "today": timezone.localdate()}
    return render(request, "desk/partner_home.html", context)
