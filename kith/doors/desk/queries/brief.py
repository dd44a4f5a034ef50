"""The brief: what a worker who knows nothing of the family needs at the door at night, on one page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kith.doors.desk.queries.header import Header
from kith.doors.desk.queries.summary import Around, Member, around
from kith.foundations.access.rules import Part
from kith.foundations.clocks.moments import said_day
from kith.foundations.staff.models import Team, Worker
from kith.practice.pathways.queries import Underway
from kith.practice.people.queries import AddressView, AlertView, Number, Reach, reach_of
from kith.practice.people.rules.ages import years_between
from kith.practice.people.rules.relationships import SIBLINGS
from kith.practice.recording.queries import NotSeen, not_seen_since
from kith.practice.work.queries import emergency_duty


@dataclass(frozen=True)
class Risk:
    """A warning, whom it is about, and what they are to the person."""

    person_id: int
    name: str
    word: str
    alert: AlertView


@dataclass(frozen=True)
class Call:
    """Somebody to call. `numbers` may be empty: that none is known is worth knowing, unless they are not shown."""

    name: str
    word: str
    numbers: list[Number]
    is_shut: bool = False


@dataclass(frozen=True)
class Vehicle:
    """A vehicle and whose it is."""

    name: str
    words: str


@dataclass(frozen=True)
class Standing:
    """What is in force for a person, in words; no words where nothing is recorded."""

    label: str
    words: str


@dataclass(frozen=True)
class Brief:
    """The page, section by section."""

    around: Around
    not_seen: list[NotSeen]
    risks: list[Risk]
    calls: list[Call]
    homes: list[AddressView]
    elsewhere: dict[int, str]
    needs: list[tuple[str, list[str]]]
    vehicles: list[Vehicle]
    standing: list[Standing]


def brief_of(person_id: int, *, header: Header, seen_by: Worker, today: date) -> Brief:
    """Five statements, however many people."""
    near = around(person_id, seen_by=seen_by, today=today)
    ids = [member.near.card.id for member in near.everybody]
    reach = reach_of([person_id, *ids], on_record_of=person_id, seen_by=seen_by)
    name = header.banner.card.name
    risks = [Risk(person_id, name, "", alert) for alert in header.banner.alerts]
    ties = {one.card.id: one.word for one in header.banner.risks}  # also to others of the household
    risks += [
        Risk(one.near.card.id, one.near.card.name, one.near.word if one.near.kind else ties.get(one.near.card.id, one.near.word), alert)
        for one in near.everybody
        for alert in one.near.alerts
    ]
    risks += [
        Risk(one.card.id, one.card.name, one.word, alert) for one in header.banner.risks if one.card.id not in ids for alert in one.alerts
    ]
    everybody = [(person_id, name), *((member.near.card.id, member.near.card.name) for member in near.everybody)]
    return Brief(
        around=near,
        not_seen=not_seen_since(person_id, seen_by=seen_by),
        risks=sorted(risks, key=lambda risk: not risk.alert.is_risk_to_workers),
        calls=[*_workers(header, emergency_duty(seen_by=seen_by)), *_professionals(reach[person_id]), *_carers(near, reach, today)],
        homes=reach[person_id].homes,
        elsewhere={member.near.card.id: _address(member, reach[member.near.card.id]) for member in near.others},
        needs=[(who, reach[id_].needs) for id_, who in everybody if reach[id_].needs],
        vehicles=[Vehicle(who, words) for id_, who in everybody for words in reach[id_].vehicles],
        standing=_standing(header.underway),
    )


def _standing(underway: Underway) -> list[Standing]:
    """Legal status, which no room records yet (so the brief says whom to ask), and the plans in force."""
    plans = [f"{title}, since {said_day(since)}" for title, since in underway.plans]
    return [Standing("Legal status", ""), Standing("Plan", "; ".join(plans))]


def _workers(header: Header, emergency: list[Team]) -> Iterator[Call]:
    for held in header.allocations:
        if held.left_on:
            yield Call(held.answers, f"answers since {held.worker_name} left", _office(held.answers_on))
        elif held.worker_name:
            yield Call(held.worker_name, held.role_word, _office(held.worker_phone))
        if held.cover_name and held.cover_until and not held.left_on:
            until = f"{held.cover_until.day} {held.cover_until:%B %Y}"
            yield Call(held.cover_name, f"covers for {held.worker_name} until {until}", _office(held.duty_phone))
        yield Call(held.team_name, "team on duty", _office(held.duty_phone or held.team_phone))
    if not header.allocations and Part.INVOLVED in header.shows:
        yield Call("Nobody is allocated", "call the team on duty", [])
    yield from (Call(team.name, "at night and at weekends", _office(team.duty_phone or team.phone)) for team in emergency)
    if not emergency:
        yield Call("Emergency duty team", "not among Kith's teams: ask your administrator to add it", [])


def _office(phone: str) -> list[Number]:
    return [Number(phone, "", "", None, "")] if phone else []


def _professionals(reach: Reach) -> Iterator[Call]:
    yield from (Call(one.who, one.role, _office(one.phone)) for one in reach.professionals)


def _carers(near: Around, reach: dict[int, Reach], today: date) -> Iterator[Call]:
    """Adults of the household, and whoever holds parental responsibility elsewhere."""
    for member in near.everybody:
        if member.near.card.died_on is None and (member.near.has_pr or (member.near.in_household and _is_adult(member, today))):
            yield Call(member.near.card.name, member.near.word, reach[member.near.card.id].numbers, is_shut=not member.near.card.is_open)


def _is_adult(member: Member, today: date) -> bool:
    """Somebody whose age is not known may well be one; of a restricted record, unless they are there as a child is."""
    card = member.near.card
    if not card.is_open:
        return member.near.kind not in (*SIBLINGS, "child")
    return not card.is_unborn and (card.born_on is None or years_between(card.born_on, today) >= 18)


def _address(member: Member, reach: Reach) -> str:
    """Where somebody of the family lives; a confidential address does not go onto another person's brief."""
    if not member.near.card.is_open:
        return "where they live is restricted"
    if not reach.homes:
        return ""
    home = reach.homes[0]
    return "address confidential: open their own record" if home.is_confidential else home.text
