"""Finding hears of every change to people and indexes them again at once: who is added is found by the next search. At night it counts."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from kith.foundations.access.queries import look_as
from kith.foundations.staff.commands import machine
from kith.foundations.staff.models import Worker
from kith.practice.finding.commands import index_people, index_place, recount_words
from kith.practice.people.events import PeopleEvent, PlaceGuarded, RestrictionMarked

FOUND_BY = {
    "registered",
    "name",
    "identifier",
    "address",
    "residence",
    "contact",
    "contactpoint",
    "vehicle",
    "fact",
    "birth",
    "death",
    "correction",
    "mistake",
    "mistake_undone",
}


def index_again(events: Sequence[PeopleEvent], *, by: Worker, at: datetime) -> None:
    """Only what the index knows of asks for indexing."""
    if people := sorted({person_id for event in events if event.what in FOUND_BY for person_id in event.person_ids}):
        index_people(person_ids=people, by=by, at=at)


def index_place_again(event: PlaceGuarded, *, by: Worker, at: datetime) -> None:
    """Nobody is found by an address that is confidential."""
    index_place(person_ids=event.person_ids, by=by, at=at)


def index_when_marked(event: RestrictionMarked, *, by: Worker, at: datetime) -> None:
    """Who restricts a record may not be let in, and sees nothing of what the index is made of: the machine makes it, as soon as this is done."""
    del by, at
    index_marked.defer(person_ids=list(event.person_ids))


@app.task(name="finding.index_marked")
def index_marked(person_ids: list[int]) -> None:
    """A record made by mistake leads nowhere once it, or the right one, is restricted."""
    now = timezone.now()
    with transaction.atomic():
        by = machine(at=now)
        look_as(by)
        index_people(person_ids=person_ids, by=by, at=now)


@app.periodic(cron="40 2 * * *")
@app.task(name="finding.recount", queueing_lock="finding.recount")
def recount(timestamp: int) -> None:
    """A rare name says more than a common one, so that the counts of who bears it are brought up to date each night."""
    del timestamp
    now = timezone.now()
    with transaction.atomic():
        by = machine(at=now)
        look_as(by)
        recount_words(by=by, at=now)
