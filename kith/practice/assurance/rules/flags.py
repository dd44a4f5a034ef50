"""Which looks are worth a question. A flag accuses nobody: most have a good reason, and somebody else asks for it."""

import re
import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

from kith.practice.people.rules.names import filed_under

MANY, WITHIN = 40, timedelta(hours=1)  # different records that one worker opens: beyond a full duty day's pace
SOON = timedelta(minutes=30)  # after a restricted record was refused
SHORTEST_PART = 3  # letters of a part of a double-barrelled surname that counts by itself


class Rule(StrEnum):
    """Why a look is worth a question."""

    SURNAME = "surname"
    ADDRESS = "address"
    COLLEAGUE = "colleague"
    RELATIVE = "relative"
    REFUSED = "refused"
    MANY = "many"
    PROFILE = "profile"


# (as a heading, as what happened), without blame.
WORDS: dict[Rule, tuple[str, str]] = {
    Rule.SURNAME: ("Own surname", "looked up somebody with the same surname"),
    Rule.ADDRESS: ("Own address", "looked up somebody at the address where they live"),
    Rule.COLLEAGUE: ("A colleague", "looked up somebody who is a colleague, or has a colleague's name"),
    Rule.RELATIVE: ("A colleague's family", "looked up somebody of a colleague's family"),
    Rule.REFUSED: ("After a restricted record", "opened a record outside their own work soon after a restricted one was not open to them"),
    Rule.MANY: ("Many records", f"opened more than {MANY} people's records within an hour"),
    Rule.PROFILE: ("High profile", "looked up somebody whose record is marked as high profile"),
}


@dataclass(frozen=True)
class Seen:
    """A look (`person_id`) or a search (`words`) that stands on the ledger."""

    id: int
    at: datetime
    worker_id: int
    person_id: int | None = None
    words: str = ""
    has_business: bool = False  # with this person: allocated, or granted otherwise
    was_opened: bool = True  # or was refused, because the record is restricted


@dataclass(frozen=True)
class Looker:
    """What is known of a worker: the name, the normalised home address and postcode if told."""

    name: str
    home: str = ""
    postcode: str = ""
    is_on_duty: bool = False


@dataclass(frozen=True)
class Person:
    """What is known of somebody who was looked at. Names: (forenames, surname); homes: normalised addresses; `is_worker`, `near_workers`:
    numbers of the workers who they are, or to whose families they belong."""

    names: tuple[tuple[str, str], ...] = ()
    homes: frozenset[str] = frozenset()
    is_high_profile: bool = False
    is_worker: frozenset[int] = frozenset()
    near_workers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Around:
    """What the rules ask beside the looks themselves. `colleagues`: worker's number -> name; `famous`: person's number -> names;
    `refused`: worker -> when a restricted record was not open; `opened`: worker -> (when, whom), from an hour before."""

    lookers: Mapping[int, Looker]
    people: Mapping[int, Person]
    colleagues: Mapping[int, str] = field(default_factory=dict)
    famous: Mapping[int, Sequence[tuple[str, str]]] = field(default_factory=dict)
    refused: Mapping[int, Sequence[tuple[datetime, int | None]]] = field(default_factory=dict)
    opened: Mapping[int, Sequence[tuple[datetime, int]]] = field(default_factory=dict)

    @cached_property
    def whole_names(self) -> Mapping[frozenset[str], frozenset[int]]:
        """The colleagues who bear a whole name, by its words: taken apart once, not again for each look."""
        found: dict[frozenset[str], frozenset[int]] = defaultdict(frozenset)
        for number, name in self.colleagues.items():
            if len(parts(name)) > 1:
                found[frozenset(parts(name))] |= {number}
        return found


@dataclass(frozen=True)
class Finding:
    """A worker and a rule, about somebody or nobody in particular, and the look that made it."""

    rule: Rule
    worker_id: int
    person_id: int | None
    at: datetime


def worth_asking(seen: Iterable[Seen], around: Around) -> list[Finding]:
    """Everything in these looks and searches that is worth a question."""
    found = [finding for each in seen if each.worker_id in around.lookers for finding in _of(each, around)]
    many = {worker_id: beyond(opened) for worker_id, opened in around.opened.items() if worker_id in around.lookers}
    return found + [Finding(Rule.MANY, worker_id, None, at) for worker_id, at in many.items() if at]


def _of(each: Seen, around: Around) -> list[Finding]:
    looker = around.lookers[each.worker_id]
    if each.person_id is None:
        return [Finding(rule, each.worker_id, person, each.at) for rule, person in _searched(each, looker, around)]
    person = around.people.get(each.person_id, Person())
    asked = {
        Rule.SURNAME: not each.has_business and shares_surname(looker.name, [surname for _, surname in person.names]),
        Rule.ADDRESS: bool(looker.home) and looker.home in person.homes,
        Rule.COLLEAGUE: not each.has_business and is_colleague(each.worker_id, person, around.whole_names),
        Rule.RELATIVE: not each.has_business and bool(person.near_workers - {each.worker_id}),
        Rule.REFUSED: each.was_opened
        and not (each.has_business or looker.is_on_duty)
        and soon_after(each.at, around.refused.get(each.worker_id, ()), but=each.person_id),
        Rule.PROFILE: not each.has_business and person.is_high_profile,
    }
    return [Finding(rule, each.worker_id, each.person_id, each.at) for rule, holds in asked.items() if holds]


def _searched(each: Seen, looker: Looker, around: Around) -> list[tuple[Rule, int | None]]:
    words = set(parts(each.words))
    found: list[tuple[Rule, int | None]] = []
    if words & surnames(looker.name):
        found.append((Rule.SURNAME, None))
    if looker.postcode and looker.postcode in re.sub(r"[^a-z0-9]", "", each.words.casefold()):
        found.append((Rule.ADDRESS, None))
    if any(name <= words and numbers - {each.worker_id} for name, numbers in around.whole_names.items()):
        found.append((Rule.COLLEAGUE, None))
    famous = [number for number, names in around.famous.items() if any(_named(f"{first} {last}", words) for first, last in names)]
    return found + [(Rule.PROFILE, number) for number in famous]


def shares_surname(worker_name: str, names: Iterable[str]) -> bool:
    """Whether one of the surnames, or a part of a double-barrelled one, is the worker's."""
    own = surnames(worker_name)
    return any(own & _barrels(name) for name in names)


def surnames(worker_name: str) -> frozenset[str]:
    """A worker's surname, and the parts of a double-barrelled one."""
    return _barrels(filed_under(worker_name)[0])


def is_colleague(worker_id: int, person: Person, whole_names: Mapping[frozenset[str], frozenset[int]]) -> bool:
    """Somebody who is known to be another worker, or bears another worker's whole name."""
    if person.is_worker - {worker_id}:
        return True
    return any(whole_names.get(frozenset(parts(f"{first} {last}")), frozenset()) - {worker_id} for first, last in person.names)


def soon_after(at: datetime, refused: Iterable[tuple[datetime, int | None]], *, but: int) -> bool:
    """Whether somebody else's restricted record was refused in the half hour before."""
    return any(timedelta(0) <= at - when <= SOON and whom != but for when, whom in refused)


def beyond(opened: Iterable[tuple[datetime, int]]) -> datetime | None:
    """When more than so many different people's records had been opened within an hour, if ever."""
    window, inside = deque[tuple[datetime, int]](), Counter[int]()
    for at, person_id in sorted(opened):
        window.append((at, person_id))
        inside[person_id] += 1
        while at - window[0][0] > WITHIN:
            _, left = window.popleft()
            inside[left] -= 1
            if not inside[left]:
                del inside[left]
        if len(inside) > MANY:
            return at
    return None


def parts(words: str) -> tuple[str, ...]:
    """Words without accents, capitals, apostrophes or marks."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", words) if not unicodedata.combining(char))
    return tuple(re.findall(r"\w+", re.sub(r"['’]", "", plain).casefold()))


def _barrels(surname: str) -> frozenset[str]:
    found = parts(surname)
    several = {one for one in found if len(one) >= SHORTEST_PART} if "-" in surname else set()
    return frozenset({" ".join(found), *several} - {""})


def _named(name: str, words: set[str]) -> bool:
    """Whether all words of a whole name were typed."""
    whole = set(parts(name))
    return len(whole) > 1 and whole <= words
