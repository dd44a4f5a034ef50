"""May she? `require` raises the sentence; `may` hides the button."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.db.models import Q

from kith.foundations.access.models import RoleHeld
from kith.foundations.access.rules import SENTENCES, Ability, NotAllowed, Role, abilities_of


class Holder(Protocol):
    """Whoever may hold abilities: a worker."""

    @property
    def pk(self) -> int: ...

    @property
    def abilities(self) -> frozenset[Ability]: ...


def roles_held(worker_id: int, *, on: date) -> set[Role]:
    """The roles that the worker holds on a day. Asked at sign-in context, so it is not scoped to an asker."""
    held = RoleHeld.objects.filter(worker_id=worker_id, starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    return {Role(role) for role in held.values_list("role", flat=True)}


def abilities_held(worker_id: int, *, on: date) -> frozenset[Ability]:
    return abilities_of(roles_held(worker_id, on=on))


def may(by: Holder, ability: Ability, *, about: int | Iterable[int] | None = None) -> bool:
    """Whether the worker may do this about these people. `about` decides once restrictions exist."""
    del about
    return ability in by.abilities


def require(by: Holder, ability: Ability, *, about: int | Iterable[int] | None = None) -> None:
    """Raise NotAllowed, as a sentence, unless the worker may."""
    if not may(by, ability, about=about):
        raise NotAllowed(SENTENCES.get(ability, f"Your role does not include this ({ability}). Ask your manager."))
