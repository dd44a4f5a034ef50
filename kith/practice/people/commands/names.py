"""Names are given and kept."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils.timezone import localdate

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.people.commands.dated import _judge_start, _make_room
from kith.practice.people.commands.persons import _judge_names, _shown_name
from kith.practice.people.events import PersonChanged, of_row
from kith.practice.people.models import Name, Person
from kith.practice.people.rules.names import tidy


@command
def give_name(
    *, person_id: int, kind: str, forenames: str, surname: str, starts_on: date | None, starts_known: str = "day", source: str = "",
    by: Worker, at: datetime,
) -> Name:  # fmt: skip
    """Add a name. A new legal name ends the one before; every name stays findable."""
    require(by, Ability.RECORD, about=person_id)
    person = Person.objects.select_for_update().get(pk=person_id)
    forenames, surname = tidy(forenames), tidy(surname)
    _judge_names(forenames, surname, "")
    _judge_start(starts_on, localdate(at))
    if kind == Name.Kind.LEGAL:
        legal = Name.objects.filter(person=person, kind=Name.Kind.LEGAL, struck_at=None)
        _make_room(
            legal,
            starts_on,
            None,
            known=starts_known,
            what="a legal name",
            instead="Say from when the new name holds, or add this one as a former name.",
        )
    name = Name.objects.create(
        person=person, kind=kind, forenames=forenames, surname=surname, starts_on=starts_on, starts_known=starts_known, source=source,
        recorded_at=at, recorded_by=by,
    )  # fmt: skip
    _show_current_names([person])
    announce(of_row(PersonChanged, name, "name"), by=by, at=at)
    return name


def _show_current_names(people: Collection[Person]) -> None:
    current = {(name.person_id, name.kind): name for name in Name.objects.filter(person__in=people, ends_on=None).order_by("starts_on", "id")}
    shown = [person for person in people if (person.pk, Name.Kind.LEGAL) in current]
    for person in shown:
        legal, known_as = current[person.pk, Name.Kind.LEGAL], current.get((person.pk, Name.Kind.KNOWN_AS))
        person.name = _shown_name(legal.forenames, legal.surname, known_as.full if known_as else "")
    Person.objects.bulk_update(shown, ["name"])
