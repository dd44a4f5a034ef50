"""Who poses a risk to somebody: at the same address, in the family, or around those who are; now or in the past."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from kith.foundations.access.queries import has_part, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.staff.models import Worker
from kith.practice.people.models.alert import DANGERS_TO_OTHERS
from kith.practice.people.queries.cards import ALERTS_JSON, CARD_COLUMNS, CARD_WIDTH, AlertView, PersonCard
from kith.practice.people.rules.relationships import inverse_of, word_for

UNRELATED = "relationship not recorded"
# Ties and alerts of those whom the worker may know of: a function of the database, so that each tie is read once.
_TIES = "tie.at_home, tie.kind, tie.forward, tie.ended, tie.anchor_id, anchor.name, endangered.name"
_AROUND = f"people_risks_around(%(person)s, %(besides)s, array{list(DANGERS_TO_OTHERS)}, %(worker)s)"
_NAMED = """tie join people_person p on p.id = tie.person_id and access_knows(%(worker)s, p.id)
    left join people_person anchor on anchor.id = tie.anchor_id and access_knows(%(worker)s, anchor.id)
    left join people_person endangered on endangered.id = tie.risk_to_id and access_knows(%(worker)s, endangered.id)"""
_RISKS = f"""
    select {CARD_COLUMNS}, {ALERTS_JSON}, {_TIES} from {_AROUND} {_NAMED}
"""  # noqa: S608 - fixed text of ours
_OF_SEVERAL = f"""
    select asked.id, {CARD_COLUMNS}, {ALERTS_JSON}, {_TIES} from unnest(%(people)s::bigint[]) with ordinality asked(id, place)
    cross join lateral people_risks_around(asked.id, array[]::bigint[], array{list(DANGERS_TO_OTHERS)}, %(worker)s) {_NAMED}
    order by asked.place
"""  # noqa: S608 - as above
# The same as one column, for the top of a record: rows of a card and what follows it.
RISKS_JSON = f"""(select coalesce(json_agg(json_build_array(json_build_array({CARD_COLUMNS}), json_build_array({ALERTS_JSON}, {_TIES}))), '[]')
    from {_AROUND} {_NAMED})"""  # noqa: S608 - as above


@dataclass(frozen=True)
class RiskNearby:
    """Somebody who poses a risk: `word` says what they are, or were, to whom."""

    card: PersonCard
    alerts: list[AlertView]
    word: str
    at_home: bool
    risk_to: str  # whom they are recorded as a risk to, of the household

    @classmethod
    def of(cls, card: PersonCard, more: Iterable[Any], person_id: int) -> "RiskNearby":
        """From the columns after the card."""
        alerts, at_home, kind, forward, ended, anchor, anchor_name, risk_to = more
        word = ""
        if kind:
            word = ("formerly " if ended else "") + word_for(kind if forward else inverse_of(kind), card.sex)
            word += "" if anchor == person_id else f" of {anchor_name}"
        told = [AlertView.of(*alert) for alert in alerts] if card.is_open else []
        return cls(card, told, word or UNRELATED, at_home, risk_to or "")


def risks_nearby(person_id: int, *, around: Iterable[int] = (), seen_by: Worker) -> list[RiskNearby]:
    """Whoever is a danger to others, at the person's address or in the family, also former partners; at most twenty. `around`: of whom the page
    tells already, so that they are left out."""
    require(seen_by, Ability.VIEW, about=person_id)
    with connection.cursor() as cursor:
        cursor.execute(_RISKS, {"person": person_id, "besides": [person_id, *around], "worker": seen_by.pk})
        return _in_parts([RiskNearby.of(PersonCard.of(row), row[CARD_WIDTH:], person_id) for row in cursor.fetchall()], seen_by)


def risks_near_several(ids: Iterable[int], *, seen_by: Worker) -> list[RiskNearby]:
    """The same around several people, such as those whom a visit is to: each who poses a risk once, as nearest to the first of them."""
    require(seen_by, Ability.VIEW)
    with connection.cursor() as cursor:
        cursor.execute(_OF_SEVERAL, {"people": list(ids), "worker": seen_by.pk})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    found: dict[int, RiskNearby] = {}
    for asked, *row in rows:
        found.setdefault(row[0], RiskNearby.of(PersonCard.of(row), row[CARD_WIDTH:], asked))
    return _in_parts(list(found.values()), seen_by)


def _in_parts(risks: list[RiskNearby], seen_by: Worker) -> list[RiskNearby]:
    """That somebody is a danger is told by alerts; that they live there, by addresses."""
    if not has_part(seen_by, Part.ALERTS):
        return []
    return risks if has_part(seen_by, Part.ADDRESSES) else [replace(one, at_home=False) for one in risks if one.word != UNRELATED]
