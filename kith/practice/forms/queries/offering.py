"""What a form's repeats offer from the record: rows that one button adds, so that nobody types whom Kith knows."""

from collections.abc import Sequence

from django.utils import timezone

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.forms.queries.responses import ResponseView
from kith.practice.forms.rules.offering import named_in
from kith.practice.forms.rules.registry import Offered, offers


def rows_offered(view: ResponseView, *, seen_by: Worker) -> dict[str, Sequence[Offered]]:
    """By the key of a repeat: what it offers to an open form and does not hold yet."""
    require(seen_by, Ability.VIEW)
    fields = view.shared.fields if view.shared else {}
    found: dict[str, Sequence[Offered]] = {}
    for question in view.form.questions():
        if question.offers in offers():
            told = named_in(question, fields)
            known = offers()[question.offers](view.people, on=timezone.localdate(), seen_by=seen_by)
            found[question.key] = [each for each in known if told.isdisjoint({each.name, str(each.person_id)})]
    return found
