"""What is known now of several people, kind by kind: for forms that show it with source and date."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import BooleanField, F, Func

from kith.foundations.access.queries import open_ids, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.staff.models import Worker
from kith.practice.people.models import ContactPoint, Fact, Name, Professional, Relationship, Residence

ByPerson = dict[int, list[Fact]]


def facts_now(kind: str, ids: Iterable[int], *, seen_by: Worker) -> ByPerson:
    """The current facts of a kind, by person, the latest first."""
    require(seen_by, Ability.VIEW)
    found: ByPerson = defaultdict(list)
    people = open_ids(ids, seen_by=seen_by)
    for row in Fact.objects.filter(person_id__in=people, kind=kind, ends_on=None, struck_at=None).order_by(*_LATEST):
        found[row.person_id].append(row)
    return found


def professional_now(role: str, ids: Iterable[int], *, seen_by: Worker) -> dict[int, Professional]:
    """School, GP or another professional, by person: the one of today."""
    require(seen_by, Ability.VIEW)
    people = open_ids(ids, seen_by=seen_by, part=Part.INVOLVED)
    rows = Professional.objects.filter(person_id__in=people, role=role, ends_on=None, struck_at=None).order_by(*_LATEST)
    return {row.person_id: row for row in reversed(rows)}


def phone_now(ids: Iterable[int], *, seen_by: Worker) -> dict[int, ContactPoint]:
    """The telephone number of each, a mobile first."""
    require(seen_by, Ability.VIEW)
    people = open_ids(ids, seen_by=seen_by, part=Part.ADDRESSES)
    rows = ContactPoint.objects.filter(person_id__in=people, ends_on=None, struck_at=None).exclude(kind=ContactPoint.Kind.EMAIL)
    return {row.person_id: row for row in reversed(rows.order_by("kind", *_LATEST))}


def home_now(ids: Iterable[int], *, seen_by: Worker) -> dict[int, Residence]:
    """The main home of each. One that is confidential is left out: forms are printed and handed to the family."""
    require(seen_by, Ability.VIEW)
    people = open_ids(ids, seen_by=seen_by, part=Part.ADDRESSES)
    kept = Func(F("place_id"), function="people_keeps_place", output_field=BooleanField())
    rows = Residence.objects.filter(person_id__in=people, kind=Residence.Kind.MAIN, ends_on=None, struck_at=None, is_confidential=False)
    return {row.person_id: row for row in rows.annotate(is_kept=kept).filter(is_kept=False).select_related("place")}


def names_now(kind: str, ids: Iterable[int], *, seen_by: Worker) -> dict[int, Name]:
    """The current name of a kind, by person."""
    require(seen_by, Ability.VIEW)
    people = open_ids(ids, seen_by=seen_by)
    rows = Name.objects.filter(person_id__in=people, kind=kind, ends_on=None, struck_at=None).order_by(*_LATEST)
    return {row.person_id: row for row in reversed(rows)}


def holders_of_responsibility(ids: Iterable[int], *, seen_by: Worker) -> dict[int, list[Relationship]]:
    """Who holds parental responsibility for each (CA 1989 s3), of those whose records are open to the worker."""
    require(seen_by, Ability.VIEW)
    children = open_ids(ids, seen_by=seen_by)
    rows = list(Relationship.objects.filter(other_id__in=children, has_pr=True, ends_on=None, struck_at=None).select_related("person").order_by("id"))
    holders = open_ids({row.person_id for row in rows}, seen_by=seen_by)
    found: dict[int, list[Relationship]] = defaultdict(list)
    for row in rows:
        if row.person_id in holders:
            found[row.other_id].append(row)
    return found


_LATEST = (F("starts_on").desc(nulls_last=True), "-id")
