"""`kith demo`: loads the synthetic council. The same people and stories for the same seed and day, from a hundred to a million."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

import typer
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone
from rich.progress import Progress

from kith.doors.operations.command_line import command_line_origin
from kith.doors.operations.council.answering import Held
from kith.doors.operations.council.making import Holder, Plan, batches_beside
from kith.doors.operations.council.restricted import PARTNER, restrict_some
from kith.doors.operations.council.words import COMMUNITIES, names
from kith.foundations.access.models import RoleHeld
from kith.foundations.access.queries import look_as
from kith.foundations.access.rules import Role
from kith.foundations.ledger.commands import acting_through
from kith.foundations.postgres.copying import indexes_made_afterwards
from kith.foundations.postgres.layout import write_whole
from kith.foundations.staff.commands import add_team, add_worker, machine
from kith.foundations.staff.models import Membership, Team, Worker
from kith.practice.childrens.commands import load_facts
from kith.practice.finding.commands import rebuild_index
from kith.practice.forms.commands import hold_versions, load_responses
from kith.practice.pathways.commands import load_steps
from kith.practice.pathways.queries import in_force
from kith.practice.pathways.rules.registry import shipped
from kith.practice.people.commands import load_people
from kith.practice.people.queries import anybody_known
from kith.practice.plans.commands import load_plans
from kith.practice.recording.commands import load_entries
from kith.practice.work.commands import load_allocations, load_business

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

PASSWORD = "kith-demo-2026"  # noqa: S105 - of synthetic workers, printed on purpose
TEAMS = (
    "Front door",
    "North safeguarding",
    "South safeguarding",
    "East safeguarding",
    "Children in care",
    "Disabled children",
    "Early help",
    "Emergency duty",
)
ADULTS_TEAMS = ("Adults' community", "Adults' safeguarding", "Learning disability")
SIGN_INS = (
    ("Amina Yusuf", Role.PRACTITIONER, 1), ("Ben Hartley", Role.MANAGER, 1), ("Cerys Pugh", Role.PRACTITIONER, 2), ("Eve Okafor", Role.OUT_OF_HOURS, 7),
    ("Sam Lister", Role.BUSINESS_SUPPORT, 0), ("Priya Nair", Role.ANALYST, 0), ("Ada Lindqvist", Role.ADMINISTRATOR, 0), ("Olu Adeyemi", Role.AUDITOR, 0),
    ("Gwen Ellis", Role.GUARDIAN, 0), ("Dev Anand", Role.PRACTITIONER, 1),
)  # fmt: skip
SINCE = date(2020, 1, 1)  # when the workers began
LOADED = (
    "people_person", "people_name", "people_place", "people_residence", "people_identifier", "people_contactpoint", "people_relationship",
    "people_fact", "people_alert", "people_professional", "people_vehicle", "recording_entry", "recording_entrypart", "recording_storyline",
    "recording_significantevent", "work_allocation", "work_task", "pathways_episode", "pathways_step", "pathways_stepperson", "pathways_departure",
    "pathways_signoff", "pathways_happening", "pathways_runningclock", "childrens_source", "childrens_primaryneed", "childrens_leadorganisation",
    "forms_response", "forms_responsepart",
    "plans_plan", "plans_planperson", "plans_need", "plans_action", "plans_progress",
    "childrens_childseen", "childrens_assessmentfactors", "childrens_abusecategory", "childrens_conference", "childrens_voiceofchild",
)  # fmt: skip


@dataclass
class Staff:
    """Who works in the synthetic council: (worker, team) of everybody who may be allocated."""

    amina: Holder
    cerys: Holder
    childrens: list[Holder]
    adults: list[Holder]
    care: list[Holder]
    managers: list[Holder]
    front_door: int
    family_help: int


@app.command()
def demo(
    people: Annotated[int, typer.Option(help="How many people")] = 5000,
    entries: Annotated[int, typer.Option(help="How many entries; by default some four a person")] = 0,
    seed: Annotated[int, typer.Option(help="The same seed makes the same council")] = 1,
    if_empty: Annotated[bool, typer.Option("--if-empty", help="Do nothing when there are people already")] = False,
) -> None:
    """Load the synthetic council: teams, workers, families, years of stories."""
    if anybody_known(seen_by=machine(at=timezone.now())):
        if if_empty:
            return
        raise typer.Exit(_refuse())
    with acting_through(command_line_origin()), transaction.atomic():  # all of the council, or none
        signs = load(people, entries or people * 4, seed)
    if not if_empty:  # `kith run`, which asks so, prints them when the page is there
        typer.echo(signs)


def load(people: int, entries: int, seed: int) -> str:
    """Load it, with a bar that shows how far it is. Says who signs in. The tables are empty, so their indexes are made once, at the end."""
    now = timezone.now()
    by = machine(at=now)
    look_as(by)
    staff = _staff(random.Random(seed), max(12, people // 60), by=by, at=now)
    forms = hold_versions(form_keys=sorted({kind.form for kind in in_force(seen_by=by).declared.steps.values() if kind.form}), by=by, at=now)
    plan = Plan(
        people, entries, seed, timezone.localdate(now), by.pk, staff.amina, staff.cerys, tuple(staff.childrens), tuple(staff.adults),
        tuple(staff.care), tuple(staff.managers), staff.front_door, staff.family_help, shipped(),
        {key: Held(version.pk, version.text) for key, version in forms.items()},
    )  # fmt: skip
    manifest = {"source": "synthetic", "seed": seed}
    with Progress(transient=True) as bar, connection.cursor() as cursor:
        told = bar.add_task("People and their stories", total=people)
        with indexes_made_afterwards(cursor, LOADED):
            for batch in batches_beside(plan):
                load_people(rows=batch.rows, manifest=manifest, by=by, at=now)
                load_entries(rows=batch.rows, manifest=manifest, by=by, at=now)
                load_allocations(rows=batch.rows, manifest=manifest, by=by, at=now)
                load_responses(rows=batch.rows, manifest=manifest, by=by, at=now)
                load_steps(rows=batch.rows, manifest=manifest, by=by, at=now)
                load_plans(rows=batch.rows, manifest=manifest, by=by, at=now)
                load_facts(rows=batch.rows, manifest=manifest, by=by, at=now)
                bar.update(told, completed=batch.until)
            bar.update(told, description="Indexes of the tables")
        cursor.execute("analyze")  # what follows asks of everybody: without it PostgreSQL goes through a million people for each thousand
        bar.update(told, description="Business with families")
        load_business(by=by, at=now)
        bar.update(told, description="Restricted records")
        to_try = restrict_some(seed, password=PASSWORD, by=by, at=now)
        bar.update(told, description="The index over everybody")
        rebuild_index(by=by, at=now)
        cursor.execute("analyze")  # again: what was made since has no figures yet
    return _write_sign_ins(to_try)


def _staff(rng: random.Random, count: int, *, by: Worker, at: datetime) -> Staff:
    """Teams, those who sign in, and enough others for everybody's allocations: one in five of them in an adults' team."""
    all_teams = [(name, "children's") for name in TEAMS] + [(name, "adults'") for name in ADULTS_TEAMS]
    teams = [
        add_team(name=name, service=service, phone=f"01632 9600{number:02}", duty_phone=f"01632 9601{number:02}", by=by, at=at)
        for number, (name, service) in enumerate(all_teams, start=10)
    ]
    for name, role, team in SIGN_INS:
        email = f"{name.split()[0].lower()}@demo.example"
        title, phone = str(role).capitalize(), f"01632 960{rng.randint(300, 999)}"
        add_worker(email=email, name=name, password=PASSWORD, roles=[role], team=teams[team], job_title=title, phone=phone, by=by, at=at)
    own = {first: Worker.objects.get(email=f"{first}@demo.example").pk for first in ("amina", "ben", "cerys")}
    Team.objects.filter(pk=teams[1].pk).update(manager=own["ben"])
    hashed = make_password(PASSWORD)
    pairs = list[tuple[Worker, Team, bool]]()
    for number in range(count):
        is_adults = number % 5 == 4
        of_team = teams[len(TEAMS) + number // 5 % len(ADULTS_TEAMS)] if is_adults else teams[number % 7]
        pairs.append((_worker(number, _worker_name(rng), hashed), of_team, is_adults))
    workers = Worker.objects.bulk_create(worker for worker, _, _ in pairs)
    Membership.objects.bulk_create(Membership(worker=worker, team=team, starts_on=SINCE) for worker, team, _ in pairs)
    RoleHeld.objects.bulk_create(
        RoleHeld(worker_id=worker.pk, role=Role.PRACTITIONER, starts_on=timezone.localdate(at)) for worker in workers
    )
    childrens = [(worker.pk, team.pk) for worker, team, is_adults in pairs if not is_adults]
    adults = [(worker.pk, team.pk) for worker, team, is_adults in pairs if is_adults]
    care = [holder for holder in childrens if holder[1] == teams[4].pk]
    managers = _managers(rng, teams, hashed, own["ben"], at=at)
    return Staff(
        (own["amina"], teams[1].pk), (own["cerys"], teams[2].pk), childrens, adults, care, managers, front_door=teams[0].pk, family_help=teams[6].pk
    )


def _managers(rng: random.Random, teams: list[Team], hashed: str, ben: int, *, at: datetime) -> list[Holder]:
    """One a team: Ben of his, somebody of the others'."""
    others = [team for team in teams if team is not teams[1]]
    made = Worker.objects.bulk_create(_worker(900 + number, _worker_name(rng), hashed, "Team manager") for number in range(len(others)))
    Membership.objects.bulk_create(Membership(worker=worker, team=team, starts_on=SINCE) for worker, team in zip(made, others, strict=True))
    RoleHeld.objects.bulk_create(RoleHeld(worker_id=worker.pk, role=Role.MANAGER, starts_on=timezone.localdate(at)) for worker in made)
    for worker, team in zip(made, others, strict=True):
        Team.objects.filter(pk=team.pk).update(manager=worker.pk)
    return [(ben, teams[1].pk), *((worker.pk, team.pk) for worker, team in zip(made, others, strict=True))]


def _worker_name(rng: random.Random) -> str:
    group = rng.choice(COMMUNITIES)
    forename = names(group, rng.choice(("girls", "girls", "boys")), "young" if group == "british" else "").draw(rng)
    return f"{forename} {names(group, 'surnames').draw(rng)}"


def _worker(number: int, name: str, hashed: str, title: str = "Social worker") -> Worker:
    """A worker beyond those who are printed: enough for everybody's allocations."""
    email, phone = f"{title.rsplit(maxsplit=1)[-1]}{number}@demo.example", f"01632 960{300 + number % 700}"
    return Worker(email=email, name=name, job_title=title, password=hashed, phone=phone, starts_on=SINCE)


def _write_sign_ins(to_try: Iterable[str] = ()) -> str:
    """Kept beside the data, for `kith run` to print: everybody, by what they do, and in which team; and which records are restricted."""
    teams = [*TEAMS, *ADULTS_TEAMS]
    in_team = {Role.PRACTITIONER, Role.MANAGER}
    lines = [
        f"  {name.split()[0].lower() + '@demo.example':<24} {role}{f', {teams[team]}' if role in in_team else ''}" for name, role, team in SIGN_INS
    ]
    lines.append(f"  {PARTNER[1]:<24} {PARTNER[2]}, {PARTNER[3]}")
    tried = ["Restricted records to try (look for them as each of these):", *(f"  {line}" for line in to_try)] if to_try else []
    text = "Sign in as (everybody's password is " + PASSWORD + "):\n" + "\n".join([*lines, *tried]) + "\n"
    write_whole(settings.HOME / "sign-in.txt", text)
    return text


def _refuse() -> int:
    typer.echo("kith demo: there are people in this database already. Use another KITH_HOME for a synthetic council.", err=True)
    return 1
