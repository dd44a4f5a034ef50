"""Whom a restriction does not keep from a record: asked before somebody is given a person."""

from collections.abc import Iterable

from django.db import connection

from kith.foundations.access.queries.abilities import Holder, require
from kith.foundations.access.rules import Ability

_FREE = """
    select worker from unnest(%(workers)s::bigint[]) as worker
    where access_sight(worker) <> 'none' and not exists (
        select from access_restriction r
        where r.person_id = any(%(people)s::bigint[]) and r.lifted_at is null and r.subject = '' and not access_passes(worker, r))
"""


def not_shut_out(worker_ids: Iterable[int], *, about: Iterable[int], seen_by: Holder) -> set[int]:
    """Those of these workers who could open all of these people's records once they have business with them. For who may open them."""
    people = list(about)
    require(seen_by, Ability.VIEW, about=people or None)
    with connection.cursor() as cursor:
        cursor.execute(_FREE, {"workers": list(worker_ids), "people": people})
        return {worker_id for (worker_id,) in cursor.fetchall()}
