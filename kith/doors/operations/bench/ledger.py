"""How fast the ledger is sealed, verified and read: with many rows on it, by the command line and through the front door."""

import json
import subprocess
import sys
import time

from django.db import connection
from django.utils import timezone

from kith.doors.operations.bench.driving import drive, sign_in
from kith.doors.operations.bench.measuring import Figure, figure

AUDITOR = "olu@demo.example"
MONTHS = 11  # over which the rows are spread: as many of its partitions
# 200 workers look at 20,000 people; one row in 50 is a refusal, one in 10,000 a broken glass.
_FILL = """
    insert into ledger_entry (at, kind, event, worker_id, person_id, reason, door, address)
    select now() - interval '28 days' + n * (interval '1 day' * %s / %s), case when n %% 50 = 0 then 'refused' else 'looked' end,
        case when n %% 10000 = 1 then 'GlassBroken' else (array['record', 'story', 'family', 'brief'])[n %% 4 + 1] end,
        1 + n %% 200, 1 + (n * 7919) %% 20000, 'On duty for the team', 'page', '10.0.0.' || n %% 250
    from generate_series(1::bigint, %s) n
"""


def ledger(base_url: str, password: str, *, rows: int, runs: int) -> list[Figure]:
    """Rows a second for sealing and verifying, told on the way; a figure for each way of reading."""
    with connection.cursor() as cursor:
        cursor.execute(_FILL, [30 * MONTHS, rows, rows])
    sealed = _timed("seal")[0]
    seconds, verdict = _timed("verify", "--json")
    said = json.loads(verdict)
    sys.stderr.write(
        f"the ledger: {rows / sealed:,.0f} rows a second sealed, {said['rows'] / seconds:,.0f} verified ({said['rows']:,} rows; with starting up)\n"
    )
    browser = sign_in(base_url, AUDITOR, password)
    found = []
    for name, question in _questions().items():
        drive(lambda asked, _, question=question: asked.http.get(question), [browser], 5)  # type: ignore[misc]  # bound at once
        samples, took = drive(lambda asked, _, question=question: asked.http.get(question), [browser], runs)  # type: ignore[misc]  # as above
        found.append(figure(f"the ledger of {rows:,} rows: {name}", 1, samples, took, None))
    return found


def _questions() -> dict[str, str]:
    today = timezone.localdate()
    wide = f"since_day=1&since_month=1&since_year={today.year - 1}&until_day=31&until_month=12&until_year={today.year + 1}"
    rare = f"/ledger?what=GlassBroken&{wide}"
    return {"the newest": "/ledger", "two years, a rare deed": rare, "two years, refused": f"/ledger?what=refused&{wide}",
            "two years, a worker": f"/ledger?worker={AUDITOR}&{wide}", "two years, a worker, a rare deed": f"{rare}&worker={AUDITOR}"}  # fmt: skip


def _timed(*verb: str) -> tuple[float, str]:
    """Seconds that `kith ledger` took, and what it said."""
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "kith.doors.operations.command_line", "ledger", *verb], check=True, stdout=subprocess.PIPE, text=True)
    return time.perf_counter() - started, done.stdout
