"""What the rules need to know of those who looked and of those who were looked at: a handful of statements for a whole seal of the ledger."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

from django.utils import timezone

from kith.foundations.access.models import Restriction
from kith.foundations.access.queries import granted_pairs, of_kind, require
from kith.foundations.access.rules import SHUT_BEGINS, Ability
from kith.foundations.ledger.queries import Written, looks_of, refusals_of
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import holders_of, names_of_workers
from kith.practice.assurance.models import WorkerHome, WorkerOnRecord
from kith.practice.assurance.rules.flags import SOON, WITHIN, Around, Looker, Person, Seen
from kith.practice.people.queries import circles_of, homes_of_people, names_of_people

NOT_OPENINGS = ("ledger", "identifier clash")  # what is shown of people in lists for those who audit or guard
T = TypeVar("T")


def seen_in(rows: Sequence[Written], *, seen_by: Worker) -> list[Seen]:
    """The looks, the searches and the refusals of restricted records among rows of the ledger; not the machine's own."""
    require(seen_by, Ability.AUDIT)
    looked = [row for row in rows if row.worker_id not in (None, seen_by.pk) and row.kind != "did" and row.event not in NOT_OPENINGS]
    business = granted_pairs((row.worker_id or 0, row.person_id) for row in looked if row.person_id)
    return [
        Seen(
            id=row.id, at=row.at, worker_id=row.worker_id or 0, person_id=row.person_id, words=row.reason if row.event == "search" else "",
            has_business=(row.worker_id, row.person_id) in business, was_opened=row.kind == "looked",
        )
        for row in looked if row.person_id or row.event == "search"
    ]  # fmt: skip


def known_around(seen: Sequence[Seen], *, seen_by: Worker) -> Around:
    """Everything that the rules ask about these looks. Only the machine's eyes see all of it."""
    require(seen_by, Ability.AUDIT)
    workers, people = {each.worker_id for each in seen}, {each.person_id for each in seen if each.person_id}
    first, last = min(each.at for each in seen), max(each.at for each in seen)
    famous = of_kind(Restriction.Kind.PROFILE, seen_by=seen_by)
    names = names_of_people(people | set(famous), seen_by=seen_by)
    refused = refusals_of(workers, SHUT_BEGINS, since=first - SOON, until=last)
    opened = looks_of(workers, but=NOT_OPENINGS, since=first - WITHIN, until=last)
    return Around(
        lookers=_lookers(workers),
        people=_people(people, names, set(famous), seen_by),
        colleagues=names_of_workers(),
        famous={person: names[person] for person in famous},
        refused=_by_worker([(worker, (at, person)) for worker, at, person in refused]),
        opened=_by_worker([(worker, (at, person)) for worker, at, person in opened]),
    )


def _lookers(ids: set[int]) -> dict[int, Looker]:
    homes = {home.worker_id: home for home in WorkerHome.objects.filter(worker_id__in=ids, ended_at=None)}
    duty, found = set(holders_of(Ability.DUTY, on=timezone.localdate())), {}
    for worker, name in names_of_workers(ids).items():
        home = homes.get(worker)
        postcode = home.postcode.replace(" ", "").lower() if home else ""
        found[worker] = Looker(name, home.key if home else "", postcode, worker in duty)
    return found


def _people(ids: set[int], names: dict[int, list[tuple[str, str]]], famous: set[int], seen_by: Worker) -> dict[int, Person]:
    homes = homes_of_people(ids, seen_by=seen_by)
    are, near = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    for worker, person in WorkerOnRecord.objects.filter(ended_at=None).values_list("worker_id", "person_id"):
        are[person].add(worker)
    for person, circle in circles_of(list(are), seen_by=seen_by).items():
        for other in circle - {person}:
            near[other] |= are[person]
    return {
        one: Person(tuple(names[one]), frozenset(homes[one]), one in famous, frozenset(are[one]), frozenset(near[one] - are[one]))
        for one in ids
    }


def _by_worker(pairs: Sequence[tuple[int, T]]) -> dict[int, list[T]]:
    found = defaultdict[int, list[T]](list)
    for worker, told in pairs:
        found[worker].append(told)
    return found
