"""Loading the rows of a file that are new: one transaction for all of them, and the index."""

import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from rich.progress import track

from kith.doors.operations.imports.comparing import home
from kith.doors.operations.imports.reading import SEXES, Row
from kith.foundations.identifiers.addresses import odd_area, phone, place_key
from kith.foundations.identifiers.numbers import nhs
from kith.foundations.staff.models import Worker
from kith.practice.finding.commands import index_people, rebuild_index, recount_words
from kith.practice.people.commands import load_people, tell_of_clashes
from kith.practice.people.queries import next_ids, places_by_key
from kith.practice.people.rules.british_dates import NotADate, parse_roughly
from kith.practice.people.rules.half_known import DAY

REBUILD_FROM = 20_000  # from so many people on, making the index anew is quicker than adding to it


@dataclass(frozen=True)
class Flag:
    """A value that cannot be true or read: kept as received, and shown so on the record."""

    line: int
    field: str
    value: str
    problem: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.field}: {self.value[:60]!r} is loaded as received ({self.problem})"


def load(rows: Sequence[tuple[int, Row]], file_name: str, *, by: Worker, at: datetime) -> list[Flag]:
    """Load new people. Called in the caller's transaction. Returns what was flagged."""
    batch = _Batch(source=f"import of {file_name}"[:120], at=at, by=by)
    for line, row in track(rows, description="People", disable=not sys.stderr.isatty()):
        batch.add(line, row)
    load_people(rows=batch.rows, manifest={"source": file_name, "people": len(rows)}, by=by, at=at)
    if rows:
        tell_of_clashes(from_person_id=batch.ids[0], by=by, at=at)
    if len(rows) >= REBUILD_FROM:
        rebuild_index(by=by, at=at)
    elif rows:
        index_people(person_ids=batch.ids, by=by, at=at)
        recount_words(by=by, at=at)
    return batch.flags


class _Batch:
    """Rows of people to load, made from a file's rows."""

    def __init__(self, *, source: str, at: datetime, by: Worker) -> None:
        self.source, self.at, self.by = source, at, by.pk
        self.rows: dict[str, list[tuple[object, ...]]] = defaultdict(list)
        self.ids: list[int] = []
        self.flags: list[Flag] = []
        self.today = timezone.localdate(at)
        self.next_person, self.next_place = next_ids(seen_by=by)
        self.places = places_by_key(seen_by=by)

    def add(self, line: int, row: Row) -> None:
        id_ = self.next_person
        self.next_person += 1
        self.ids.append(id_)
        born, known = self._born(line, id_, row["date_of_birth"])
        forename, surname = row["forename"] or ("" if row["surname"] else row["known_as"]), row["surname"]
        shown = f"{forename} {surname}".strip()
        shown += f" ({row['known_as']})" if row["known_as"] and row["known_as"] not in (forename, shown) else ""
        how = ("exact" if known == DAY else known) if born else "unknown"
        sex = SEXES[row["sex"].lower()]
        self.rows["people_person"].append((id_, shown[:300], born, how, False, None, None, sex, "open", self.at, self.by))
        self.rows["people_name"].append((*self._dated(id_, born if known == DAY else None), "legal", forename, surname))
        if row["known_as"] and row["known_as"] != forename:
            self.rows["people_name"].append((*self._dated(id_), "known_as", row["known_as"], ""))
        self.rows["people_identifier"].append((*self._dated(id_), "legacy_id", row["legacy_id"], "", False))
        if row["nhs_number"]:
            self.rows["people_identifier"].append((*self._dated(id_), "nhs_number", nhs(row["nhs_number"]), "", False))
        self._reach(line, id_, row)

    def _reach(self, line: int, id_: int, row: Row) -> None:
        lines, code = home(row)
        if row["postcode"] and not code:
            self._flag(line, id_, "postcode", row["postcode"], "not a British postcode; kept in the address as received")
        elif code and (odd := odd_area(code)):
            self._flag(line, id_, "postcode", code, f"{odd}; kept as received")
        if lines or code:
            self.rows["people_residence"].append((*self._dated(id_), self._place(lines, code), "main", False))
        digits = phone(row["phone"]) if row["phone"] else None
        if digits:
            kind = "mobile" if digits.startswith("07") else "phone"
            self.rows["people_contactpoint"].append((*self._dated(id_), kind, row["phone"][:254], digits, "not_known", ""))
        elif row["phone"]:
            self._flag(line, id_, "phone", row["phone"], "not a telephone number")

    def _born(self, line: int, id_: int, said: str) -> tuple[date | None, str]:
        """(the date, how much of it is known)."""
        if not said:
            return None, DAY
        try:
            born, known = parse_roughly(said, today=self.today)
        except NotADate as problem:
            self._flag(line, id_, "date_of_birth", said, str(problem))
            return None, DAY
        if born > self.today:
            self._flag(line, id_, "date_of_birth", said, "is in the future")
            return None, DAY
        return born, known

    def _place(self, lines: str, code: str) -> int:
        key = place_key(lines, code)
        if key not in self.places:
            self.places[key] = self.next_place
            self.rows["people_place"].append((self.next_place, lines, code, "", key, False))
            self.next_place += 1
        return self.places[key]

    def _flag(self, line: int, id_: int, name: str, value: str, problem: str) -> None:
        self.flags.append(Flag(line, name, value, problem[:300]))
        self.rows["people_asreceived"].append((id_, name, value, problem[:300], self.source, self.at))

    def _dated(self, person_id: int, starts_on: date | None = None) -> tuple[object, ...]:
        return (person_id, starts_on, None, self.source, self.at, self.by)
