"""One measuring session: every action at every number of clients, with the floors of the same run."""

import sys

from django.db import transaction
from django.utils import timezone

from kith.doors.operations.bench import forms
from kith.doors.operations.bench.actions import Measured, actions
from kith.doors.operations.bench.driving import Action, Browser, drive, sign_in
from kith.doors.operations.bench.floors import floors
from kith.doors.operations.bench.in_turn import second_lock, trace
from kith.doors.operations.bench.ledger import ledger
from kith.doors.operations.bench.measuring import Figure, figure
from kith.doors.operations.bench.subjects import draw
from kith.foundations.access.commands import give_reason
from kith.foundations.access.queries import look_as
from kith.foundations.access.rules import REASONS
from kith.foundations.staff.commands import machine
from kith.foundations.staff.models import Worker

EMAIL, PASSWORD = "amina@demo.example", "kith-demo-2026"
SEED, WARM_UP, LEDGER_ROWS = 7, 20, 1_000_000


def measure(base_url: str, runs: int, clients: list[int]) -> list[Figure]:
    """Warm up, then measure. Fewer runs for more clients would hide the queue, so each number of clients gets all."""
    with transaction.atomic():
        at_work = machine(at=timezone.now())
        look_as(at_work)
        forms.load(by=at_work, at=timezone.now())
        subjects = draw(400, seed=SEED)
        worker = Worker.objects.get(email=EMAIL)
        bare = floors(subjects, worker.pk)
    with transaction.atomic():  # the worker has said why she opens each of them: what is measured is the record, not the question
        look_as(worker)
        for subject in subjects:
            give_reason(person_id=subject.person_id, reason=REASONS[0], by=worker, at=timezone.now())
    browsers = [sign_in(base_url, EMAIL, PASSWORD) for _ in range(max(clients))]
    found = []
    for measured in actions(subjects, seed=SEED):
        drive(_ready(measured, browsers[:1]), browsers[:1], WARM_UP)
        for count in clients:
            samples, seconds = drive(_ready(measured, browsers[:count]), browsers[:count], max(runs, count))
            found.append(figure(measured.name, count, samples, seconds, bare.get(measured.floor)))
            sys.stderr.write(f"{measured.name}, {count} at once: {found[-1].server_p95_ms} ms server p95, {found[-1].failed} failed\n")
    found += [*second_lock(subjects, EMAIL, PASSWORD, runs=runs), *trace(subjects, EMAIL, PASSWORD, runs=runs)]
    return [*found, *ledger(base_url, PASSWORD, rows=LEDGER_ROWS, runs=runs)]


def _ready(measured: Measured, browsers: list[Browser]) -> Action:
    for browser in browsers:
        if measured.before:
            measured.before(browser)
    return measured.action
