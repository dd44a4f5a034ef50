"""Forms of the chronology: choosing a line of the story, writing an event, withdrawing one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.design.fields import AreaField, DateField, Form
from kith.foundations.staff.queries import worker_of
from kith.practice.people.queries import card_of
from kith.practice.recording.commands import choose_event, withdraw_event, write_event
from kith.practice.recording.models import Entry, EntryPart, SignificantEvent, StoryLine
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


@page_for(Ability.RECORD)
def choose_event_page(request: HttpRequest, story_line_id: int) -> HttpResponse:
    """Put a line of the story into the chronology; the entry's own words are offered to start from."""
    line = get_object_or_404(StoryLine, pk=story_line_id)
    form = ChosenForm(
        request.POST or None, initial={"what_happened": _beginning(line), "happened_on": timezone.localdate(line.happened_at)}
    )
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


@page_for(Ability.RECORD)
def withdraw_event_page(request: HttpRequest, event_id: int) -> HttpResponse:
    """Take an event out."""
    event = get_object_or_404(SignificantEvent, pk=event_id, withdrawn_at=None)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_event(event_id=event_id, **form.cleaned_data, by=worker_of(request), at=timezone.now())
        return _done(request, event.person_id, "It is taken out of the chronology. What it came from stays in the story.")
    return _page(request, event.person_id, form, "Take out of the chronology")


def _beginning(line: StoryLine) -> str:
    if line.source != "recording.Entry":
        return ""
    entry = Entry.objects.get(pk=line.source_id)
    part = EntryPart.objects.filter(entry=entry, person_id=line.person_id).first()
    return entry.title or beginning(part.text if part and part.text else entry.text, OFFERED)


def _done(request: HttpRequest, person_id: int, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("chronology", person_id=person_id)


def _page(request: HttpRequest, person_id: int, form: Any, heading: str) -> HttpResponse:
    card = card_of(person_id, seen_by=worker_of(request))
    back_to = reverse("chronology", kwargs={"person_id": person_id})
    context = {"form": form, "heading": heading, "about": f"{card.name}, {card.age(timezone.localdate())}", "back_to": back_to}
    return render(request, "recording/one_form.html", context)
