"""Records are shut, people let in, and the glass broken."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate

from kith.foundations.access.events import ConflictDeclared, GlassBroken, GlassReviewed, LetIn, PutOut, RecordRestricted, RestrictionLifted
from kith.foundations.access.models import BrokenGlass, Entrant, Restriction
from kith.foundations.access.queries import Holder, require
from kith.foundations.access.rules import GLASS_LASTS, Ability, Level, Refusal
from kith.foundations.ledger.commands import announce, command


class RestrictionCannotBe(Refusal):
    """A restriction without a reason, or one that would shut everybody out."""


class GlassCannotBreak(Refusal):
    """No reason was given, or the record is sealed."""


class NotYours(Refusal):
    """A restriction that the worker may not change, or a review of one's own act."""


@command
def restrict(
    *, person_id: int, kind: str, level: str, reason: str, contact: str = "", subject: str = "", part_of: str = "",
    workers: Iterable[int] = (), teams: Iterable[int] = (), let_in_until: date | None = None, review_on: date | None = None, by: Holder, at: datetime,
) -> Restriction:  # fmt: skip
    """Shut a record, or one thing in it (`subject`), to everybody but these workers and teams. An adoption is always sealed."""
    require(by, Ability.RESTRICT, about=person_id)
    workers, teams = list(workers), list(teams)
    if kind == Restriction.Kind.ADOPTION:
        level = Level.SEALED
    if not reason.strip():
        raise RestrictionCannotBe("Say why the record is restricted.", field="reason")
    if level == Level.LOCKED and not contact.strip():
        raise RestrictionCannotBe("Say whom to ring: whoever is not let in is told that, and nothing else.", field="contact")
    if not workers and not teams:
        raise RestrictionCannotBe("Let in at least one worker or team: a record that nobody can open protects nobody.", field="workers")
    made = Restriction.objects.create(
        person_id=person_id, subject=subject, part_of=part_of, kind=kind, level=level, reason=reason.strip(), contact=contact.strip()[:200],
        placed_at=at, placed_by=by.pk, review_on=review_on,
    )  # fmt: skip
    _admit(made, workers, teams, let_in_until, by=by, at=at)
    by.known.clear()
    announce(RecordRestricted(person_ids=(person_id,), subject=f"access.Restriction:{made.pk}", reason=reason.strip()), by=by, at=at)
    return made


@command
def widen(*, subject: str, to: Iterable[tuple[int, str]], by: Holder, at: datetime) -> None:
    """A restricted thing has grown (a correction names somebody else, a file was added): each (person, thing) is shut as the thing is."""
    pattern = Restriction.objects.filter(subject=subject, lifted_at=None).order_by("id").first()
    if pattern is None:
        return
    for person_id, thing in to:
        if Restriction.objects.filter(person_id=person_id, subject=thing, lifted_at=None).exists():
            continue
        made = Restriction.objects.create(
            person_id=person_id, subject=thing, part_of=subject, kind=pattern.kind, level=pattern.level, reason=pattern.reason, contact=pattern.contact,
            placed_at=pattern.placed_at, placed_by=pattern.placed_by, review_on=pattern.review_on,
        )  # fmt: skip
        for one in pattern.entrants.all():
            Entrant.objects.create(
                restriction=made, worker_id=one.worker_id, team_id=one.team_id, ends_on=one.ends_on, let_in_at=at, let_in_by=by.pk
            )
        announce(RecordRestricted(person_ids=(person_id,), subject=f"access.Restriction:{made.pk}", reason=made.reason), by=by, at=at)
    by.known.clear()


@command
def lift(*, restriction_id: int, reason: str, by: Holder, at: datetime) -> Restriction:
    """Lift a restriction, with the reason; of a thing for everybody in it."""
    found, why = _one_to_change(restriction_id, by), reason.strip()
    if not why:
        raise RestrictionCannotBe("Say why the restriction is lifted.", field="reason")
    for row in _of_the_same_thing(found):
        require(by, Ability.RESTRICT, about=row.person_id)
        row.lifted_at, row.lifted_by, row.lift_reason = at, by.pk, why
        row.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
        announce(RestrictionLifted(person_ids=(row.person_id,), subject=f"access.Restriction:{row.pk}", reason=why), by=by, at=at)
    by.known.clear()
    return found


@command
def let_in(
    *, restriction_id: int, worker_id: int | None = None, team_id: int | None = None, ends_on: date | None = None, by: Holder, at: datetime
) -> None:
    """Let another worker or team in, until a day. Whoever is let in already has the new last day from now on."""
    found = _one_to_change(restriction_id, by)
    if (worker_id is None) == (team_id is None):
        raise RestrictionCannotBe("Choose one worker or one team to let in.", field="workers")
    if ends_on and ends_on < localdate(at):
        raise RestrictionCannotBe("The last day is over already. Choose a day to come.", field="ends_on")
    if ends_on and not _somebody_stays(found, worker_id, team_id):
        raise RestrictionCannotBe("Nobody else is let in without a last day. Let somebody else in for good first.", field="ends_on")
    for row in _of_the_same_thing(found):
        row.entrants.filter(worker_id=worker_id, team_id=team_id).delete()
        _admit(row, [worker_id] if worker_id else [], [team_id] if team_id else [], ends_on, by=by, at=at)


@command
def shut_again(*, entrant_id: int, by: Holder, at: datetime) -> None:
    """Somebody who was let in is so no longer. The last one without a last day stays: a record that nobody can open protects nobody."""
    entrant = Entrant.objects.select_related("restriction").get(pk=entrant_id)
    found = _one_to_change(entrant.restriction_id, by)
    if not _somebody_stays(found, entrant.worker_id, entrant.team_id):
        raise RestrictionCannotBe(
            "Nobody else is let in without a last day. Let somebody else in for good first, or lift the restriction."
        )
    who = entrant.worker_id or entrant.team_id
    for row in _of_the_same_thing(found):
        row.entrants.filter(worker_id=entrant.worker_id, team_id=entrant.team_id).delete()
        announce(PutOut(person_ids=(row.person_id,), subject=f"access.Restriction:{row.pk}", reason=str(who)), by=by, at=at)
    by.known.clear()


@command
def declare_conflict(*, person_id: int, worker_id: int, reason: str, by: Holder, at: datetime) -> Restriction:
    """A worker knows this person privately, and says so; or a manager bars a worker. The record is as if it were not there for them."""
    if worker_id != by.pk:
        require(by, Ability.RESTRICT, about=person_id)
    else:
        require(by, Ability.SEARCH, about=person_id)
    if not reason.strip():
        raise RestrictionCannotBe("Say how they know each other. Only auditors and those who may restrict read it.", field="reason")
    if Restriction.objects.filter(person_id=person_id, against_worker_id=worker_id, lifted_at=None).exists():
        raise RestrictionCannotBe("They are kept out of this record already.", field="worker")
    made = Restriction.objects.create(
        person_id=person_id, kind=Restriction.Kind.CONFLICT, level=Level.HIDDEN, reason=reason.strip(), against_worker_id=worker_id,
        placed_at=at, placed_by=by.pk,
    )  # fmt: skip
    by.known.clear()
    announce(ConflictDeclared(person_ids=(person_id,), subject=f"staff.Worker:{worker_id}", reason=reason.strip()), by=by, at=at)
    return made


@command
def break_glass(*, person_id: int, reason: str, by: Holder, at: datetime) -> BrokenGlass:
    """A duty worker opens a locked or hidden record at once. It shuts by itself; the record's manager and the auditors are told."""
    require(by, Ability.DUTY)
    if len(reason.split()) < 2:
        raise GlassCannotBreak("Say in a few words why you must open it now.", field="reason")
    glass = BrokenGlass.objects.create(worker_id=by.pk, person_id=person_id, reason=reason.strip(), broken_at=at, ends_at=at + GLASS_LASTS)
    by.known.clear()
    require(
        by, Ability.VIEW, about=person_id
    )  # what the glass does not open (a sealed record, somebody one knows) is refused, and the glass with it
    announce(GlassBroken(person_ids=(person_id,), subject=f"access.BrokenGlass:{glass.pk}", reason=reason.strip()), by=by, at=at)
    return glass


@command
def break_glass_together(*, person_ids: Iterable[int], reason: str, by: Holder, at: datetime) -> list[BrokenGlass]:
    """The records of a family are opened at once, for one reason: each is told of, written down and signed off by itself. All or none."""
    require(by, Ability.DUTY)
    people = list(dict.fromkeys(person_ids))
    if not people:
        raise GlassCannotBreak("Choose whose records to open.", field="people")
    return [break_glass(person_id=person_id, reason=reason, by=by, at=at) for person_id in people]


@command
def review_glass(*, glass_id: int, outcome: str, by: Holder, at: datetime) -> BrokenGlass:
    """A manager or an auditor has looked into why the glass was broken, and signs it off. Nobody reviews their own."""
    glass = BrokenGlass.objects.select_for_update().get(pk=glass_id)
    abilities = {one.ability for one in by.holdings}
    if not abilities & {Ability.AUDIT, Ability.AUTHORISE} or glass.worker_id == by.pk:
        raise NotYours("A manager or an auditor other than who broke the glass signs this off.")
    if not outcome.strip():
        raise GlassCannotBreak("Say what you found: was it needed?", field="outcome")
    if glass.reviewed_at is not None:
        raise NotYours("Somebody has signed this off already.")
    glass.reviewed_at, glass.reviewed_by, glass.outcome = at, by.pk, outcome.strip()
    glass.save(update_fields=["reviewed_at", "reviewed_by", "outcome"])
    announce(GlassReviewed(person_ids=(glass.person_id,), subject=f"access.BrokenGlass:{glass.pk}", reason=outcome.strip()), by=by, at=at)
    return glass


def _one_to_change(restriction_id: int, by: Holder) -> Restriction:
    found = Restriction.objects.select_for_update().filter(pk=restriction_id, lifted_at=None).first()
    if found is None:
        raise NotYours("There is no such restriction, or it is lifted already.")
    require(by, Ability.RESTRICT, about=found.person_id)
    if found.against_worker_id == by.pk:
        raise NotYours("You cannot lift what keeps you out yourself. Ask your manager.")
    return found


def _somebody_stays(found: Restriction, worker_id: int | None, team_id: int | None) -> bool:
    """Besides this worker or team."""
    return found.entrants.filter(ends_on=None).exclude(worker_id=worker_id, team_id=team_id).exists()


def _of_the_same_thing(found: Restriction) -> list[Restriction]:
    """An entry about several people is shut for each of them, and opens for all of them together; with what hangs on it."""
    if not found.subject:
        return [found]
    thing = found.part_of or found.subject
    return list(Restriction.objects.filter(Q(subject=thing) | Q(part_of=thing), lifted_at=None).order_by("id"))


def _admit(restriction: Restriction, workers: list[int], teams: list[int], ends_on: date | None, *, by: Holder, at: datetime) -> None:
    admitted = [{"worker_id": one} for one in workers] + [{"team_id": one} for one in teams]
    Entrant.objects.bulk_create(
        [Entrant(restriction=restriction, ends_on=ends_on, let_in_at=at, let_in_by=by.pk, **who) for who in admitted]
    )
    by.known.clear()
    until = f" until {ends_on:%d %B %Y}" if ends_on else ""
    said = ", ".join(f"{name.removesuffix('_id')} {one}" for who in admitted for name, one in who.items())
    announce(LetIn(person_ids=(restriction.person_id,), subject=f"access.Restriction:{restriction.pk}", reason=said + until), by=by, at=at)
