"""What work does when others announce: a family that grows is the business of whoever works with it; who wrote something is told of changes.
And by itself: what leavers were let in to is handed on."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate, now
from procrastinate.contrib.django import app

from kith.foundations.access.commands import give_reason
from kith.foundations.access.events import GlassBroken
from kith.foundations.access.queries import look_as, may
from kith.foundations.access.rules import Ability
from kith.foundations.staff.commands import machine
from kith.foundations.staff.events import AboutWorker, CoverEnded, CoverSet, WorkerEnded
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import holders_of, managers_of
from kith.practice.people.events import PersonChanged, PersonRegistered
from kith.practice.recording.events import Changed, EntryCorrected, EntryFinished
from kith.practice.work.commands import grant_business, hand_on_restrictions, notify_worker, settle_tasks
from kith.practice.work.models import Allocation
from kith.practice.work.queries import answerable_for, answerable_for_leaver

SETTLES = "settles"  # the field of a draft in which tasks are ticked


def follow_family(events: Sequence[PersonChanged], *, by: Worker, at: datetime) -> None:
    """A new relative, or somebody who moved in."""
    people = {person_id for event in events if event.what in ("relationship", "address") for person_id in event.person_ids}
    if people:
        for allocation in Allocation.objects.filter(person_id__in=people, ends_on=None):
            grant_business(allocation=allocation, by=by, at=at)


def know_whom_one_added(event: PersonRegistered, *, by: Worker, at: datetime) -> None:
    """Whoever adds a person goes on to their record, and is not asked why."""
    if not by.is_machine:
        for person_id in event.person_ids:
            give_reason(person_id=person_id, reason="Added this person to the record", by=by, at=at)


def settle_what_it_did(event: EntryFinished, *, by: Worker, at: datetime) -> None:
    """Tasks that its writer ticked are done with it."""
    if ticked := event.ticked.get(SETTLES):
        settle_tasks(entry_id=int(event.subject.rpartition(":")[2]), task_ids=ticked, by=by, at=at)


def tell_of_broken_glass(event: GlassBroken, *, by: Worker, at: datetime) -> None:
    """Who restricted the record, the manager of its team, and every auditor are told at once; where that is nobody else, every administrator."""
    on = localdate(at)
    told = set(holders_of(Ability.AUDIT, on=on)) | answerable_for(event.person_ids, seen_by=by)
    for worker_id in sorted(told - {by.pk} or set(holders_of(Ability.ADMINISTER, on=on)) - {by.pk}):
        notify_worker(
            worker_id=worker_id,
            text=f"{by.name} opened a restricted record at once: {event.reason}",
            path=reverse("broken_glass"),
            by=by,
            at=at,
        )


def tell_the_author(event: Changed, *, by: Worker, at: datetime) -> None:
    """Nobody is told of what they did themselves, nor of a record that has been shut to them since they wrote. For what the machine loaded
    nobody reads a list."""
    author = Worker.objects.filter(pk=event.author_id, is_machine=False).first()
    if author is None or author.pk == by.pk or not may(author, Ability.VIEW, about=event.person_ids):
        return
    done = "corrected" if isinstance(event, EntryCorrected) else "struck out"
    text = f"{by.name} {done} your {event.what}: {event.reason}"
    person_id = event.person_ids[0] if len(event.person_ids) == 1 else None
    notify_worker(worker_id=event.author_id, text=text, path=reverse(event.page, args=[event.page_id]), person_id=person_id, by=by, at=at)


DONE_FOR_YOU = {
    "WorkerChanged": "changed what Kith knows of you",
    "FirstPasswordMade": "made you a new first password",
    "TeamJoined": "put you into a team",
    "TeamLeft": "ended your place in a team",
}


def tell_the_worker(event: AboutWorker, *, by: Worker, at: datetime) -> None:
    """Nobody's account, address or teams are changed without a word to them."""
    if by.pk == event.worker_id:
        return
    text = f"{by.name} {DONE_FOR_YOU[type(event).__name__]}: {event.reason}"
    notify_worker(worker_id=event.worker_id, text=text, path=reverse("my_sign_in"), by=by, at=at)


def tell_who_answers(event: WorkerEnded, *, by: Worker, at: datetime) -> None:
    """Whoever manages the teams that a leaver's people are with hands them over; and who restricted one of their records, because a manager may
    not know of it. The notice counts nobody and names nobody of them."""
    teams, placed_by = answerable_for_leaver(event.worker_id, seen_by=by)
    leaver = Worker.objects.get(pk=event.worker_id)
    told = {manager for managers in managers_of(teams, on=localdate(at)).values() for manager in managers} | placed_by
    day = leaver.ends_on
    if day is None:
        return
    leaves = "leaves" if day >= localdate(at) else "left"
    text = f"{leaver.name} {leaves} on {day.day} {day:%B %Y}, and people are still allocated to them. Hand them over"
    path = reverse("hand_over", kwargs={"worker_id": leaver.pk})
    for worker_id in sorted(told - {leaver.pk}):
        notify_worker(worker_id=worker_id, text=text, path=path, by=by, at=at)


def tell_of_cover(event: CoverSet | CoverEnded, *, by: Worker, at: datetime) -> None:
    """Who covers is told; and who is away, when another said so."""
    away = Worker.objects.get(pk=event.worker_id)
    begins = isinstance(event, CoverSet)
    if event.covered_by_id != by.pk:
        words = f"you to cover for {away.name}: {event.reason}" if begins else f"that you cover no longer for {away.name}"
        text = f"{by.name} {'asked' if begins else 'said'} {words}"
        notify_worker(worker_id=event.covered_by_id, text=text, path=reverse("cover"), by=by, at=at)
    if away.pk != by.pk:
        words = "who covers while you are away" if begins else "that nobody covers for you any more"
        notify_worker(worker_id=away.pk, text=f"{by.name} said {words}: {event.reason}", path=reverse("cover"), by=by, at=at)


@app.periodic(cron="10 * * * *")
@app.task(name="work.hand_on_restrictions", queueing_lock="work.hand_on_restrictions")
def hand_on_restrictions_by_itself(timestamp: int) -> None:
    """Every hour, by the worker process; so a restricted record is nobody's for an hour at most."""
    del timestamp
    with transaction.atomic():
        by = machine(at=now())
        look_as(by)
        hand_on_restrictions(by=by, at=now())
