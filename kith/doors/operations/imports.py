"""`kith import people FILE.csv`: real people's files. All of a file or nothing of it; each bad row is named with its line, field and fix."""

import csv
import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from django.db import connection, transaction
from django.utils import timezone
from rich.progress import track

from kith.doors.operations.command_line import command_line_origin
from kith.foundations.access.queries import look_as
from kith.foundations.identifiers.addresses import phone, place_key, postcode
from kith.foundations.identifiers.numbers import Wrong, nhs
from kith.foundations.ledger.commands import acting_through
from kith.foundations.staff.commands import machine
from kith.practice.finding.commands import index_people, rebuild_index, recount_words
from kith.practice.people.commands import load_people
from kith.practice.people.models import Identifier, Place
from kith.practice.people.rules.british_dates import NotADate, parse

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

COLUMNS = ("legacy_id", "forename", "surname", "known_as", "date_of_birth", "sex", "address", "postcode", "phone", "nhs_number")
SEXES = {
    "m": "M",
    "male": "M",
    "1": "M",
    "f": "F",
    "female": "F",
    "2": "F",
    "": "U",
    "u": "U",
    "unknown": "U",
    "not known": "U",
    "0": "U",
    "9": "U",
}
LONGEST = {"forename": 150, "surname": 150, "known_as": 150, "address": 300, "legacy_id": 60}
REBUILD_FROM = 20_000  # from so many people on, making the index anew is quicker than adding to it


class BadFile(Exception):
    """A file that cannot be read at all, as a sentence."""


@dataclass(frozen=True)
class BadRow:
    """What is wrong with one row, where, and what to do."""

    line: int
    field: str
    fix: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.field}: {self.fix}"


@dataclass
class Reading:
    """A file as read: good rows with their line, bad rows, and what loads as received."""

    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)


@app.callback()
def importing() -> None:
    """Load people from a file."""


@app.command()
def people(
    file: Annotated[Path, typer.Argument(help="A CSV file with the columns " + ", ".join(COLUMNS))],
    check: Annotated[bool, typer.Option("--check", help="Only say what is wrong; load nothing")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For machines")] = False,
) -> None:
    """Load people. Run twice, nothing is doubled; a file with a bad row loads nothing, and every bad row is named."""
    try:
        reading = _read(file)
    except BadFile as problem:
        sys.exit(f"kith import people: {file}: {problem}")
    if reading.bad:
        _say_bad(file, reading.bad, as_json=as_json)
        raise typer.Exit(1)
    loaded, known, flagged = (0, 0, 0) if check else _load(file, reading)
    said = {"rows": len(reading.rows), "loaded": loaded, "already_known": known, "flagged": flagged}
    if as_json:
        typer.echo(json.dumps(said))
    elif check:
        typer.echo(f"{file}: {len(reading.rows)} rows can be loaded.")
    else:
        typer.echo(f"{loaded} people loaded, {known} were known already, {flagged} values loaded as received and flagged.")


def _read(file: Path) -> Reading:
    """Read and judge every row. UTF-8, with or without a mark at the start."""
    try:
        content = file.read_bytes()
    except OSError as problem:
        raise BadFile(f"cannot be read ({problem.strerror}).") from None
    rows = csv.DictReader(io.StringIO(_decoded(content), newline=""))
    header = [name.strip().lower() for name in rows.fieldnames or []]
    _judge_header(header)
    rows.fieldnames = header
    reading, seen = Reading(), dict[str, int]()
    for row in rows:
        if any((value or "").strip() for value in row.values() if isinstance(value, str)):
            _judge_row(rows.line_num, row, seen, reading)
    return reading


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise BadFile(
            f'is not UTF-8: line {line} has a byte that UTF-8 does not have. Save it as "CSV UTF-8" and import it again; nothing was loaded.'
        ) from None


def _judge_header(header: list[str]) -> None:
    unknown = [name for name in header if name and name not in COLUMNS]
    if "legacy_id" not in header or not {"forename", "surname", "known_as"} & set(header):
        raise BadFile(f"needs the columns legacy_id and a name in its first line; it has {', '.join(header)[:200] or 'nothing'}.")
    if unknown:
        raise BadFile(f"has columns that Kith does not know: {', '.join(unknown)[:200]}. It knows {', '.join(COLUMNS)}.")


def _judge_row(line: int, raw: dict[str, str | None], seen: dict[str, int], reading: Reading) -> None:
    if None in raw or any(value is None for value in raw.values()):
        reading.bad.append(BadRow(line, "row", "has not as many values as the first line has columns; put texts with commas in quotes"))
        return
    row = {name: " ".join(str(raw.get(name) or "").replace("\x00", "").split()) for name in COLUMNS}
    bad = list(_faults(line, row, seen))
    reading.bad.extend(bad)
    if not bad:
        seen[row["legacy_id"]] = line
        reading.rows.append((line, row))


def _faults(line: int, row: dict[str, str], seen: dict[str, int]) -> Iterator[BadRow]:
    if not row["legacy_id"]:
        yield BadRow(line, "legacy_id", "is empty; every row needs the number that the person has in the earlier system")
    elif row["legacy_id"] in seen:
        yield BadRow(line, "legacy_id", f"{row['legacy_id']} is on line {seen[row['legacy_id']]} too; keep one of the two")
    if not (row["forename"] or row["surname"] or row["known_as"]):
        yield BadRow(line, "forename", "no name at all; give a forename, a surname or known_as")
    yield from (
        BadRow(line, name, f"has {len(row[name])} characters; at most {longest} fit")
        for name, longest in LONGEST.items()
        if len(row[name]) > longest
    )
    if row["sex"].lower() not in SEXES:
        yield BadRow(line, "sex", f"{row['sex'][:20]!r} is not one of M, F or U")
    if row["nhs_number"]:
        try:
            nhs(row["nhs_number"])
        except Wrong as wrong:
            yield BadRow(line, "nhs_number", f"{row['nhs_number'][:20]}: {wrong}")


def _say_bad(file: Path, bad: list[BadRow], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"loaded": 0, "bad": [{"line": row.line, "field": row.field, "fix": row.fix} for row in bad]}))
        return
    for row in bad[:50]:
        typer.echo(f"{file}: {row}", err=True)
    more = f" (the first 50 of {len(bad)} are shown)" if len(bad) > 50 else ""
    typer.echo(f"Nothing was loaded. Mend these {len(bad)} and import the file again{more}.", err=True)


def _load(file: Path, reading: Reading) -> tuple[int, int, int]:
    """One transaction: all new people, and the index. Returns (loaded, known already, flagged)."""
    now = timezone.now()
    with acting_through(command_line_origin()), transaction.atomic():
        by = machine(at=now)
        look_as(by)
        known = set(Identifier.objects.filter(scheme="legacy_id").values_list("value", flat=True))
        new = [(line, row) for line, row in reading.rows if row["legacy_id"] not in known]
        batch = _Batch(source=f"import of {file.name}"[:120], at=now, by=by.pk)
        for _, row in track(new, description="People", disable=not sys.stderr.isatty()):
            batch.add(row)
        load_people(rows=batch.rows, manifest={"source": file.name, "people": len(new)}, by=by, at=now)
        if len(new) >= REBUILD_FROM:
            rebuild_index(by=by, at=now)
        elif new:
            index_people(person_ids=batch.ids, by=by, at=now)
            recount_words(by=by, at=now)
    return len(new), len(reading.rows) - len(new), len(batch.rows["people_asreceived"])


class _Batch:
    """Rows of people to load, made from a file's rows."""

    def __init__(self, *, source: str, at: object, by: int) -> None:
        self.source, self.at, self.by = source, at, by
        self.rows: dict[str, list[tuple[object, ...]]] = defaultdict(list)
        self.ids: list[int] = []
        self.today = timezone.localdate()
        self.next_person, self.next_place = _next_id("people_person"), _next_id("people_place")
        self.places: dict[str, int] = dict(Place.objects.values_list("key", "id"))

    def add(self, row: dict[str, str]) -> None:
        id_ = self.next_person
        self.next_person += 1
        self.ids.append(id_)
        born = self._born(id_, row["date_of_birth"])
        forename, surname = row["forename"] or ("" if row["surname"] else row["known_as"]), row["surname"]
        shown = f"{forename} {surname}".strip()
        shown += f" ({row['known_as']})" if row["known_as"] and row["known_as"] not in (forename, shown) else ""
        how = "exact" if born else "unknown"
        sex = SEXES[row["sex"].lower()]
        self.rows["people_person"].append((id_, shown[:300], born, how, False, None, None, sex, "open", self.at, self.by))
        self.rows["people_name"].append((*self._dated(id_, born), "legal", forename, surname))
        if row["known_as"] and row["known_as"] != forename:
            self.rows["people_name"].append((*self._dated(id_), "known_as", row["known_as"], ""))
        self.rows["people_identifier"].append((*self._dated(id_), "legacy_id", row["legacy_id"], "", False))
        if row["nhs_number"]:
            self.rows["people_identifier"].append((*self._dated(id_), "nhs_number", nhs(row["nhs_number"]), "", False))
        self._reach(id_, row)

    def _reach(self, id_: int, row: dict[str, str]) -> None:
        code = postcode(row["postcode"])
        if row["postcode"] and code is None:
            self._flag(id_, "postcode", row["postcode"], "not a British postcode; kept in the address as received")
        if row["address"] or row["postcode"]:
            lines = row["address"] if code or not row["postcode"] else ", ".join(filter(None, [row["address"], row["postcode"]]))
            self.rows["people_residence"].append((*self._dated(id_), self._place(lines[:300], code or ""), "main", False))
        digits = phone(row["phone"]) if row["phone"] else None
        if digits:
            kind = "mobile" if digits.startswith("07") else "phone"
            self.rows["people_contactpoint"].append((*self._dated(id_), kind, row["phone"][:254], digits, "not_known", ""))
        elif row["phone"]:
            self._flag(id_, "phone", row["phone"], "not a telephone number")

    def _born(self, id_: int, said: str) -> date | None:
        if not said:
            return None
        try:
            born = parse(said, today=self.today)
        except NotADate as problem:
            self._flag(id_, "date_of_birth", said, str(problem))
            return None
        if born > self.today:
            self._flag(id_, "date_of_birth", said, "is in the future")
            return None
        return born

    def _place(self, lines: str, code: str) -> int:
        key = place_key(lines, code)
        if key not in self.places:
            self.places[key] = self.next_place
            self.rows["people_place"].append((self.next_place, lines, code, "", key, False))
            self.next_place += 1
        return self.places[key]

    def _flag(self, id_: int, name: str, value: str, problem: str) -> None:
        self.rows["people_asreceived"].append((id_, name, value, problem[:300], self.source, self.at))

    def _dated(self, person_id: int, starts_on: date | None = None) -> tuple[object, ...]:
        return (person_id, starts_on, None, self.source, self.at, self.by)


def _next_id(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"select coalesce(max(id), 0) + 1 from {table}")  # noqa: S608 - our own table names
        row: tuple[int] | None = cursor.fetchone()
    return row[0] if row else 1
