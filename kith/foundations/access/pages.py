"""Each page names the ability that it needs. The middleware refuses a route that names none: forgetting is not a way in."""

from collections.abc import Callable
from typing import Any, TypeVar

from kith.foundations.access.rules import Ability

V = TypeVar("V", bound=Callable[..., Any])


def page_for(ability: Ability, *, step_up: bool = False) -> Callable[[V], V]:
    """Mark a page as open to signed-in workers who hold this ability. With `step_up` they are asked again who they are if the last
    proof is older than a quarter of an hour: for access changes and for taking many people's records out."""

    def mark(view: V) -> V:
        view.ability = ability  # type: ignore[attr-defined]  # an attribute on a function is the least machinery
        view.step_up = step_up  # type: ignore[attr-defined]  # as above
        return view

    return mark


def page_for_anybody(view: V) -> V:
    """Mark a page as open before signing in (sign-in itself, health)."""
    view.ability = None  # type: ignore[attr-defined]  # as above
    return view
