"""Each page names the ability that it needs, and whom it is about. The middleware refuses a route that names none: forgetting is not a way in."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from kith.foundations.access.queries import Holder
from kith.foundations.access.rules import Ability, Part

V = TypeVar("V", bound=Callable[..., Any])
About = Callable[[Any, Mapping[str, Any]], Iterable[int] | None]  # (worker, the parts of the address) -> person ids


def _the_person(worker: Holder, said: Mapping[str, Any]) -> Iterable[int]:
    """A page under /people/<person_id> is about that person."""
    del worker
    return (int(said["person_id"]),)


def page_for(ability: Ability, *, about: About | None = None, part: Part | None = None, step_up: bool = False) -> Callable[[V], V]:
    """Mark a page as open to signed-in workers who hold this ability. `about` says, from the address's parts, whom a page is about whose
    address names something else than a person; nobody means that it is not there for this worker. With `step_up` they are asked again
    who they are if the last proof is older than a quarter of an hour: for access changes, and always for what leaves Kith as a file. A page of one
    `part` of the record is open to partners whose account includes it; one that names none, to every partner: it shows what they see."""

    def mark(view: V) -> V:
        proof = step_up or ability == Ability.EXPORT
        view.ability, view.about, view.step_up, view.part = ability, about, proof, part  # type: ignore[attr-defined]  # attributes on a function are the least machinery
        return view

    return mark


def page_for_anybody(view: V) -> V:
    """Mark a page as open before signing in (sign-in itself, health)."""
    view.ability, view.about = None, None  # type: ignore[attr-defined]  # as above
    return view


def whom(view: Callable[..., Any], worker: Holder, said: Mapping[str, Any]) -> list[int] | None:
    """Whom the page at this address is about; None when it is about nobody in particular."""
    about: About | None = view.about or (_the_person if "person_id" in said else None)  # type: ignore[attr-defined]  # as above
    people = about(worker, said) if about else None
    return None if people is None else list(people)
