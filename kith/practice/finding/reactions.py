"""Finding hears of every change to people and indexes them again at once: who is added is found by the next search."""

from datetime import datetime

from kith.foundations.staff.models import Worker
from kith.practice.finding.commands import index_people
from kith.practice.people.events import PeopleEvent

FOUND_BY = {"registered", "name", "identifier", "address", "residence", "contact", "contactpoint", "vehicle", "fact", "birth", "death"}


def index_again(event: PeopleEvent, *, by: Worker, at: datetime) -> None:
    """Only what the index knows of asks for indexing."""
    if event.what in FOUND_BY and event.person_ids:
        index_people(person_ids=event.person_ids, by=by, at=at)
