"""Who somebody is, in as few queries as a list can bear."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.staff.models import Worker
from kith.practice.people.models import Alert, Person
from kith.practice.people.rules.ages import age_in_words, age_text

_CARD = ("id", "name", "born_on", "birth_known", "is_unborn", "expected_on", "died_on", "sex", "restriction")


class NoSuchPerson(Refusal):
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

    def age(self, today: date) -> str:
        return age_in_words(self.born_on, self.birth_known, today, unborn=self.is_unborn, expected=self.expected_on, died=self.died_on)

    def age_at(self, on: date) -> str:
        """How old they were at the time of something."""
        return age_text(self.born_on, on) if self.born_on else ""


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


def person(person_id: int, *, seen_by: Worker) -> Person:
    """One person. Raises NoSuchPerson."""
    require(seen_by, Ability.VIEW, about=person_id)
    found = Person.objects.filter(pk=person_id).first()
    if found is None:
        raise NoSuchPerson("There is no such record, or it is not open to you. Use the search box to find the person.")
    return found


def anybody_known(*, seen_by: Worker) -> bool:
    """Whether there is any record at all."""
    require(seen_by, Ability.SEARCH)
    return Person.objects.exists()


def person_cards(ids: Iterable[int], *, seen_by: Worker) -> dict[int, PersonCard]:
    """Cards of several people, by id."""
    require(seen_by, Ability.SEARCH)
    return {row["id"]: PersonCard(**row) for row in Person.objects.filter(pk__in=list(ids)).values(*_CARD)}


def card_of(person_id: int, *, seen_by: Worker) -> PersonCard:
    """One card. Raises NoSuchPerson."""
    found = person_cards([person_id], seen_by=seen_by).get(person_id)
    if found is None:
        raise NoSuchPerson("There is no such record, or it is not open to you. Use the search box to find the person.")
    return found


def alerts_of(ids: Iterable[int], *, seen_by: Worker) -> dict[int, list[AlertView]]:
    """Current alerts of several people, by person."""
    require(seen_by, Ability.SEARCH)
    found: dict[int, list[AlertView]] = defaultdict(list)
    for alert in Alert.objects.filter(person_id__in=list(ids), ends_on=None).order_by("-is_risk_to_workers", "starts_on"):
        word = Alert.Kind(alert.kind).label
        view = AlertView(alert.pk, word, alert.reason, alert.starts_on, alert.review_on, alert.get_told_display(), alert.is_risk_to_workers)
        found[alert.person_id].append(view)
    return found
