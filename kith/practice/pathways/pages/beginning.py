"""Beginning a step by hand: which, about whom, since when."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.clocks.moments import LONDON, Moment, birthday
from kith.foundations.design.fields import AreaField, ChoiceField, DateField, Form, TextField, TicksField
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.pathways.commands import begin_step
from kith.practice.pathways.queries import in_force, open_episodes
from kith.practice.pathways.rules.typed import time_typed
from kith.practice.people.queries import card_of, siblings_and_household

ADULT = 18


class SinceForm(Form):
    """When a step began."""

    began = DateField(label="When did it begin?", required=True, help_text="When it came in, or was started: not when it is typed")
    time = TextField(label="At what time, if it is known", width="5")

    def moment(self) -> Moment | None:
        """The day, with the time where one was given. None, and the error in the form, where that is no time."""
        said, on = self.cleaned_data["time"], self.cleaned_data["began"]
        at = time_typed(said)
        if said and at is None:
            self.add_error("time", f"Enter the time like 2:30pm or 14:30. You wrote {said[:20]}")
            return None
        return datetime.combine(on, at, LONDON) if at else on


class BeganForm(SinceForm):
    """When a step began; and, where it turns out to be out of order, why."""

    why = AreaField(label="Why does it begin without that?", rows=2)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reason = self.fields["why"]
        if "why" not in self.data:
            del self.fields["why"]

    def refuse(self, refusal: Exception) -> None:
        """The reason is asked for only where it is needed."""
        if getattr(refusal, "field", "") == "why":
            self.fields["why"] = self.reason
        super().refuse(refusal)

    @property
    def because(self) -> str:
        return str(self.cleaned_data.get("why", "")).strip()


class BeginForm(BeganForm):
    """Which step, about whom, and when it began."""

    kind = ChoiceField(label="What begins?", required=True)
    people = TicksField(label="About whom?", help_text="One step for the family: each has an outcome of their own")
    field_order = ("kind", "people", "began", "time", "why")

    def __init__(self, *args: Any, person_id: int, seen_by: Worker, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("kind", _kinds(person_id, seen_by))
        near = [card_of(person_id, seen_by=seen_by), *siblings_and_household(person_id, seen_by=seen_by)]
        today = timezone.localdate()
        self.offer("people", [(str(card.id), f"{card.name}, {card.age(today)}") for card in near])
        self.fields["people"].initial = [str(person_id)]
        self.fields["began"].initial = today


def _kinds(person_id: int, seen_by: Worker) -> list[tuple[str, str]]:
    """What may begin now: steps of no episode, and of those that are open; what is about an adult only on an adult's record."""
    declared = in_force(seen_by=seen_by).declared
    inside = open_episodes([person_id], seen_by=seen_by)[person_id]
    card = card_of(person_id, seen_by=seen_by)
    is_child = card.is_unborn or (card.born_on is not None and birthday(card.born_on, ADULT) > timezone.localdate())
    fits = [kind for kind in declared.steps.values() if kind.by_hand and (not kind.inside or kind.inside in inside)]
    return [(kind.key, kind.title) for kind in fits if not (is_child and kind.about == "adult")]


@page_for(Ability.RECORD)
def begin_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Begin a step about a person, and those of the family whom it is about too."""
    worker = worker_of(request)
    form = BeginForm(request.POST or None, person_id=person_id, seen_by=worker, initial={"kind": request.GET.get("kind", "")})
    if request.method == "POST" and form.is_valid() and (began := form.moment()):
        return _begin(request, form, person_id, began, worker)
    return _page(request, form, person_id, worker)


def _begin(request: HttpRequest, form: BeginForm, person_id: int, began: Moment, worker: Worker) -> HttpResponse:
    chosen = form.cleaned_data
    people = [int(one) for one in chosen["people"]] or [person_id]
    try:
        step = begin_step(kind=chosen["kind"], person_ids=people, began=began, why=form.because, by=worker, at=timezone.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, form, person_id, worker)
    return redirect("step", step_id=step.pk)


def _page(request: HttpRequest, form: BeginForm, person_id: int, worker: Worker) -> HttpResponse:
    card = card_of(person_id, seen_by=worker)
    context = {
        "form": form, "heading": "Begin a step", "about": f"{card.name}, {card.age(timezone.localdate())}", "save": "Begin",
        "back_to": reverse("journey", kwargs={"person_id": person_id}),
    }  # fmt: skip
    return render(request, "pathways/one_form.html", context)
