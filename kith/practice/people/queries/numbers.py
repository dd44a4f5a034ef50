"""Numbers that stand on several records. Of a telephone whether it is safe to use: the more careful answer is shown, and that there are two. Of an
identifier where else it stands: to whoever may see that record too."""

from collections.abc import Collection

from django.db import connection
from django.db.models import BooleanField, F, Func, Value

from kith.foundations.access.queries import has_part, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.staff.models import Worker
from kith.practice.people.models import ContactPoint, Identifier

# What is said of the number of `c`, wherever the worker may see it: one answer, or several.
ANSWERS_JSON = """(select json_agg(distinct o.safe) from people_contactpoint o
    where o.key = c.key and o.ends_on is null and (o.person_id = c.person_id or access_sees(%(worker)s, o.person_id)))"""
# Where else the number of `i` stands, wherever the worker may see it. Of any other record nothing, not even that there is one.
ALSO_ON_JSON = """(select coalesce(json_agg(json_build_array(o.person_id, q.name) order by q.name, o.person_id), '[]') from people_identifier o
    join people_person q on q.id = o.person_id where o.scheme = i.scheme and o.value = i.value and o.person_id <> i.person_id and o.ends_on is null
    and o.struck_at is null and access_sees(%(worker)s, o.person_id))"""
_ALSO_ON = f"select i.id, {ALSO_ON_JSON} from people_identifier i where i.person_id = %(person)s and i.ends_on is null and i.scheme <> all(%(shared)s)"  # noqa: S608 - fixed text of ours
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


def identifiers_also_on(person_id: int, *, seen_by: Worker) -> dict[int, list[tuple[int, str]]]:
    """By identifier of a person: (id, name) of everybody else on whose record the same number stands, as far as those records are open to the worker."""
    require(seen_by, Ability.VIEW, about=person_id)
    with connection.cursor() as cursor:
        cursor.execute(_ALSO_ON, {"person": person_id, "shared": list(Identifier.SHARED), "worker": seen_by.pk})
        return {id_: [(other, name) for other, name in others] for id_, others in cursor.fetchall() if others}


def said_also_on(person_id: int, *, seen_by: Worker) -> str:
    """A sentence about numbers of this person that stand on other records too, or nothing."""
    found = identifiers_also_on(person_id, seen_by=seen_by)
    names = list(dict.fromkeys(name for others in found.values() for _, name in others))
    if not names:
        return ""
    return f" But the same number stands on the record of {' and of '.join(names)} too. Check whose it is, and whether they are one person."
