"""What pathways do when others announce: visits count, deaths end clocks. And the tasks that they leave to the outbox."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from kith.foundations.access.queries import look_as
from kith.foundations.clocks import catalogue
from kith.foundations.clocks.moments import said_day
from kith.foundations.staff.commands import machine
from kith.foundations.staff.models import Worker
from kith.practice.forms.rules.definition import Type
from kith.practice.forms.rules.registry import NOBODY, Fact, Known, Told
from kith.practice.pathways.commands import count_visit, hand_steps_on, note_happening, recount_clocks
from kith.practice.pathways.events import CouncilClocksSet
from kith.practice.pathways.models import Step
from kith.practice.pathways.queries import STILL_OPEN, in_force, noted_on, said_in_line
from kith.practice.pathways.queries.said import OF_STEP
from kith.practice.people.events import BirthRecorded, DeathRecorded
from kith.practice.recording.events import EntryCorrected, EntryFinished, EntryStruckOut
from kith.practice.work.events import PersonAllocated

LEAD = "lead"  # the role of an allocation
NOTED = {"report_shared": "Day on which the report was given to the family"}  # an event, with _ for -, that a form asks for
SAID = {"worry": "What people are worried about", "wanted": "What is asked for"}  # what one form says and the next one shows


def facts_of_lines() -> Iterable[Fact]:
    """What a step's form says and the steps after it show, so that nobody types it again. The forms themselves keep it."""
    for key, words in SAID.items():
        fact = f"said.{key}"
        yield Fact(fact, words, Type.LONG_TEXT, partial(_said, fact), _kept_by_the_form, per_person=False)


    for key, words in NOTED.items():
        yield Fact(f"noted.{key}", words, Type.DATE, partial(_noted, key), partial(_note, key), per_person=False)


def _noted(key: str, person_ids: Iterable[int], *, owner: str, seen_by: Worker) -> dict[int, Known]:
    del person_ids
    step_id = int(owner.removeprefix(OF_STEP)) if owner.startswith(OF_STEP) else 0
    on = noted_on(step_id, key.replace("_", "-"), seen_by=seen_by) if step_id else None
    return {NOBODY: Known(on.isoformat(), said_day(on), "Noted in this step", on)} if on else {}


def _note(key: str, said: Mapping[Told, Any], *, owner: str, source: str, by: Worker, at: datetime) -> None:
    """What clocks count from, noted by the form that asks for it."""
    del source
    (value,) = said.values()
    if owner.startswith(OF_STEP) and isinstance(value, str):
        step = Step.objects.get(pk=int(owner.removeprefix(OF_STEP)))
        note_happening(step=step, kind=key.replace("_", "-"), happened=date.fromisoformat(value), by=by, at=at)


def _said(fact: str, person_ids: Iterable[int], *, owner: str, seen_by: Worker) -> dict[int, Known]:
    if not owner.startswith(OF_STEP):
        return {}
    found = said_in_line(fact, int(owner.removeprefix(OF_STEP)), person_ids, seen_by=seen_by)
    return {NOBODY: Known(found.value, str(found.value), found.source, found.on)} if found else {}


def _kept_by_the_form(said: Mapping[Told, Any], **how: Any) -> None:
    """An answer stays where it was given: the steps after this one read it there."""


def count_what_was_seen(event: EntryFinished | EntryCorrected | EntryStruckOut, *, by: Worker, at: datetime) -> None:
    """A visit that was finished, corrected or struck out."""
    entry_id, is_new = int(event.subject.rpartition(":")[2]), isinstance(event, EntryFinished)
    count_visit(entry_id=entry_id, person_ids=event.person_ids, is_new=is_new, by=by, at=at)


def end_clocks_of_the_dead(event: DeathRecorded, *, by: Worker, at: datetime) -> None:
    """Nothing is due any more of what was due for somebody who has died; the steps stay, for whoever closes them."""
    died = event.happened_on or at
    for step in Step.objects.filter(people__person_id__in=event.person_ids, status__in=STILL_OPEN).distinct():
        note_happening(step=step, kind="died", happened=died, person_ids=event.person_ids, by=by, at=at)


def start_clocks_of_the_born(event: BirthRecorded, *, by: Worker, at: datetime) -> None:
    """What is due for a child counts from the birth where its rule says so: the review of a plan that was made before it."""
    born = event.happened_on or at
    declared, rules = in_force(seen_by=by).declared, catalogue.shipped().rules
    for step in Step.objects.filter(people__person_id__in=event.person_ids, status__in=STILL_OPEN).distinct():
        if any(rules[key].start.key == "birth" for key in declared.of(step.kind).clocks):
            note_happening(step=step, kind="birth", happened=born, person_ids=event.person_ids, by=by, at=at)


def hand_on(event: PersonAllocated, *, by: Worker, at: datetime) -> None:
    """Who leads for a person from now on has what the lead before had to do."""
    if event.role == LEAD and event.instead_of and event.instead_of != event.worker_id:
        (person,) = event.person_ids
        hand_steps_on(person_id=person, from_worker=event.instead_of, worker_id=event.worker_id, team_id=event.team_id, by=by, at=at)


def recount_all(event: CouncilClocksSet, *, by: Worker, at: datetime) -> None:
    """Thousands of clocks take their time: they wait in the outbox until the council's own are kept."""
    del event, by, at
    recount.defer()


@app.task(name="pathways.recount", retry=3)
def recount() -> None:
    """Count the open clocks anew. Acts as the machine."""
    now = timezone.now()
    with transaction.atomic():
        by = machine(at=now)
        look_as(by)
        recount_clocks(by=by, at=now)
