"""`kith demo`: loads the synthetic council. The same people and stories for the same seed, from five thousand to a million."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

import typer
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone
from rich.progress import Progress

from kith.doors.operations.command_line import command_line_origin
from kith.doors.operations.council import eleven
from kith.doors.operations.council.population import GROUPS, Family, Maker, Rows
from kith.doors.operations.council.stories import Teller
from kith.doors.operations.council.words import names
from kith.foundations.access.models import RoleHeld
from kith.foundations.access.queries import look_as
from kith.foundations.access.rules import Role
from kith.foundations.ledger.commands import acting_through
from kith.foundations.postgres.layout import write_whole
from kith.foundations.staff.commands import add_team, add_worker, machine
from kith.foundations.staff.models import Membership, Team, Worker
from kith.practice.finding.commands import rebuild_index
from kith.practice.people.commands import load_people
from kith.practice.people.queries import anybody_known
from kith.practice.recording.commands import load_entries
from kith.practice.work.commands import load_allocations

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
SIGN_INS = (
    ("Amina Yusuf", Role.PRACTITIONER, 1), ("Ben Hartley", Role.MANAGER, 1), ("Cerys Pugh", Role.PRACTITIONER, 2), ("Eve Okafor", Role.OUT_OF_HOURS, 7),
    ("Sam Lister", Role.BUSINESS_SUPPORT, 0), ("Priya Nair", Role.ANALYST, 0), ("Ada Lindqvist", Role.ADMINISTRATOR, 0), ("Olu Adeyemi", Role.AUDITOR, 0),
)  # fmt: skip
BATCH = 4000  # people a transaction


@dataclass
class Staff:
    """Who works in the synthetic council: (worker, team) of everybody who may be allocated."""

    amina: int
    practitioners: list[tuple[int, int]]


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
        load(people, entries or people * 4, seed)


def load(people: int, entries: int, seed: int) -> None:
    """Load it, with a bar that shows how far it is."""
    now = timezone.now().replace(second=0, microsecond=0)
    rng = random.Random(seed)
    by = machine(at=now)
    look_as(by)
    staff = _staff(rng, max(12, people // 60), by=by, at=now)
    maker = Maker(rng=rng, today=timezone.localdate(now), at=now - timedelta(days=1), by=by.pk)
    teller = Teller(rng=rng, now=now)
    first = True
    with Progress(transient=True) as bar:
        told = bar.add_task("People and their stories", total=people)
        for size, batch, families in _batches(maker, people):
            load_people(rows=batch, manifest={"source": "synthetic", "seed": seed}, by=by, at=now)
            _tell(teller, families, staff, entries * size // people, by=by, at=now)
            if first:
                _eleven_contacts(maker, teller, families, staff, by=by, at=now)
                first = False
            bar.advance(told, size)
        bar.update(told, description="The index over everybody")
        rebuild_index(by=by, at=now)
        with connection.cursor() as cursor:
            cursor.execute("analyze")
    _write_sign_ins()


def _batches(maker: Maker, people: int) -> Iterator[tuple[int, Rows, list[Family]]]:
    batch: Rows = defaultdict(list)
    families: list[Family] = []
    for family, rows in maker.families(people):
        families.append(family)
        for table, more in rows.items():
            batch[table].extend(more)
        if len(batch["people_person"]) >= BATCH:
            yield len(batch["people_person"]), batch, families
            batch, families = defaultdict(list), []
    if families:
        yield len(batch["people_person"]), batch, families


def _tell(teller: Teller, families: list[Family], staff: Staff, entries: int, *, by: Worker, at: datetime) -> None:
    """Share the entries unevenly: most families have few, some have hundreds. Who has a story has workers."""
    rng = teller.rng
    weights = [rng.paretovariate(1.1) for _ in families]
    total = sum(min(weight, 60) for weight in weights)
    batch: Rows = defaultdict(list)
    for number, (family, weight) in enumerate(zip(families, weights, strict=True)):
        count = round(entries * min(weight, 60) / total)
        workers = rng.sample(staff.practitioners, 2)
        if (
            number < 12 and families[0].children[0].id < BATCH
        ):  # the first families are Amina's, so that whoever tries Kith as her has a list
            workers[0] = (staff.amina, staff.practitioners[-2][1])
            count = max(count, 12)
        for table, more in teller.story(family, [worker for worker, _ in workers], count).items():
            batch[table].extend(more)
        _allocate(batch, family, workers[0], count, rng, by=by, at=at)
    load_entries(rows=batch, manifest={"source": "synthetic"}, by=by, at=at)
    load_allocations(rows=batch, manifest={"source": "synthetic"}, by=by, at=at)


def _eleven_contacts(maker: Maker, teller: Teller, families: list[Family], staff: Staff, *, by: Worker, at: datetime) -> None:
    people, written = eleven.contacts(maker, families, staff.amina, at, teller.next_entry)
    teller.next_entry += len(written["recording_entry"])
    load_people(rows=people, manifest={"source": "synthetic", "what": "eleven contacts"}, by=by, at=at)
    load_entries(rows=written, manifest={"source": "synthetic", "what": "eleven contacts"}, by=by, at=at)


def _allocate(batch: Rows, family: Family, holder: tuple[int, int], count: int, rng: random.Random, *, by: Worker, at: datetime) -> None:
    if count < 4 or rng.random() < 0.35:
        return
    since = timezone.localdate(at) - timedelta(days=rng.randint(10, 500))
    for child in family.children:
        batch["work_allocation"].append((child.id, *holder, "lead", since, None, at, by.pk, ""))
    if rng.random() < 0.5:
        due = timezone.localdate(at) + timedelta(days=rng.randint(-8, 25))
        title = rng.choice(
            ("Ring the school", "Write to housing", "Ask the GP for the two-year check", "Prepare the core group", "Book the next visit")
        )
        batch["work_task"].append((family.children[0].id, holder[0], title, due, at, by.pk))


def _staff(rng: random.Random, count: int, *, by: Worker, at: datetime) -> Staff:
    teams = [add_team(name=name, phone=f"01632 9600{number:02}", by=by, at=at) for number, name in enumerate(TEAMS, start=10)]
    for name, role, team in SIGN_INS:
        email = f"{name.split()[0].lower()}@demo.example"
        title, phone = str(role).capitalize(), f"01632 960{rng.randint(300, 999)}"
        add_worker(email=email, name=name, password=PASSWORD, roles=[role], team=teams[team], job_title=title, phone=phone, by=by, at=at)
    hashed = make_password(PASSWORD)
    made = [_worker(number, _worker_name(rng), teams[rng.randint(0, 6)], hashed, at) for number in range(count)]
    own = Worker.objects.get(email="amina@demo.example")
    return Staff(own.pk, [*made, (own.pk, teams[1].pk), (Worker.objects.get(email="cerys@demo.example").pk, teams[2].pk)])


def _worker_name(rng: random.Random) -> str:
    group = rng.choice(GROUPS)
    forename = names(group, rng.choice(("girls", "girls", "boys")), "young" if group == "british" else "").draw(rng)
    return f"{forename} {names(group, 'surnames').draw(rng)}"


def _worker(number: int, name: str, team: Team, hashed: str, at: datetime) -> tuple[int, int]:
    """A worker beyond those who are printed: enough for everybody's allocations."""
    since = date(2020, 1, 1)
    worker = Worker.objects.create(
        email=f"worker{number}@demo.example",
        name=name,
        password=hashed,
        phone=f"01632 961{number % 1000:03}",
        starts_on=since,
    )
    Membership.objects.create(worker=worker, team=team, starts_on=since)
    RoleHeld.objects.create(worker_id=worker.pk, role=Role.PRACTITIONER, starts_on=timezone.localdate(at))
    return worker.pk, team.pk


def _write_sign_ins() -> None:
    """Kept beside the data, for `kith run` to print."""
    lines = [f"  {name.split()[0].lower() + '@demo.example':<24} {role}" for name, role, _ in SIGN_INS]
    text = "Sign in as (everybody's password is " + PASSWORD + "):\n" + "\n".join(lines) + "\n"
    write_whole(settings.HOME / "sign-in.txt", text)
    typer.echo(text)


def _refuse() -> int:
    typer.echo("kith demo: there are people in this database already. Use another KITH_HOME for a synthetic council.", err=True)
    return 1
