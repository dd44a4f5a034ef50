"""Rows of people who are known already: the same as what stands on their record, or different, and then in what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kith.doors.operations.imports.reading import SEXES, Row
from kith.foundations.identifiers.addresses import phone, place_key, postcode
from kith.foundations.identifiers.numbers import nhs
from kith.foundations.staff.models import Worker
from kith.practice.finding.queries import Asked, possible_duplicates
from kith.practice.people.queries import OnRecord, on_record
from kith.practice.people.rules.british_dates import NotADate, parse_roughly
from kith.practice.people.rules.half_known import DAY

AT_ONCE = 5000  # numbers a statement


@dataclass(frozen=True)
class Difference:
    """A value of the file that stands on the record neither now nor in the past. The record is not changed."""

    line: int
    legacy_id: str
    field: str
    on_record: str
    in_file: str

    def __str__(self) -> str:
        words = self.field.replace("_", " ")
        return (
            f"line {self.line}: legacy_id {self.legacy_id} is known already, and its {words} differs: "
            f"{self.on_record or 'nothing'} / {self.in_file}. Not changed; correct it on the record if the file is right."
        )


@dataclass(frozen=True)
class Likeness:
    """A new row that may be about somebody who is on record under another number, or under none."""

    line: int
    legacy_id: str
    person_id: int
    on_record: str
    why: str

    def __str__(self) -> str:
        return (
            f"line {self.line}: legacy_id {self.legacy_id} may be record {self.person_id}, {self.on_record} ({self.why}). "
            "It is a record of its own: nothing is merged. Compare the two."
        )


@dataclass(frozen=True)
class Repeat:
    """A new row that may be about the same person as an earlier new row of the file."""

    line: int
    legacy_id: str
    earlier_line: int
    earlier_legacy_id: str
    why: str

    def __str__(self) -> str:
        return (
            f"line {self.line}: legacy_id {self.legacy_id} may be the person of line {self.earlier_line}, legacy_id {self.earlier_legacy_id} "
            f"({self.why}). Each becomes a record of its own: nothing is merged. Compare the two."
        )


@dataclass(frozen=True)
class Sorted:
    """A file's rows: those to load, how many are known and the same, and what differs of the others."""

    new: list[tuple[int, Row]]
    same: int
    different: int
    differences: list[Difference]


def sort(rows: list[tuple[int, Row]], *, today: date, seen_by: Worker) -> Sorted:
    """Part the rows of a file by what is on record. Changes nothing."""
    new: list[tuple[int, Row]] = []
    differences: list[Difference] = []
    same = different = 0
    for start in range(0, len(rows), AT_ONCE):
        batch = rows[start : start + AT_ONCE]
        known = on_record([row["legacy_id"] for _, row in batch], seen_by=seen_by)
        for line, row in batch:
            there = known.get(row["legacy_id"])
            if there is None:
                new.append((line, row))
                continue
            found = [Difference(line, row["legacy_id"], *each) for each in _differences(row, there, today)]
            differences += found
            same, different = (same, different + 1) if found else (same + 1, different)
    return Sorted(new, same, different, differences)


def likenesses(new: list[tuple[int, Row]], *, today: date, seen_by: Worker) -> list[Likeness]:
    """New rows that may be about people who are known already, in one statement a few thousand rows."""
    found: list[Likeness] = []
    for start in range(0, len(new), AT_ONCE):
        batch = dict(new[start : start + AT_ONCE])
        told = possible_duplicates([_asked(line, row, today) for line, row in batch.items()], seen_by=seen_by)
        found += [
            Likeness(
                one.line,
                batch[one.line]["legacy_id"],
                one.person_id,
                ", ".join(filter(None, [one.name, one.born and f"born {one.born}"])),
                one.why,
            )
            for one in told
        ]
    return found


def repeats(new: list[tuple[int, Row]], *, today: date) -> list[Repeat]:
    """Rows of the file itself that share an NHS number, or every word of the name and the day of birth. Twins share no first name."""
    found: list[Repeat] = []
    first: dict[tuple[str, ...], tuple[int, Row]] = {}
    for line, row in new:
        for why, *key in _marks(row, today):
            earlier, other = first.setdefault((why, *key), (line, row))
            if earlier != line:
                found.append(Repeat(line, row["legacy_id"], earlier, other["legacy_id"], why))
                break
    return found


def _marks(row: Row, today: date) -> Iterator[tuple[str, ...]]:
    """(why, what two rows about one person have in common)."""
    if row["nhs_number"]:
        yield "the same NHS number", nhs(row["nhs_number"])
    born = _day_of_birth(row["date_of_birth"], today)
    words = sorted(f"{row['forename']} {row['surname']}".casefold().split())
    if born and len(words) > 1:
        yield "the same name and date of birth", *words, born.isoformat()


def _asked(line: int, row: Row, today: date) -> Asked:
    lines, code = home(row)
    return Asked(
        line=line, name=" ".join(filter(None, [row["forename"], row["surname"]])) or row["known_as"],
        born_on=_day_of_birth(row["date_of_birth"], today),
        nhs_number=nhs(row["nhs_number"]) if row["nhs_number"] else "", phone=(phone(row["phone"]) or "") if row["phone"] else "",
        place=place_key(lines, code) if lines or code else "",
    )  # fmt: skip


def _differences(row: Row, there: OnRecord, today: date) -> Iterator[tuple[str, str, str]]:
    """(field, on the record, in the file) of each value that the record does not have. What the file leaves empty says nothing; nor does
    a restricted record: whoever imports files need not be one of those who are let in."""
    if there.is_restricted:
        return
    for name in ("forename", "surname", "known_as"):
        have = there.surnames if name == "surname" else there.forenames
        if row[name] and row[name].casefold() not in {each.casefold() for each in have}:
            yield name, have[0] if have else "", row[name]
    said = row["date_of_birth"]
    if said and said not in there.as_received.get("date_of_birth", ()) and _born(said, today) not in there.births:
        yield "date_of_birth", f"{there.births[0]:%d/%m/%Y}" if there.births else "", said
    sex = SEXES[row["sex"].lower()]
    if sex != "U" and sex not in there.sexes:
        yield "sex", there.sexes[0], sex
    yield from _reach(row, there)


def _reach(row: Row, there: OnRecord) -> Iterator[tuple[str, str, str]]:
    lines, code = home(row)
    if (lines or code) and place_key(lines, code) not in {key for key, _ in there.homes}:
        yield "address", there.homes[0][1] if there.homes else "", ", ".join(filter(None, [lines, code]))
    digits = phone(row["phone"]) if row["phone"] else None
    if row["phone"] and digits not in {key for key, _ in there.phones} and row["phone"] not in there.as_received.get("phone", ()):
        yield "phone", there.phones[0][1] if there.phones else "", row["phone"]
    if row["nhs_number"] and nhs(row["nhs_number"]) not in there.nhs_numbers:
        yield "nhs_number", there.nhs_numbers[0] if there.nhs_numbers else "", row["nhs_number"]


def _born(said: str, today: date) -> date | None:
    try:
        return parse_roughly(said, today=today)[0]
    except NotADate:
        return None


def _day_of_birth(said: str, today: date) -> date | None:
    """Only a whole date says who somebody is."""
    try:
        born, known = parse_roughly(said, today=today)
    except NotADate:
        return None
    return born if known == DAY else None


def home(row: Row) -> tuple[str, str]:
    """A row's address as it is kept: lines, and the postcode where it is a British one; any other stands among the lines."""
    code = postcode(row["postcode"])
    lines = row["address"] if code or not row["postcode"] else ", ".join(filter(None, [row["address"], row["postcode"]]))
    return lines[:300], code or ""
