"""Forms of the chronology: choosing a line of the story, writing an event, withdrawing one."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.design.fields import AreaField, Form, TextField
from kith.foundations.design.reasons import ReasonPage
from kith.foundations.identifiers.keys import key_told
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.people.queries import card_of
from kith.practice.recording.commands import Choice, EventIncomplete, choose_events, withdraw_event, write_event
from kith.practice.recording.models import SignificantEvent, StoryLine
from kith.practice.recording.models.entry import EntryKind
from kith.practice.recording.queries import entry
from kith.practice.recording.rules.excerpts import beginning
from kith.practice.recording.rules.when import EXAMPLES, Unreadable, When, read_when

OFFERED = 400  # characters of an entry that are offered to start from
MOST_AT_ONCE = 25  # as many as the story shows on a page
IMPACT = "What did it mean for the person?"


class WhenField(TextField):
    """A date as far as it is known."""

    def __init__(self, **options: Any) -> None:
        hint = f"As far as it is known: {EXAMPLES.removeprefix('for example ')}"
        super().__init__(**{"label": "When did it happen?", "required": True, "width": "20", "max_length": 60, "help_text": hint, **options})

    def clean(self, value: Any) -> When:
        try:
            return read_when(str(value or ""), today=timezone.localdate())
        except Unreadable as sentence:
            raise ValidationError(str(sentence)) from None

    def prepare_value(self, value: Any) -> Any:
        return value.words if isinstance(value, When) else value


class ChosenForm(Form):
    """A line of the story as a significant event."""

    happened_on = WhenField()
    what_happened = AreaField(label="What happened, in a sentence or two?", required=True, max_length=4000)
    impact = AreaField(label=IMPACT, max_length=4000)


class WrittenForm(Form):
    """A significant event that the story does not have."""

    happened_on = WhenField()
    what_happened = AreaField(label="What happened?", required=True, max_length=4000)
    impact = AreaField(label=IMPACT, max_length=4000)


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
    return _choose(request, line.person_id, [line], "Choose for the chronology")


@page_for(Ability.RECORD)
def choose_events_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """The same with several lines that were ticked in the story, on one page."""
    asked = {key for each in request.GET.getlist("line") if (key := key_told(each)) is not None}
    lines = list(StoryLine.objects.filter(pk__in=asked, person_id=person_id, is_struck=False, access_class__gte=0).order_by("happened_at", "id"))
    if not lines:
        messages.info(request, "Tick one or more lines of the story first, then press the button below them.")
        return redirect("story", person_id=person_id)
    return _choose(request, person_id, lines[:MOST_AT_ONCE], "Choose for the chronology")


def _choose(request: HttpRequest, person_id: int, lines: list[StoryLine], heading: str) -> HttpResponse:
    worker = worker_of(request)
    forms = {line.pk: _chosen_form(request, line, worker, alone=len(lines) == 1) for line in lines}
    valid = [form.is_valid() for form in forms.values()]  # each is asked, so that each says what is wrong
    if request.method == "POST" and all(valid):
        try:
            choose_events(choices=[_choice(pk, form) for pk, form in forms.items()], by=worker, at=timezone.now())
        except EventIncomplete as refusal:
            forms[refusal.line_id].refuse(refusal)
        else:
            return _done(request, person_id, "It is in the chronology." if len(lines) == 1 else f"{len(lines)} events are in the chronology.")
    problems = [problem for form in forms.values() for problem in form.summary()]
    shown = [(line, word_of_line(line), forms[line.pk]) for line in lines]
    context = {**_about(person_id, worker), "heading": heading, "problems": problems, "forms": shown}
    return render(request, "recording/choose_events.html", context)


def _chosen_form(request: HttpRequest, line: StoryLine, worker: Worker, *, alone: bool) -> ChosenForm:
    offered = {"what_happened": _beginning(line, worker), "happened_on": When(timezone.localdate(line.happened_at))}
    return ChosenForm(request.POST if request.method == "POST" else None, initial=offered, prefix=None if alone else f"line{line.pk}")


def _choice(line_id: int, form: ChosenForm) -> Choice:
    said = form.cleaned_data
    return Choice(line_id, said["what_happened"], said["impact"], said["happened_on"])


def word_of_line(line: StoryLine) -> str:
    """What the story calls it."""
    kinds = dict(EntryKind.choices)
    return line.words or kinds.get(line.what) or line.what.removeprefix("change:").replace("_", " ").capitalize()


@page_for(Ability.RECORD)
def write_event_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write an event by hand."""
    today = timezone.localdate()
    form = WrittenForm(request.POST or None, initial={"happened_on": f"{today.day} {today:%B %Y}"})
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
    worker = worker_of(request)
    page = ReasonPage("Take out of the chronology", **_about(event.person_id, worker), ask="Why is it taken out?")
    return page.answer(
        request, lambda reason: withdraw_event(event_id=event_id, reason=reason, by=worker, at=timezone.now()), refused=Refusal,
        done="It is taken out of the chronology. What it came from stays in the story.",
        way_on=reverse("chronology", kwargs={"person_id": event.person_id}),
    )  # fmt: skip


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


def _about(person_id: int, worker: Worker) -> dict[str, str]:
    card = card_of(person_id, seen_by=worker)
    return {"about": f"{card.name}, {card.age(timezone.localdate())}", "back_to": reverse("chronology", kwargs={"person_id": person_id})}


def _page(request: HttpRequest, person_id: int, form: Any, heading: str) -> HttpResponse:
    context = {**_about(person_id, worker_of(request)), "form": form, "heading": heading}
    return render(request, "recording/one_form.html", context)
