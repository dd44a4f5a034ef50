"""Restricted records of the synthetic council: one of each kind that a council has, so that what they hide can be tried. The same for the same seed."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils.timezone import localdate

from kith.foundations.access.commands import break_glass, declare_conflict, open_partnership, restrict
from kith.foundations.access.rules import Part, Role
from kith.foundations.staff.commands import add_worker
from kith.foundations.staff.models import Worker
from kith.practice.people.commands import move_to, register_adopted
from kith.practice.people.queries import circles_of
from kith.practice.recording.commands import finish_entry, save_draft, start_draft

PARTNER = ("Hana Begum", "hana@demo.example", "partner", "school nurse: one family, until its day")
DUTY_LINE = "Ring the Emergency Duty manager, 01632 960117"

# Candidates, the lowest number first.
_CHILDREN = """
    select p.id from people_person p join work_allocation a on a.person_id = p.id and a.ends_on is null and a.role = 'lead'
    where a.worker_id = %(worker)s and p.died_on is null and not p.is_unborn and p.birth_known = 'exact'
      and p.born_on between %(eldest)s and %(youngest)s order by p.id
"""
_ADULTS = """
    select p.id from people_person p where p.died_on is null and p.born_on between %(eldest)s and %(youngest)s
      and not exists (select from work_allocation a where a.person_id = p.id and a.worker_id = any(%(not_of)s)) order by p.id limit 400
"""
_COUPLES = """
    select w.id, m.id from people_relationship r join people_person w on w.id in (r.person_id, r.other_id) and w.sex = 'F' and w.died_on is null
    join people_person m on m.id in (r.person_id, r.other_id) and m.sex = 'M' and m.died_on is null
    where r.kind in ('married', 'partner', 'ex_partner') and r.ends_on is null order by w.id, m.id limit 400
"""
_POSTCODE = "select postcode from people_place where postcode <> '' order by id limit 1"
_NAME = "select name from people_person where id = %(person)s"


@dataclass(frozen=True)
class Cast:
    """Who of the synthetic workers acts here."""

    amina: Worker
    ben: Worker
    cerys: Worker
    dev: Worker
    eve: Worker
    ada: Worker


@dataclass
class Drawing:
    """Draws people; nobody twice, so that no two restrictions meet in one story."""

    rng: random.Random
    cast: Cast
    today: date
    machine: Worker
    at: datetime
    password: str  # the partner's
    taken: set[int]

    def child(self, of: Worker, *, youngest: int = 0, eldest: int = 16) -> int | None:
        """A child of these ages whose lead is this worker."""
        said = {"worker": of.pk, "eldest": self._years_ago(eldest), "youngest": self._years_ago(youngest)}
        return self._draw([person for (person,) in _asked(_CHILDREN, said)])

    def adult(self) -> int | None:
        said = {"eldest": self._years_ago(60), "youngest": self._years_ago(25), "not_of": [self.cast.amina.pk, self.cast.cerys.pk]}
        return self._draw([person for (person,) in _asked(_ADULTS, said)])

    def couple(self) -> tuple[int, int] | None:
        pairs = [pair for pair in _asked(_COUPLES, {}) if not self.taken & set(pair)]
        drawn = self.rng.choice(pairs) if pairs else None
        self.taken |= set(drawn or ())
        return (drawn[0], drawn[1]) if drawn else None

    def family_of(self, child: int) -> list[int]:
        """The child first, then those around who are in no other story."""
        around = sorted(circles_of([child], seen_by=self.machine)[child] - self.taken - {child})[:4]
        self.taken |= set(around)
        return [child, *around]

    def _draw(self, found: list[int]) -> int | None:
        free = [person for person in found if person not in self.taken]
        drawn = self.rng.choice(free) if free else None
        self.taken |= {drawn} if drawn else set()
        return drawn

    def _years_ago(self, years: int) -> date:
        return self.today - timedelta(days=round(365.25 * years) + 1)


def restrict_some(seed: int, *, password: str, by: Worker, at: datetime) -> list[str]:
    """Make them; what is said of each is printed with who signs in. A council too small for one of them does without it."""
    found = {first: Worker.objects.get(email=f"{first}@demo.example") for first in ("amina", "ben", "cerys", "dev", "eve", "ada")}
    drawing = Drawing(random.Random(f"{seed} restricted"), Cast(**found), localdate(at), by, at, password, set())
    return [line for story in STORIES for line in story(drawing)]


def _staff_relatives(drawing: Drawing) -> Iterator[str]:
    cast = drawing.cast
    for keeper, relation, level in ((cast.amina, "nephew or niece of a worker of the Front door", "hidden"), (cast.cerys, "child of a worker", "locked")):
        if child := drawing.child(keeper):
            restrict(
                person_id=child, kind="staff", level=level, reason=f"The {relation}", contact=DUTY_LINE if level == "locked" else "",
                workers=[keeper.pk], by=cast.ben, at=drawing.at,
            )  # fmt: skip
            others = "Cerys and Ben find nobody" if level == "hidden" else "Amina sees the name and whom to ring"
            yield f"{_name(child)}: a worker's relative, {level}. {_first(keeper)} is let in; {others}"


def _high_profile(drawing: Drawing) -> Iterator[str]:
    if not (child := drawing.child(drawing.cast.amina)):
        return
    family = drawing.family_of(child)
    for person in family:
        restrict(
            person_id=person, kind="profile", level="locked", reason="The parents are in the news", contact="Ring Ben Hartley, North safeguarding",
            workers=[drawing.cast.amina.pk, drawing.cast.ben.pk], review_on=drawing.today + timedelta(days=90), by=drawing.cast.ben, at=drawing.at,
        )  # fmt: skip
    yield f"{_name(child)} and {len(family) - 1} of the family: high profile, locked. Amina and Ben are let in"


def _allegation(drawing: Drawing) -> Iterator[str]:
    if not (adult := drawing.adult()):
        return
    restrict(
        person_id=adult, kind="allegation", level="locked", reason="Allegation against a teacher, to be looked into", by=drawing.cast.ben, at=drawing.at,
        contact="Ring the designated officer for allegations, 01632 960118", workers=[drawing.cast.ben.pk],
    )  # fmt: skip
    yield f"{_name(adult)}: an allegation against a professional, locked. Ben is let in"


def _refuge(drawing: Drawing) -> Iterator[str]:
    pair, postcodes = drawing.couple(), _asked(_POSTCODE, {})
    if not pair or not postcodes:
        return
    woman, man = pair
    move_to(
        person_id=woman, lines="Flat 3, 12 Harbour Row", postcode_text=postcodes[0][0], starts_on=drawing.today - timedelta(days=20), is_confidential=True,
        kept_from_ids=[man], by=drawing.machine, at=drawing.at,
    )  # fmt: skip
    yield f"{_name(woman)}: lives in a refuge. On the record of {_name(man)}, in his letters and in the family's picture there is no address of hers"


def _adoption(drawing: Drawing) -> Iterator[str]:
    cast = drawing.cast
    if not (child := drawing.child(cast.amina, youngest=1, eldest=9)):
        return
    before, ordered = _name(child), drawing.today - timedelta(days=40)
    after = register_adopted(
        person_id=child, forenames="Robin", surname="Applegarth", adopted_on=ordered, reason="Adoption order", contact="Ring the adoption team, 01632 960119",
        workers=[cast.amina.pk], by=cast.ben, at=drawing.at,
    )  # fmt: skip
    _write_settling_in(after.pk, drawing)
    yield f"{before}: adopted since, sealed. Amina is let in and sees that Robin Applegarth is the same child; nobody else does, duty and auditors neither"


def _write_settling_in(person_id: int, drawing: Drawing) -> None:
    draft = start_draft(kind="note", person_ids=[person_id], by=drawing.cast.cerys, at=drawing.at)
    text = ["Settled in well. The family asks for nothing at present; the next visit is in a month."]
    save_draft(draft_id=draft.pk, fields={"text": text}, revision=1, by=drawing.cast.cerys, at=drawing.at)
    finish_entry(draft_id=draft.pk, by=drawing.cast.cerys, at=drawing.at)


def _conflict(drawing: Drawing) -> Iterator[str]:
    if child := drawing.child(drawing.cast.amina):
        declare_conflict(person_id=child, worker_id=drawing.cast.dev.pk, reason="Lives next door to me", by=drawing.cast.dev, at=drawing.at)
        yield f"{_name(child)}: Dev said that he knows the family. For him alone the record is not there"


def _broken_glass(drawing: Drawing) -> Iterator[str]:
    cast = drawing.cast
    if not (child := drawing.child(cast.amina)):
        return
    restrict(
        person_id=child, kind="legal", level="hidden", reason="Legal advice in the care proceedings", workers=[cast.amina.pk, cast.ben.pk], by=cast.ben,
        at=drawing.at,
    )  # fmt: skip
    break_glass(person_id=child, reason="Police protection tonight: who is with the child?", by=cast.eve, at=drawing.at)
    yield f"{_name(child)}: hidden. Eve broke the glass, and it waits for Ben or Olu to look into it and sign it off"


def _partner(drawing: Drawing) -> Iterator[str]:
    cast, (name, email, _, does) = drawing.cast, PARTNER
    if not (child := drawing.child(cast.amina, youngest=4)):
        return
    hana = add_worker(email=email, name=name, password=drawing.password, roles=[Role.PARTNER], job_title="School nurse", by=cast.ada, at=drawing.at)
    open_partnership(
        worker_id=hana.pk, agency="health", organisation="School nursing, Riverside", purpose="Core group of the child protection plan",
        parts=[Part.ALERTS, Part.INVOLVED, Part.PLANS], person_ids=drawing.family_of(child), starts_on=drawing.today,
        ends_on=drawing.today + timedelta(days=180), by=cast.ben, at=drawing.at,
    )  # fmt: skip
    yield f"{_name(child)}: Hana ({does}) sees who the family are, their alerts, who is involved, and plans; no addresses, no story"


STORIES: tuple[Callable[[Drawing], Iterator[str]], ...] = (
    _staff_relatives, _high_profile, _allegation, _refuge, _adoption, _conflict, _broken_glass, _partner,
)  # fmt: skip


def _first(worker: Worker) -> str:
    return worker.name.split()[0]


def _name(person: int) -> str:
    return f"{_asked(_NAME, {'person': person})[0][0]} (record {person})"


def _asked(statement: str, said: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, said)
        return list(cursor.fetchall())
