"""Whether a worker may correct or strike out what somebody wrote."""

from collections.abc import Sequence

from kith.foundations.access.queries import may
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.recording.rules.authorship import why_not_change


def why_not_to_change(author: Worker, *, about: Sequence[int], seen_by: Worker) -> str:
    """Whom to ask, as a sentence; nothing where the worker may change it herself."""
    return why_not_change(
        is_author=author.pk == seen_by.pk,
        may_authorise=may(seen_by, Ability.AUTHORISE, about=about),
        author=author.name,
        author_is_here=author.is_active,
    )
