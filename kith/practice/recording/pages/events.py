"""Forms of the chronology: choosing a line of the story, writing an event, withdrawing one."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.design.fields import AreaField, DateField, Form
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.people.queries import card_of
from kith.practice.recording.commands import choose_event, withdraw_event, write_event
from kith.practice.recording.models import SignificantEvent, StoryLine
from kith.practice.recording.queries import entry
from kith.practice.recording.rules.excerpts import beginning

OFFERED = 400  # characters of an entry that are offered to start from
IMPACT = "What did it mean for the person?"


class ChosenForm(Form):
    """A line of the story as a significant event."""

    happened_on = DateField(label="When did it happen?", required=True, help_text="The day of the entry, unless it tells of an earlier day")
    what_happened = AreaField(label="What happened, in a sentence or two?", required=True, max_length=4000)
    impact = AreaField(label=IMPACT, max_length=4000)


class WrittenForm(Form):
    """A significant event that the story does not have."""

    happened_on = DateField(label="When did it happen?", required=True)
    what_happened = AreaField(label="What happened?", required=True, max_length=4000)
    impact = AreaField(label=IMPACT, max_length=4000)


class WithdrawForm(Form):
    """Why an event leaves the chronology."""

    reason = AreaField(label="Why is it taken out?", required=True, max_length=2000)


def _whose_line(worker: Worker, said: Mapping[str, Any]) -> list[int]:
    del worker
    return list(StoryLine.objects.filter(pk=said["story_line_id"]).values_list("person_id", flat=True))


def _whose_event(worker: Worker, said: Mapping[str, Any]) -> list[int]:
    del worker
    return list(SignificantEvent.objects.filter(pk=said["event_id"]).values_list("person_id", flat=True))


@page_for(Ability.RECORD, about=_whose_line)
def choose_event_page(request: HttpRequest, story_line_id: int) -> HttpResponse:
    """Put a line of the story into the chronology; the entry's own words are offered to start from."""
    line = get_object_or_404(StoryLine, pk=story_line_id)
    offered = {"what_happened": _beginning(line, worker_of(request)), "happened_on": timezone.localdate(line.happened_at)}
    form = ChosenForm(request.POST or None, initial=offered)
    if request.method == "POST" and form.is_valid():
        try:
            choose_event(story_line_id=line.pk, **form.cleaned_data, by=worker_of(request), at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _done(request, line.person_id, "It is in the chronology.")
    return _page(request, line.person_id, form, "Choose for the chronology")


@page_for(Ability.RECORD)
def write_event_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write an event by hand."""
    form = WrittenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            write_event(person_id=person_id, **form.cleaned_data, by=worker_of(request), at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _done(request, person_id, "It is in the chronology.")
    return _page(request, person_id, form, "Add a significant event")


@page_for(Ability.RECORD, about=_whose_event)
def withdraw_event_page(request: HttpRequest, event_id: int) -> HttpResponse:
    """Take an event out."""
    event = get_object_or_404(SignificantEvent, pk=event_id, withdrawn_at=None)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_event(event_id=event_id, **form.cleaned_data, by=worker_of(request), at=timezone.now())
        return _done(request, event.person_id, "It is taken out of the chronology. What it came from stays in the story.")
    return _page(request, event.person_id, form, "Take out of the chronology")


def _beginning(line: StoryLine, worker: Worker) -> str:
    if line.source != "recording.Entry":
        return ""
    view = entry(line.source_id, seen_by=worker)
    part = next((each.part for each in view.about + view.mentioned if each.card.id == line.person_id), None)
    own = part.text if part else ""
    if view.shared is None:
        return beginning(own, OFFERED)
    return view.shared.title or beginning(own or view.shared.text, OFFERED)


def _done(request: HttpRequest, person_id: int, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("chronology", person_id=person_id)


def _page(request: HttpRequest, person_id: int, form: Any, heading: str) -> HttpResponse:
    card = card_of(person_id, seen_by=worker_of(request))
    back_to = reverse("chronology", kwargs={"person_id": person_id})
    context = {"form": form, "heading": heading, "about": f"{card.name}, {card.age(timezone.localdate())}", "back_to": back_to}
    return render(request, "recording/one_form.html", context)
