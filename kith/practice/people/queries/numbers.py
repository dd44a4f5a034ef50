"""Telephone numbers of which the record says two things: whether they are safe to use. The more careful answer is shown, and that there are two."""

from collections.abc import Collection

from django.db import connection
from django.db.models import BooleanField, F, Func, Value

from kith.foundations.access.queries import has_part, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.staff.models import Worker
from kith.practice.people.models import ContactPoint

# What is said of the number of `c`, wherever the worker may see it: one answer, or several.
ANSWERS_JSON = """(select json_agg(distinct o.safe) from people_contactpoint o
    where o.key = c.key and o.ends_on is null and (o.person_id = c.person_id or access_sees(%(worker)s, o.person_id)))"""
_SHARED = """
    select o.safe, o.person_id = c.person_id, p.name from people_contactpoint c
    join people_contactpoint o on o.key = c.key and o.id <> c.id and o.ends_on is null and o.safe <> c.safe
    join people_person p on p.id = o.person_id where c.id = %(point)s and access_sees(%(worker)s, o.person_id) order by o.id
"""


def answers_of(keys: Collection[str], *, seen_by: Worker) -> dict[str, set[str]]:
    """By number: what is said of whether it is safe, on every record that the worker may see."""
    require(seen_by, Ability.VIEW)
    found: dict[str, set[str]] = {}
    if keys and has_part(seen_by, Part.ADDRESSES):
        sees = Func(Value(seen_by.pk), F("person_id"), function="access_sees", output_field=BooleanField())
        for key, safe in ContactPoint.objects.filter(sees, key__in=keys, ends_on=None).values_list("key", "safe"):
            found.setdefault(key, set()).add(safe)
    return found


def shared_numbers(contact_point_id: int, *, about: int, seen_by: Worker) -> list[str]:
    """Where else the same number, or address, stands with another answer: "not safe to use, on Siobhan O'Donnell's record"."""
    require(seen_by, Ability.VIEW, about=about)
    if not has_part(seen_by, Part.ADDRESSES):
        return []
    with connection.cursor() as cursor:
        cursor.execute(_SHARED, {"point": contact_point_id, "worker": seen_by.pk})
        rows = cursor.fetchall()
    return [f"{ContactPoint.Safe(safe).label}, on {'this record' if same else f'the record of {name}'}" for safe, same, name in rows]
