"""What somebody is recognised by: every name, and where they live. For rules that compare, set-wise; nobody is shown."""

from collections import defaultdict
from collections.abc import Iterable

from kith.foundations.access.queries import open_ids, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.staff.models import Worker
from kith.practice.people.models import Name, Residence


def names_of_people(ids: Iterable[int], *, seen_by: Worker) -> dict[int, list[tuple[str, str]]]:
    """(forenames, surname) of every name that a person has or had."""
    require(seen_by, Ability.SEARCH)
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Name.objects.filter(person_id__in=open_ids(ids, seen_by=seen_by), struck_at=None)
    for person_id, forenames, surname in rows.values_list("person_id", "forenames", "surname"):
        found[person_id].append((forenames, surname))
    return found


def homes_of_people(ids: Iterable[int], *, seen_by: Worker) -> dict[int, set[str]]:
    """The normalised addresses at which people live now."""
    require(seen_by, Ability.SEARCH)
    found: dict[int, set[str]] = defaultdict(set)
    rows = Residence.objects.filter(person_id__in=open_ids(ids, seen_by=seen_by, part=Part.ADDRESSES), struck_at=None, ends_on=None)
    for person_id, key in rows.values_list("person_id", "place__key"):
        found[person_id].add(key)
    return found
