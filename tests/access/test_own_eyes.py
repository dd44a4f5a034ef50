"""Every step of every pathway is begun, filled in and ended, and signed off, by workers with their own eyes: under the second lock a row that
nobody may write is found here, and not by the first worker who needs it."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from kith.foundations.access.commands import break_glass, let_in, lift, restrict, shut_again
from kith.foundations.access.rules import Refusal
from kith.foundations.clocks.moments import day_of
from kith.foundations.staff.models import Worker
from kith.practice.forms.commands import finish_response, save_response, start_response
from kith.practice.forms.queries import drawn, response, shipped_forms
from kith.practice.forms.rules.definition import Type
from kith.practice.pathways.commands import authorise_step, begin_step, finish_step, reopen_step, send_back_step
from kith.practice.pathways.models import Step
from kith.practice.pathways.queries import in_force
from kith.practice.pathways.rules.declared import Outcome, StepKind
from kith.practice.pathways.rules.typed import Ending
from kith.practice.pathways.rules.verdicts import Decided
from kith.practice.pathways.tests.filling import fill_in, fill_in_form
from kith.practice.people.commands import record_birth, register_person
from kith.practice.people.models import Person
from kith.practice.recording.commands import attach_document, finish_entry, restrict_entry, save_draft, start_draft
from kith.practice.recording.models import Entry, EntryPart
from tests.access.deeds import DEEDS, Deed
from tests.access.doing import call, facts_of, succeeds
from tests.access.world import World
from tests.eyes import looking_as

AGE = 14  # of the children: what is only for the unborn is not offered of them
# Who takes steps, about whom, and whether to each of their ends or only to the first.
WALKS = (
    ("practitioner", ("open", "hidden"), True),
    ("practitioner", ("sealed",), False),
    ("practitioner elsewhere", ("let in",), False),
    ("manager", ("open",), False),
    ("out of hours", ("locked",), False),  # after breaking the glass
    ("business support", ("open",), False),
    ("record guardian", ("refuge", "unsafe"), False),
)


@dataclass(frozen=True)
class Walk:
    """One step, taken to one of its ends."""

    world: World
    by: Worker
    people: Sequence[int]
    kind: StepKind
    outcome: Outcome
    at: datetime

    def begin(self) -> Step:
        step = begin_step(kind=self.kind.key, person_ids=self.people, began=self.at - timedelta(hours=1), why="At once", by=self.by, at=self.at)
        _name_somebody(step.response or 0, self.world.stranger, self.by, self.at)
        fill_in(step, by=self.by, at=self.at)
        return step

    def end(self, step: Step, to: Worker) -> Step:
        reason = next(iter(self.outcome.asks_reason), "")
        held = self.at - timedelta(minutes=1) if self.kind.is_meeting else None
        ending = Ending({each: Decided(self.outcome.key, "Because", reason) for each in self.people}, held, to.pk)
        return finish_step(step=step, ending=ending, by=self.by, at=self.at)

    def take(self, approver: Worker) -> None:
        with looking_as(self.by):
            step = self.end(self.begin(), approver)
        if step.status == Step.Status.WAITING:
            with looking_as(approver):
                step = authorise_step(step=step, by=approver, at=self.at)
        assert step.status == Step.Status.DONE
        with looking_as(self.by):
            assert Step.objects.filter(pk=step.pk, status=Step.Status.DONE).exists()


def _name_somebody(response_id: int, person_id: int, by: Worker, at: datetime) -> None:
    """Where the form asks for a person."""
    asked = response(response_id, seen_by=by).form.questions()
    somebody = {each.key: [str(person_id)] for each in asked if each.type is Type.PERSON}
    save_response(response_id=response_id, fields=somebody, revision=drawn(response_id, seen_by=by).revision, by=by, at=at)


def _ends(every: bool, by: Worker) -> Iterator[tuple[StepKind, Outcome]]:
    for kind in in_force(seen_by=by).declared.steps.values():
        offered = [kind.outcomes[key] for key, _ in kind.choices(AGE)]
        yield from [(kind, outcome) for outcome in offered][: None if every else 1]


def _troubles(role: str, kinds: Sequence[str], every: bool, approver: Worker, world: World) -> Iterator[str]:
    worker = world.worker(role)
    assert worker
    people = [world.things[kind].person for kind in kinds]
    for kind, outcome in _ends(every, worker):
        with transaction.atomic():
            try:
                Walk(world, copy.copy(worker), people, kind, outcome, timezone.now()).take(approver)
            except (Refusal, DatabaseError, AssertionError) as wrong:
                yield f"{role}: {kind.key} to {outcome.key} ({' and '.join(kinds)}): {wrong!r} {getattr(wrong, 'missing', '')}"
            transaction.set_rollback(True)


@pytest.mark.parametrize(("role", "kinds", "every"), WALKS)
def test_a_step_is_taken_to_its_end_with_ones_own_eyes(role: str, kinds: tuple[str, ...], every: bool, world: World) -> None:
    approver, now = copy.copy(world.cast.ben if role != "manager" else world.others.mia), timezone.now()
    for shut in world.restriction.keys() & set(kinds):
        let_in(restriction_id=world.restriction[shut], worker_id=approver.pk, by=world.cast.machine, at=now)
    if role == "out of hours":
        break_glass(person_id=world.things[kinds[0]].person, reason="Police at the door", by=world.cast.eve, at=now)
    troubles = list(_troubles(role, kinds, every, approver, world))
    assert not troubles, f"{len(troubles)} troubles:\n" + "\n".join(troubles[:60])


@pytest.mark.parametrize("kind", ["locked", "hidden", "let in"])
def test_whoever_broke_the_glass_does_all_that_is_done_on_a_record(kind: str, world: World) -> None:
    """What a worker of the out-of-hours desk may do about anybody, each deed from a record whose glass is broken."""
    eve = world.cast.eve
    break_glass(person_id=world.things[kind].person, reason="Police at the door", by=eve, at=timezone.now())
    eve.known.clear()
    troubles = []
    for name, deed in DEEDS.items():
        if not isinstance(deed, Deed) or deed.about not in ("person", "things", "shared") or not succeeds("out of hours", name, deed, "open"):
            continue
        with transaction.atomic():
            refused = call(name, facts_of(name, deed, kind, eve, world), eve, world)
            transaction.set_rollback(True)
        troubles += [f"{name}: {refused!r}"] if refused else []
    assert not troubles, "\n".join(troubles)


def test_an_unborn_child_is_born(world: World) -> None:
    by, at = world.cast.amina, timezone.now()
    with looking_as(by):
        child = register_person(forenames="", surname="Inglenuk", is_unborn=True, expected_on=day_of(at), by=by, at=at)
        record_birth(person_id=child.pk, born_on=day_of(at), sex="F", forenames="Ida", surname="Inglenuk", by=by, at=at)
        assert Person.objects.get(pk=child.pk).name == "Ida Inglenuk"


def test_a_manager_who_is_let_in_shuts_lets_in_puts_out_and_lifts(world: World) -> None:
    ben, at, person = world.cast.ben, timezone.now(), world.things["open"].person
    with looking_as(ben):
        shut = restrict(person_id=person, kind="staff", level="hidden", reason="A colleague", workers=[ben.pk], by=ben, at=at)
        let_in(restriction_id=shut.pk, worker_id=world.cast.cerys.pk, by=ben, at=at)
        shut_again(entrant_id=shut.entrants.get(worker_id=world.cast.cerys.pk).pk, by=ben, at=at)
        lift(restriction_id=shut.pk, reason="Left the council", by=ben, at=at)
        assert Person.objects.get(pk=person).restriction == "open"


def test_a_visit_with_a_file_is_shut_and_then_corrected_by_its_author(world: World) -> None:
    """The manager shuts it and lets the author in; the correction names somebody else too, for whom it is shut as well."""
    amina, ben, at = world.cast.amina, world.cast.ben, timezone.now()
    one, other = world.things["open"].person, world.things["refuge"].person
    with looking_as(amina):
        entry = _visit([one], {}, amina, at)
    with looking_as(ben):
        restrict_entry(entry_id=entry.pk, kind="legal", reason="Legal advice", workers=[amina.pk, ben.pk], by=ben, at=at)
    with looking_as(amina):
        _visit([one, other], {"reason": ["She was there too"]}, amina, at, corrects=entry.pk)
        assert EntryPart.objects.filter(entry=entry, person_id=other).exists()
    with looking_as(world.cast.dev):
        assert not EntryPart.objects.filter(entry=entry).exists()


@pytest.mark.parametrize("key", ["referral", "allegation"])
def test_a_step_is_sent_back_signed_off_opened_again_and_ended_anew(key: str, world: World) -> None:
    """By whoever was asked to sign it off; of an allegation they are let in by being asked."""
    amina, ben, at = world.cast.amina, world.cast.ben, timezone.now()
    kind = in_force(seen_by=amina).declared.of(key)
    walk = Walk(world, amina, [world.things["open"].person], kind, next(iter(kind.outcomes.values())), at)
    with looking_as(amina):
        step = walk.end(walk.begin(), ben)
    for decide, facts in ((send_back_step, {"reasons": "Who saw it?"}), (authorise_step, {}), (reopen_step, {"why": "More came"})):
        with looking_as(ben):
            step = decide(step=step, by=ben, at=at, **facts)
        with looking_as(amina):
            step = walk.end(step, ben)
    assert step.status == Step.Status.WAITING


@pytest.mark.parametrize("key", sorted(shipped_forms()))
def test_a_form_is_begun_and_filled_in_from_a_record(key: str, world: World) -> None:
    amina, at = world.cast.amina, timezone.now()
    with looking_as(amina):
        people = [world.things[kind].person for kind in ("open", "hidden")]
        made = start_response(form_key=key, person_ids=people, by=amina, at=at)
        _name_somebody(made.pk, world.stranger, amina, at)
        fill_in_form(made.pk, set(), by=amina, at=at)
        assert finish_response(response_id=made.pk, by=amina, at=at).finished_at


def _visit(people: list[int], more: dict[str, list[str]], by: Worker, at: datetime, *, corrects: int | None = None) -> Entry:
    draft = start_draft(kind="visit", person_ids=people, corrects_entry_id=corrects, by=by, at=at)
    attach_document(upload=SimpleUploadedFile("note.txt", b"Note"), draft_id=draft.pk, by=by, at=at)
    parts = {f"part_{one}_{name}": [value] for one in people for name, value in (("text", "Well."), ("seen", "yes"), ("alone", "yes"))}
    fields = {"text": ["Seen at home."], "people": [str(one) for one in people], **parts, **more}
    save_draft(draft_id=draft.pk, fields=fields, revision=draft.revision, by=by, at=at)
    return finish_entry(draft_id=draft.pk, by=by, at=at)
