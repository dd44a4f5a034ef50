"""One of everything that an address, a command or a query can name, for each kind of record."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from kith.foundations.access.commands import propose_change
from kith.foundations.access.models import BrokenGlass, Partnership, Restriction
from kith.foundations.access.rules import Role
from kith.foundations.staff.commands import add_worker, set_cover
from kith.foundations.staff.models import Worker
from kith.practice.assurance.commands import tell_worker_on_record
from kith.practice.assurance.models import Flag
from kith.practice.forms.commands import edit_form, finish_response, save_response, start_response
from kith.practice.forms.models import Response
from kith.practice.forms.queries import shipped_forms
from kith.practice.forms.rules.digests import digest_of
from kith.practice.pathways.commands import begin_step
from kith.practice.pathways.models import SignOff, Step
from kith.practice.pathways.tests.filling import fill_in
from kith.practice.people.commands import give_identifier, register_person
from kith.practice.people.models import IdentifierClash, Mistake, Person
from kith.practice.plans.models import Action, Need, Plan, PlanPerson, Progress
from kith.practice.recording.commands import save_draft, start_draft
from kith.practice.recording.models import Entry, EntryPart, StoryLine
from kith.practice.work.commands import notify_worker
from tests.access.families import KINDS, Families, Others, assemble_families, assemble_others
from tests.access.table import OUTSIDE, PLAYED_BY
from tests.cast import Cast

NEVER = 900_000_000  # an id that nothing had
NEVER_A_DRAFT = UUID(int=1)  # neither a draft nor a form


@dataclass(frozen=True)
class Things:
    """What hangs on one record: each by its id."""

    person: int
    entry: int
    line: int
    event: int
    document: int
    task: int
    alert: int
    identifier: int
    draft: UUID  # the practitioner's
    form: int  # finished
    form_uuid: UUID
    filling: int  # open, the practitioner's
    filling_uuid: UUID
    step: int  # open, the practitioner's
    sent: int  # waits for the manager's sign-off
    plan: int  # of the same people
    need: int  # in the plan: of the record's own part; of a shared plan, the family's
    action: int


@dataclass(frozen=True)
class World:
    """Everybody and everything."""

    cast: Cast
    others: Others
    families: Families
    things: dict[str, Things]  # by kind, and "shared"
    restriction: dict[str, int]
    glass: int
    clash: int
    notice: int
    cover: int  # of the manager's, by another manager
    change: int  # of the matrix, proposed by another administrator
    partnership: int  # of the partner, for the open child
    partner_free: int  # an account of a partner that is open for nobody yet
    stranger: int  # a person whom everybody may know of
    on_record: int  # that a worker who left is somebody on record: the open one
    flags: dict[str, int]  # a look of the practitioner's elsewhere, at each kind of record
    written: dict[str, UUID]  # the practitioner's drafts that want only to be finished
    now: datetime

    def worker(self, role: str) -> Worker | None:
        name = PLAYED_BY.get(role) or OUTSIDE[role]
        return getattr(self.cast, name, None) or getattr(self.others, name) if name else None

    def links(self, kind: str) -> list[str]:
        """The addresses of what hangs on a record."""
        has = self.things[kind]
        parts = {"people": has.person, "entries": has.entry, "documents": has.document, "drafts": has.draft, "tasks": has.task}
        parts |= {"plans": has.plan, "plan-actions": has.action, "steps": has.step}
        parts |= {"forms": has.form_uuid, "story-lines": has.line, "significant-events": has.event}
        return [f"/{name}/{id_}" for name, id_ in parts.items()]


def _flag(person_id: int, cast: Cast, now: datetime) -> int:
    return Flag.objects.create(
        rule="surname", worker=cast.cerys, person_id=person_id, happened_on=now.date(), first_at=now, last_at=now, raised_at=now
    ).pk


def assemble_world(cast: Cast, now: datetime) -> World:
    families = assemble_families(cast, now)
    others = assemble_others(families, cast, now)
    things = {kind: _things(families.of[kind], families.own[kind], cast, now) for kind in KINDS}
    things["shared"] = _things(families.of["open"], families.shared, cast, now)
    hidden = families.of["hidden"].pk
    text = shipped_forms()["core_group"]
    edit_form(key="core_group", text=f"{text}# In the making\n", digest=digest_of(text), by=cast.ada, at=now)
    for person_id in (hidden, families.of["open"].pk):
        give_identifier(person_id=person_id, scheme="home_office", value="Of-two-people", by=cast.amina, at=now)
    glass = BrokenGlass.objects.create(
        worker_id=others.lee.pk,
        person_id=hidden,
        reason="Police at the door",
        broken_at=now - timedelta(days=2),
        ends_at=now - timedelta(days=1),
    )
    return World(
        cast=cast, others=others, families=families, things=things, change=_proposed(cast, now), stranger=_stranger(cast, now),
        flags={kind: _flag(things[kind].person, cast, now) for kind in KINDS},
        on_record=tell_worker_on_record(worker_id=others.lee.pk, person_id=families.of["open"].pk, by=cast.machine, at=now).pk,
        partnership=Partnership.objects.get().pk, partner_free=_free_partner(cast, now),
        written={kind: _written(things[kind].person, cast, now) for kind in things},
        restriction={kind: Restriction.objects.get(person_id=families.of[kind].pk).pk for kind in ("locked", "hidden", "sealed", "barred", "let in")},
        cover=_covered(cast, others, now), glass=glass.pk, clash=IdentifierClash.objects.get().pk, now=now,
        notice=notify_worker(worker_id=cast.amina.pk, text="For the practitioner alone", by=cast.ben, at=now).pk,
    )  # fmt: skip


def _things(person: Person, entry: Entry, cast: Cast, now: datetime) -> Things:
    line = StoryLine.objects.get(source="recording.Entry", source_id=entry.pk, person=person)
    draft = start_draft(kind="note", person_ids=[person.pk], by=cast.amina, at=now)
    people = list(EntryPart.objects.filter(entry=entry).values_list("person_id", flat=True))
    form, filling = (_form(people, cast, now) for _ in range(2))
    finish_response(response_id=form.pk, by=cast.amina, at=now)
    return Things(
        person=person.pk, entry=entry.pk, line=line.pk, event=person.significant_events.get(story_line=line).pk,
        document=person.document_links.get().document_id, task=person.tasks.get().pk, alert=person.alerts.get().pk,
        identifier=person.identifiers.get(scheme="legacy_id").pk, draft=draft.pk,
        step=_step("contact", people, cast, now), sent=_sent(people, cast, now),
        **_plan(person, people, cast, now),
        form=form.pk, form_uuid=form.uuid, filling=filling.pk, filling_uuid=filling.uuid,
    )  # fmt: skip


def _step(kind: str, people: list[int], cast: Cast, now: datetime) -> int:
    step = begin_step(kind=kind, person_ids=people, began=now, by=cast.amina, at=now)
    fill_in(step, by=cast.amina, at=now)
    return step.pk


def _sent(people: list[int], cast: Cast, now: datetime) -> int:
    """A referral that waits for sign-off."""
    step = Step.objects.get(pk=_step("referral", people, cast, now))
    finish_response(response_id=step.response or 0, by=cast.amina, at=now)
    step.people.update(outcome="no-further-action", because="Stepwords")
    step.status, step.finished_at, step.finished_by = Step.Status.WAITING, now, cast.amina
    step.save()
    SignOff.objects.create(step=step, to=cast.ben, sent_at=now, sent_by=cast.amina)
    return step.pk


def _plan(person: Person, people: list[int], cast: Cast, now: datetime) -> dict[str, int]:
    """A plan with a need, an action and how it stood, in the part of the person; of several people, in the family's."""
    plan = Plan.objects.create(title="Family plan", made_at=now, made_by=cast.amina)
    PlanPerson.objects.bulk_create([PlanPerson(plan=plan, person_id=each, since=now.date()) for each in people])
    row = {"plan": plan, "person": person if len(people) == 1 else None, "written_at": now, "written_by": cast.amina}
    need = Need.objects.create(says=f"Planwords {person.name}", **row)
    action = Action.objects.create(need=need, what=f"Planwords for {person.name}", who="Mum", worker=cast.amina, **row)
    Progress.objects.create(action=action, standing="partly", changed=f"Planwords of {person.name}", reviewed_on=now.date(), **row)
    return {"plan": plan.pk, "need": need.pk, "action": action.pk}


def _form(people: list[int], cast: Cast, now: datetime) -> Response:
    """A form about these people, filled in and not finished."""
    names = dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))
    made = start_response(form_key="visit", person_ids=people, by=cast.amina, at=now)
    told = {f"{name}__p{id_}": [f"Formwords {names[id_]}." if name == "why_not" else "no"] for id_ in people for name in ("was_seen", "why_not")}
    day = {"visited_on__day": ["20"], "visited_on__month": ["11"], "visited_on__year": ["2026"]}
    text = [f"Formwords {' and '.join(names.values())}."]
    return save_response(response_id=made.pk, fields={**told, **day, "happened": text, "means": text}, revision=1, by=cast.amina, at=now)


def _proposed(cast: Cast, now: datetime) -> int:
    second = add_worker(email="ivo@council.example", name="Ivo Lund", password=None, roles=[Role.ADMINISTRATOR], by=cast.ada, at=now)
    proposed = propose_change(role="auditor", ability="export", adds=True, reason="Prints for court", by=second, at=now)
    return proposed.pk


def _covered(cast: Cast, others: Others, now: datetime) -> int:
    first = timezone.localdate() + timedelta(days=30)
    return set_cover(worker=cast.ben, covered_by=others.mia, starts_on=first, ends_on=first, by=cast.ben, at=now).pk


def _free_partner(cast: Cast, now: datetime) -> int:
    return add_worker(email="pol@police.example", name="Pol Shaw", password=None, roles=[Role.PARTNER], by=cast.ada, at=now).pk


def _stranger(cast: Cast, now: datetime) -> int:
    return register_person(forenames="Una", surname="Vale", by=cast.amina, at=now).pk


def _written(person_id: int, cast: Cast, now: datetime) -> UUID:
    draft = start_draft(kind="note", person_ids=[person_id], by=cast.amina, at=now)
    return save_draft(draft_id=draft.pk, fields={"text": ["All well."]}, revision=1, by=cast.amina, at=now).pk


def a_date(name: str, day: date) -> dict[str, Any]:
    """A date as a form posts it: three boxes."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def soon() -> date:
    return timezone.localdate() + timedelta(days=90)


def a_mistake(world: World, kind: str) -> int:
    """Of somebody's record it is said that it was made by mistake."""
    said = {"reason": "Typed twice", "said_at": world.now, "said_by": world.cast.ben}
    return Mistake.objects.get_or_create(person_id=world.things[kind].person, undone_at=None, defaults=said)[0].pk
