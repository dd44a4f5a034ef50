"""The fixed cast: Amina is allocated, Ben manages her, Cerys is in another team, Dev is barred from one family, Eve is on the
out-of-hours desk, Ada administers, Olu audits,
Gwen guards the record."""

from dataclasses import dataclass
from datetime import datetime

from kith.foundations.access.rules import Role
from kith.foundations.staff.commands import add_team, add_worker, machine
from kith.foundations.staff.models import Team, Worker

PASSWORD = "a long enough password"


@dataclass(frozen=True)
class Cast:
    """Everybody who appears in the tests."""

    machine: Worker
    amina: Worker
    ben: Worker
    cerys: Worker
    dev: Worker
    eve: Worker
    ada: Worker
    olu: Worker
    gwen: Worker
    north: Team
    south: Team


def assemble(*, at: datetime) -> Cast:
    """Make the cast."""
    kith = machine(at=at)
    north = add_team(name="North safeguarding", phone="0113 496 0001", by=kith, at=at)
    south = add_team(name="South safeguarding", phone="0113 496 0002", by=kith, at=at)

    def worker(name: str, role: Role, team: Team | None) -> Worker:
        email = f"{name.split(maxsplit=1)[0].lower()}@council.example"
        return add_worker(email=email, name=name, password=PASSWORD, roles=[role], team=team, by=kith, at=at)

    return Cast(
        machine=kith,
        amina=worker("Amina Yusuf", Role.PRACTITIONER, north),
        ben=worker("Ben Hartley", Role.MANAGER, north),
        cerys=worker("Cerys Pugh", Role.PRACTITIONER, south),
        dev=worker("Dev Anand", Role.PRACTITIONER, north),
        eve=worker("Eve Okafor", Role.OUT_OF_HOURS, None),
        ada=worker("Ada Lindqvist", Role.ADMINISTRATOR, None),
        olu=worker("Olu Adeyemi", Role.AUDITOR, None),
        gwen=worker("Gwen Ellis", Role.GUARDIAN, None),
        north=north,
        south=south,
    )
