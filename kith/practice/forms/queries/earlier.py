"""What was written before, in the forms of other owners: the last one of the same kind, and answers that are the same question's."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.forms.models import Response
from kith.practice.forms.queries.responses import _opens
from kith.practice.forms.rules.reading import form_of
from kith.practice.forms.rules.values import is_none

ITS_OWN = ("given", "changed")  # of what a form says of a fact: not only carried along


@dataclass(frozen=True)
class SaidBefore:
    """An answer, as a form keeps it, and whose form that is."""

    owner: str
    value: Any


def last_like_it(form_key: str, owners: Sequence[str], *, seen_by: Worker) -> int | None:
    """The finished response of this form that belongs to the first of these owners which has one wholly open to the worker."""
    require(seen_by, Ability.VIEW)
    found = _finished(owners, seen_by).filter(version__key=form_key).values_list("owner", "pk")
    by_owner = dict(found) if owners else {}
    return next((by_owner[owner] for owner in owners if owner in by_owner), None)


def said_before(fact: str, owners: Sequence[str], *, seen_by: Worker) -> SaidBefore | None:
    """What the first of these owners says whose form asks for this fact of everybody together, and was given an answer of its own there."""
    require(seen_by, Ability.VIEW)
    rows = {row.owner: row for row in _finished(owners, seen_by).select_related("version")} if owners else {}
    said = ((owner, _own_answer(rows[owner], fact)) for owner in owners if owner in rows)
    return next((SaidBefore(owner, value) for owner, value in said if value is not None), None)


def _own_answer(row: Response, fact: str) -> Any:
    """What is answered under this fact, unless it was only carried along."""
    keys = [each.key for each in form_of(row.version.text).questions() if each.fact == fact and not each.per_person]
    own = [row.answers.get(key) for key in keys if row.how.get(key) in ITS_OWN]
    return next((value for value in own if value is not None and not is_none(value)), None)


def _finished(owners: Sequence[str], seen_by: Worker) -> Any:
    return Response.objects.filter(_opens(seen_by), owner__in=owners, finished_at__isnull=False, put_away_at=None)
