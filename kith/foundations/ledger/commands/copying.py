"""What was sealed is copied out of the database, row by row, to where other logs are gathered."""

import json
import os
from dataclasses import asdict
from pathlib import Path

from kith.foundations.ledger.queries.anchors import AnchorTrouble
from kith.foundations.ledger.queries.sealing import last_seal
from kith.foundations.ledger.queries.written import sealed_in
from kith.foundations.postgres.connections import default_home


def copy_next_seal(to: Path) -> int:
    """Add the rows of the first seal that was not copied yet to a file, a line of JSON each. Returns how many; 0: all were copied. The asker's own
    eyes are told to the database, and must see every row. Raises AnchorTrouble."""
    number = _copied() + 1
    if number > last_seal()[0]:
        return 0
    rows = sealed_in(number)
    lines = [json.dumps({"seal": number, **asdict(row)}, default=str) + "\n" for row in rows]
    try:
        with to.open("a") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
    except OSError as problem:
        raise AnchorTrouble(f"The ledger's rows could not be copied to {to}: {problem.strerror}.") from None
    made = _copied_place().with_suffix(".new")
    made.write_text(str(number))
    made.replace(_copied_place())
    return len(rows)


def _copied_place() -> Path:
    """The number of the last seal that was copied."""
    return default_home() / "ledger-copied"


def _copied() -> int:
    return int(_copied_place().read_text()) if _copied_place().exists() else 0
