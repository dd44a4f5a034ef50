"""What is so from today on, of several people at once, such as what a form says of them. It takes the place of what was so: that ends today, or
is struck out if it was written today. Ten facts about three children cost as many statements as one about one."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.people.commands.dated import _in_its_place, _judge_end, _tell_of_place
from kith.practice.people.commands.facts import INSTEAD as ONE_ANSWER
from kith.practice.people.commands.facts import _judge_code, _keep_columns
from kith.practice.people.commands.names import _show_current_names
from kith.practice.people.commands.network import CannotBeReachedSo, _contact_key
from kith.practice.people.commands.never_true import STRUCK, _judge, _mark_struck
from kith.practice.people.commands.persons import _judge_names
from kith.practice.people.commands.residences import INSTEAD as ONE_HOME
from kith.practice.people.commands.residences import _places, _written
from kith.practice.people.events import PersonChanged, of_row
from kith.practice.people.models import ContactPoint, Fact, Name, Person, Professional, Residence
from kith.practice.people.models.dated import Dated
from kith.practice.people.models.fact import SEVERAL_AT_ONCE
from kith.practice.people.queries import home_now, names_now, professional_now
from kith.practice.people.rules.names import tidy

CHANGED_TODAY = "Changed on the day on which it was written"
Of = tuple[int, str]  # a person, and the kind of fact or the role of a professional


class OneRefused(Refusal):
    """One of several that are kept together cannot be; `which`: its key in what was said."""

    def __init__(self, sentence: str, which: Hashable) -> None:
        super().__init__(sentence)
        self.which = which


@command
def settle_facts(*, said: Mapping[Of, Collection[str]], source: str = "", by: Worker, at: datetime) -> None:
    """Say which codes hold from today on, of kinds that may have several: what is no longer among them ends today, what is new begins."""
    people = _locked(by, {person_id for person_id, _ in said})
    kept = defaultdict(list)
    for row in Fact.objects.filter(person__in=people, kind__in={kind for _, kind in said}, struck_at=None):
        kept[row.person_id, row.kind].append(row)
    gone, new = list[Dated](), list[Fact]()
    for (person_id, kind), codes in said.items():
        with _saying_which((person_id, kind)):
            left, begun = _judge_codes(kind, codes, kept[person_id, kind], at)
        gone += left
        new += [Fact(person=people[person_id], kind=kind, code=code, **_from_today(source, by, at)) for code in begun]
    said_of_gone = _give_way(gone, by=by, at=at)
    Fact.objects.bulk_create(new)
    for fact in new:
        _keep_columns(people[fact.person_id], fact)
    announce(*said_of_gone, *(of_row(PersonChanged, fact, "fact") for fact in new), by=by, at=at)


@command
def settle_professionals(*, said: Mapping[Of, str], source: str = "", by: Worker, at: datetime) -> None:
    """Say which school, GP or other organisation people have from today on."""
    people = _locked(by, {person_id for person_id, _ in said})
    now = {role: professional_now(role, people, seen_by=by) for role in sorted({role for _, role in said})}
    gone, new = list[Dated](), list[Professional]()
    for (person_id, role), organisation in said.items():
        with _saying_which((person_id, role)):
            if not organisation.strip():
                raise CannotBeReachedSo("Enter the organisation or the professional's name.", field="organisation")
            gone += _leaving([now[role].get(person_id)], at)
        new.append(Professional(person_id=person_id, role=role, organisation=organisation.strip(), **_from_today(source, by, at)))
    _keep(new, "professional", _give_way(gone, by=by, at=at), by=by, at=at)


@command
def settle_known_as(*, said: Mapping[int, str], source: str = "", by: Worker, at: datetime) -> None:
    """Say what people like to be called from today on."""
    people = _locked(by, said)
    now = names_now(Name.Kind.KNOWN_AS, said, seen_by=by)
    gone, new = list[Dated](), list[Name]()
    for person_id, words in said.items():
        with _saying_which(person_id):
            _judge_names(tidy(words), "", "")
            gone += _leaving([now.get(person_id)], at)
        new.append(Name(person_id=person_id, kind=Name.Kind.KNOWN_AS, forenames=tidy(words), surname="", **_from_today(source, by, at)))
    told = _give_way(gone, by=by, at=at)
    Name.objects.bulk_create(new)
    _show_current_names(list(people.values()))
    announce(*told, *(of_row(PersonChanged, name, "name") for name in new), by=by, at=at)


@command
def settle_homes(*, said: Mapping[int, tuple[str, str]], source: str = "", by: Worker, at: datetime) -> None:
    """Say where people live from today on: lines and postcode. Raises OneRefused where a home from today on is not theirs to know."""
    people, today = _locked(by, said), localdate(at)
    never = {row.pk: row for row in home_now(said, seen_by=by).values() if row.starts_on == today}
    mains: dict[int, list[Residence]] = defaultdict(list)
    for row in Residence.objects.filter(person__in=people, kind=Residence.Kind.MAIN, struck_at=None).exclude(pk__in=never):
        mains[row.person_id].append(row)
    written, ended = [], list[Residence]()
    for person_id, (lines, postcode_text) in said.items():
        with _saying_which(person_id):
            written.append(_written(lines, postcode_text))
            ended += _in_its_place(mains[person_id], today, None, what="a main home", instead=ONE_HOME)
    told = _give_way(list(never.values()), by=by, at=at)
    Residence.objects.bulk_update(ended, ["ends_on", "ends_known"])
    homes = [
        Residence(person_id=person_id, place_id=place_id, kind=Residence.Kind.MAIN, **_from_today(source, by, at))
        for person_id, place_id in zip(said, _places(written), strict=True)
    ]
    _keep(homes, "address", told, by=by, at=at)
    for row in ended:
        if row.is_confidential:
            _tell_of_place(row, by=by, at=at)


@command
def give_contact_points(*, said: Mapping[int, tuple[str, str]], source: str = "", by: Worker, at: datetime) -> None:
    """Add a telephone number or e-mail address of each: kind and value. What they had before they still have."""
    _locked(by, said)
    new = list[ContactPoint]()
    for person_id, (kind, value) in said.items():
        with _saying_which(person_id):
            key = _contact_key(kind, value.strip())
        new.append(ContactPoint(person_id=person_id, kind=kind, value=value.strip()[:254], key=key, **_from_today(source, by, at)))
    _keep(new, "contact", [], by=by, at=at)


def _locked(by: Worker, ids: Iterable[int]) -> dict[int, Person]:
    """Always in one order, so that two who change the same people do not wait for each other."""
    people = sorted(set(ids))
    require(by, Ability.RECORD, about=people)
    return {person.pk: person for person in Person.objects.select_for_update().filter(pk__in=people).order_by("pk")}


@contextmanager
def _saying_which(which: Hashable) -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        raise OneRefused(str(refusal), which) from None


def _from_today(source: str, by: Worker, at: datetime) -> dict[str, Any]:
    return {"starts_on": localdate(at), "source": source, "recorded_at": at, "recorded_by": by}


def _judge_codes(kind: str, codes: Collection[str], kept: Iterable[Fact], at: datetime) -> tuple[list[Dated], list[str]]:
    """What ends, and which codes begin."""
    now, before = [row for row in kept if row.ends_on is None], [row for row in kept if row.ends_on is not None]
    held = {row.code for row in now}
    begun = [code for code in dict.fromkeys(codes) if code not in held]
    for code in begun:
        _judge_code(kind, code)
    left = _leaving([row for row in now if row.code not in codes], at)
    if begun and kind not in SEVERAL_AT_ONCE:
        _in_its_place(before, localdate(at), None, what="an answer", instead=ONE_ANSWER)
    return left, begun


def _leaving(rows: Iterable[Dated | None], at: datetime) -> list[Dated]:
    """Those there are, once it is sure that they can end today, or be struck out."""
    there = [row for row in rows if row is not None]
    for row in there:
        _judge_end(row, localdate(at))
        _judge(row, CHANGED_TODAY)
    return there


def _give_way(rows: Sequence[Any], *, by: Worker, at: datetime) -> list[PersonChanged]:
    """What was only written today never was so, and a second value cannot begin on the same day. Of one table; says what is to be announced."""
    today = localdate(at)
    never = [row for row in rows if row.starts_on == today]
    ended = [row for row in rows if row.starts_on != today]
    for row in never:
        _mark_struck(row, CHANGED_TODAY, by, at)
    for row in ended:
        row.ends_on, row.ends_known = today, "day"
    for changed, columns in ((never, STRUCK), (ended, ("ends_on", "ends_known"))):
        if changed:
            type(changed[0]).objects.bulk_update(changed, columns)
    reasons = [(row, f"never true: {CHANGED_TODAY}") for row in never] + [(row, "") for row in ended]
    return [of_row(PersonChanged, row, type(row).__name__.lower(), on=today, reason=reason) for row, reason in reasons]


def _keep(rows: Sequence[Any], what: str, told: Sequence[PersonChanged], *, by: Worker, at: datetime) -> None:
    """Written down and announced, with what gave way to it."""
    if rows:
        type(rows[0]).objects.bulk_create(rows)
    announce(*told, *(of_row(PersonChanged, row, what) for row in rows), by=by, at=at)
