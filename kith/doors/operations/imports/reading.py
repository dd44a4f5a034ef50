"""Reading a file of people: every row is judged before any is loaded."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kith.foundations.identifiers.numbers import Wrong, nhs
from kith.practice.people.rules.names import LONGEST_NAME, tidy

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
LONGEST = {"forename": LONGEST_NAME, "surname": LONGEST_NAME, "known_as": LONGEST_NAME, "address": 300, "legacy_id": 60}
OTHER_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}
Row = dict[str, str]


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
    """A file as read: good rows with the line on which each begins, and bad rows."""

    rows: list[tuple[int, Row]] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)


def read(file: Path) -> Reading:
    """Read and judge every row."""
    try:
        content = file.read_bytes()
    except OSError as problem:
        raise BadFile(f"cannot be read ({problem.strerror}).") from None
    rows = csv.DictReader(io.StringIO(_decoded(content), newline=""))
    try:
        header = [name.strip().lower() for name in rows.fieldnames or []]
        _judge_header(header)
        rows.fieldnames = header
        return _judged(rows)
    except csv.Error as problem:
        raise BadFile(
            f"cannot be read from line {rows.line_num} on ({problem}). Look there for a quotation mark that is not closed; nothing was loaded."
        ) from None


def _judged(rows: "csv.DictReader[str]") -> Reading:
    reading, seen, line = Reading(), dict[str, int](), rows.line_num + 1
    for row in rows:
        if any((value or "").strip() for value in row.values() if isinstance(value, str)):
            _judge_row(line, row, seen, reading)
        line = rows.line_num + 1  # a text in quotes may go over several lines: a row is named by its first
    return reading


def _decoded(content: bytes) -> str:
    """UTF-8 with or without a mark at its start, or UTF-16, which old Excels call Unicode text."""
    if encoding := _sixteen(content[:200]):
        try:
            return content.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            raise BadFile('is UTF-16 and ends or breaks off within a letter. Save it as "CSV UTF-8" and import it again.') from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise BadFile(
            f'is not UTF-8: line {line} has a byte that UTF-8 does not have. Save it as "CSV UTF-8" and import it again; nothing was loaded.'
        ) from None


def _sixteen(head: bytes) -> str:
    """The first line is in plain letters: in UTF-16 every second byte of it is zero."""
    if head[:2] == b"\xff\xfe" or (len(head) > 3 and not any(head[1:20:2])):
        return "utf-16-le"
    if head[:2] == b"\xfe\xff" or (len(head) > 3 and not any(head[0:20:2])):
        return "utf-16-be"
    return ""


def _judge_header(header: list[str]) -> None:
    other = [words for delimiter, words in OTHER_DELIMITERS.items() if len(header) == 1 and delimiter in header[0]]
    if other:
        raise BadFile(f'has its columns parted by {other[0]}. Save it as "CSV UTF-8 (comma delimited)" and import it again.')
    unknown = [name for name in header if name and name not in COLUMNS]
    if "legacy_id" not in header or not {"forename", "surname", "known_as"} & set(header):
        raise BadFile(
            f"needs the names of its columns in its first line, among them legacy_id and a name; the first line is {', '.join(header)[:200] or 'empty'}. "
            f"Columns are {', '.join(COLUMNS)}."
        )
    if unknown:
        raise BadFile(f"has columns that Kith does not know: {', '.join(unknown)[:200]}. It knows {', '.join(COLUMNS)}.")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise BadFile(f"has a column twice: {', '.join(twice)}. Keep one of the two.")


def _judge_row(line: int, raw: dict[str, str | None], seen: dict[str, int], reading: Reading) -> None:
    if None in raw or any(value is None for value in raw.values()):
        reading.bad.append(BadRow(line, "row", "has not as many values as the first line has columns; put texts with commas in quotes"))
        return
    row = {name: tidy(str(raw.get(name) or "").replace("\x00", "")) for name in COLUMNS}
    bad = list(_faults(line, row, seen))
    reading.bad.extend(bad)
    seen.setdefault(row["legacy_id"], line)
    if not bad:
        reading.rows.append((line, row))


def _faults(line: int, row: Row, seen: dict[str, int]) -> Iterator[BadRow]:
    if not row["legacy_id"]:
        yield BadRow(line, "legacy_id", "is empty; every row needs the number that the person has in the earlier system")
    elif row["legacy_id"] in seen:
        yield BadRow(line, "legacy_id", f"{row['legacy_id'][:60]} is on line {seen[row['legacy_id']]} too; keep one of the two")
    if not (row["forename"] or row["surname"] or row["known_as"]):
        yield BadRow(line, "forename", "no name at all; give a forename, a surname or known_as")
    yield from (
        BadRow(line, name, f"has {len(row[name]):,} characters; at most {longest} fit")
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
