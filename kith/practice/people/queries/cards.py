"""Who somebody is, in as few queries as a list can bear."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from kith.foundations.access.queries import has_part, open_ids, require
from kith.foundations.access.rules import Ability, NotThere, Part, RecordShut, Standing
from kith.foundations.staff.models import Worker
from kith.practice.people.models import Alert, Person
from kith.practice.people.rules.ages import age_in_words, age_text, birth_in_words
from kith.practice.people.rules.names import filed_under

# What a list shows of a person, and whether their record is open to the worker. Whom she may not know of is left out: `worker` is asked about.
CARD_COLUMNS = """p.id, p.name, p.born_on, p.birth_known, p.is_unborn, p.expected_on, p.died_on, p.sex, p.restriction,
    access_sees(%(worker)s, p.id), coalesce(access_contact(p.id), '')"""
KNOWN = "access_knows(%(worker)s, p.id)"
CARD_WIDTH = 11
ALERTS_JSON = """(select coalesce(json_agg(json_build_array(a.id, a.kind, a.reason, a.starts_on, a.review_on, a.told, a.is_risk_to_workers)
    order by a.is_risk_to_workers desc, a.starts_on), '[]') from people_alert a where a.person_id = p.id and a.ends_on is null)"""
_CARDS = f"select {CARD_COLUMNS} from people_person p where p.id = any(%(ids)s) and {KNOWN}"  # noqa: S608 - fixed text of ours
_WITH_ALERTS = f"select {CARD_COLUMNS}, {ALERTS_JSON} from people_person p where p.id = any(%(ids)s) and {KNOWN}"  # noqa: S608 - the same
_ALERTS = """
    select person_id, id, kind, reason, starts_on, review_on, told, is_risk_to_workers from people_alert
    where person_id = any(%s) and ends_on is null order by is_risk_to_workers desc, starts_on, id
"""
_STANDINGS = """
    select p.id, access_sees(%(worker)s, p.id), access_is_granted(%(worker)s, p.id), coalesce(access_contact(p.id), ''),
           coalesce(access_reason_given(%(worker)s, p.id), '')
    from people_person p where p.id = any(%(ids)s) and access_knows(%(worker)s, p.id)
"""


class NoSuchPerson(NotThere):
    """Nobody of that number, or nobody whom this worker may see: the two look the same."""


@dataclass(frozen=True)
class PersonCard:
    """A person as a list shows them."""

    id: int
    name: str
    born_on: date | None
    birth_known: str
    is_unborn: bool
    expected_on: date | None
    died_on: date | None
    sex: str
    restriction: str
    is_open: bool = True
    contact: str = ""  # whom to ring about a record that is shut to the worker

    @classmethod
    def of(cls, row: Sequence[Any]) -> "PersonCard":
        """From a row that begins with CARD_COLUMNS. Of a record that is shut to the worker only the name is told, and whom to ring."""
        told = cls(*row[:CARD_WIDTH])
        if told.is_open:
            return told
        return cls(
            told.id, told.name, None, Person.BirthKnown.UNKNOWN, is_unborn=False, expected_on=None, died_on=None, sex="U",
            restriction=Person.Restriction.LOCKED, is_open=False, contact=told.contact,
        )  # fmt: skip

    @classmethod
    def of_json(cls, row: Sequence[Any]) -> "PersonCard":
        """From CARD_COLUMNS in a row of JSON, which has its dates as text."""
        born, expected, died = (date.fromisoformat(row[at]) if row[at] else None for at in (2, 5, 6))
        return cls.of([*row[:2], born, *row[3:5], expected, died, *row[7:]])

    def age(self, today: date) -> str:
        if not self.is_open:
            return "restricted record"
        return age_in_words(self.born_on, self.birth_known, today, unborn=self.is_unborn, expected=self.expected_on, died=self.died_on)

    @property
    def filed_under(self) -> tuple[str, str]:
        """What lists are sorted by: surname, then forenames."""
        return filed_under(self.name)

    @property
    def birth(self) -> str:
        """The date of birth as far as it is known, in words."""
        return birth_in_words(self.born_on, self.birth_known)

    def age_at(self, on: date) -> str:
        """How old they were at the time of something."""
        if not self.born_on:
            return ""
        return ("" if self.birth_known == Person.BirthKnown.EXACT else "about ") + age_text(self.born_on, on)


@dataclass(frozen=True)
class AlertView:
    """A current warning."""

    id: int
    word: str
    reason: str
    starts_on: date | None
    review_on: date
    told: str
    is_risk_to_workers: bool

    @classmethod
    def of(
        cls, id_: int, kind: str, reason: str, starts_on: str | None, review_on: str, told: str, is_risk_to_workers: bool  # noqa: FBT001 - a row of JSON
    ) -> "AlertView":  # fmt: skip
        """From a row of ALERTS_JSON."""
        since = date.fromisoformat(starts_on) if starts_on else None
        return cls(id_, Alert.Kind(kind).label, reason, since, date.fromisoformat(review_on), Alert.Told(told).label, is_risk_to_workers)

    def is_overdue(self, today: date) -> bool:
        return self.review_on < today


@dataclass(frozen=True)
class AddressView:
    """Where somebody lives now."""

    text: str
    postcode: str
    place_id: int
    kind: str
    since: date | None
    is_confidential: bool
    kept_from: list[str]  # names of those who must not know it, of those whom the worker may know of


def standings(ids: Iterable[int], *, seen_by: Worker) -> dict[int, Standing]:
    """How the worker stands to each of these people; whom she may not know of, and who is not there, is left out alike."""
    require(seen_by, Ability.SIGNED_IN)
    with connection.cursor() as cursor:
        cursor.execute(_STANDINGS, {"worker": seen_by.pk, "ids": list(ids)})
        found = {row[0]: Standing(*row) for row in cursor.fetchall()}
    seen_by.known.update({person_id: standing.sees for person_id, standing in found.items()})
    return found


def anybody_known(*, seen_by: Worker) -> bool:
    """Whether there is any record at all."""
    require(seen_by, Ability.SEARCH)
    return Person.objects.exists()


def person_cards(ids: Iterable[int], *, seen_by: Worker) -> dict[int, PersonCard]:
    """Cards of several people, by id; whom the worker may not know of is left out."""
    require(seen_by, Ability.SIGNED_IN)
    with connection.cursor() as cursor:
        cursor.execute(_CARDS, {"worker": seen_by.pk, "ids": list(ids)})
        return {row[0]: PersonCard.of(row) for row in cursor.fetchall()}


def cards_with_alerts(ids: Iterable[int], *, seen_by: Worker) -> dict[int, tuple[PersonCard, list[AlertView]]]:
    """Cards with current alerts, by id, in one statement; whom the worker may not know of is left out."""
    require(seen_by, Ability.SIGNED_IN)
    with connection.cursor() as cursor:
        cursor.execute(_WITH_ALERTS, {"worker": seen_by.pk, "ids": list(ids)})
        found = [(PersonCard.of(row), row[CARD_WIDTH]) for row in cursor.fetchall()]
    tells = has_part(seen_by, Part.ALERTS)
    return {card.id: (card, [AlertView.of(*alert) for alert in alerts] if tells and card.is_open else []) for card, alerts in found}


def card_of(person_id: int, *, seen_by: Worker) -> PersonCard:
    """One card. Raises NoSuchPerson."""
    found = person_cards([person_id], seen_by=seen_by).get(person_id)
    if found is None:
        raise NoSuchPerson
    if not found.is_open:
        raise RecordShut(person_id, found.contact)
    return found


def alerts_of(ids: Iterable[int], *, seen_by: Worker) -> dict[int, list[AlertView]]:
    """Current alerts of several people, by person."""
    require(seen_by, Ability.SEARCH)
    found: dict[int, list[AlertView]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_ALERTS, [list(open_ids(ids, seen_by=seen_by, part=Part.ALERTS))])
        for person_id, id_, kind, reason, starts_on, review_on, told, is_risk in cursor.fetchall():
            word, was_told = Alert.Kind(kind).label, Alert.Told(told).label
            found[person_id].append(AlertView(id_, word, reason, starts_on, review_on, was_told, is_risk))
    return found
