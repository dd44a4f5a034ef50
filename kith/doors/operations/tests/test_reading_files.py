"""Reading files of people: whatever comes, a sentence says what is wrong, where, and what to do; what can be read is read."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import connection

from kith.doors.operations.imports.comparing import repeats, sort
from kith.doors.operations.imports.loading import load
from kith.doors.operations.imports.reading import COLUMNS, BadFile, Reading, read
from kith.foundations.staff.models import Worker
from kith.practice.people.commands import correct_person, give_name
from kith.practice.people.models import AsReceived, Person
from tests.cast import Cast

HEADER = ",".join(COLUMNS) + "\n"
Write = Callable[..., Path]
TODAY = date(2026, 11, 23)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(rows: str, *, encoding: str = "utf-8", header: str = HEADER) -> Path:
        path = tmp_path / "people.csv"
        path.write_bytes((header + rows).encode(encoding))
        return path

    return written


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_files_of_unicode_are_read_whatever_their_kind(encoding: str, write: Write) -> None:
    reading = read(write("A1,Zoë,M\u00fcller 🌻,,,,,,,\nA2,\u0645\u0631\u064a\u0645,\u05db\u05d4\u05df,,,,,,,\n", encoding=encoding))
    assert [(row["forename"], row["surname"]) for _, row in reading.rows] == [("Zoë", "Müller 🌻"), ("مريم", "כהן")]


@pytest.mark.parametrize(
    ("rows", "header", "said"),
    [
        ("A1;Zoe;Muller\n", "legacy_id;forename;surname\n", "parted by semicolons"),
        ("A1\tZoe\tMuller\n", "legacy_id\tforename\tsurname\n", "parted by tabs"),
        ("A1,Zoe,Muller\n", "", "needs the names of its columns in its first line"),
        ("A1,Zoe,Zoe\n", "legacy_id,forename,forename\n", "has a column twice: forename"),
        ('A1,Zoe,"' + "x" * 200_000 + "\n", "legacy_id,forename,surname\n", "quotation mark that is not closed"),
    ],
)
def test_a_file_of_the_wrong_shape_is_a_sentence(rows: str, header: str, said: str, write: Write) -> None:
    with pytest.raises(BadFile, match=said):
        read(write(rows, header=header))


@pytest.mark.parametrize(
    ("content", "said"), [(HEADER.encode() + b"A1,Zo\xeb,,,,,,,,\n", "line 2"), (HEADER.encode("utf-16")[:-1], "UTF-16")]
)
def test_a_file_of_the_wrong_encoding_is_a_sentence(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with pytest.raises(BadFile, match=said):
        read(path)


def _faults(reading: Reading) -> list[tuple[int, str]]:
    return [(bad.line, bad.field) for bad in reading.bad]


def test_each_bad_row_is_named_by_its_first_line_and_field(write: Write) -> None:
    rows = 'A1,Zoe,"of two\nlines",,,,,,,\nA2,' + "x" * 10_000 + ",,,,,,,,\nA1,Again,,,,,,,,\nA3,Bad,Number,,,,,,,943 476 5918\nA4,few\n"
    reading = read(write(rows))
    assert _faults(reading) == [(4, "forename"), (5, "legacy_id"), (6, "nhs_number"), (7, "row")]
    assert "10,000 characters; at most 150 fit" in str(reading.bad[0])
    assert "A1 is on line 2 too" in str(reading.bad[1])
    assert "fails its check digit" in str(reading.bad[2])
    assert [line for line, _ in reading.rows] == [2]


def test_a_number_twice_is_named_though_the_first_row_has_another_fault(write: Write) -> None:
    assert _faults(read(write("A1,,,,,,,,,\nA1,Zoe,,,,,,,,\n"))) == [(2, "forename"), (3, "legacy_id")]


def test_marks_that_turn_writing_round_are_left_out(write: Write) -> None:
    assert read(write("A1,\u202eZoe\u202c,,,,,,,,\n")).rows[0][1]["forename"] == "Zoe"


def _load(path: Path, by: Worker, now: datetime) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("reset role")  # `kith import` works as the owner
    found = sort(read(path).rows, today=TODAY, seen_by=by)
    return [f"{flag.line} {flag.field}" for flag in load(found.new, path.name, by=by, at=now)]


def test_foreign_postcodes_and_impossible_dates_load_as_received_and_flagged(write: Write, cast: Cast, now: datetime) -> None:
    path = write("A1,Zoe,Muller,,3/4/202,F,1 Rue X,75008,12,\nA2,Max,Muller,,31/2/2014,M,,,,\nA3,Eva,Muller,,1/1/2027,F,,,,\n")
    flagged = ["2 date_of_birth", "2 postcode", "2 phone", "3 date_of_birth", "4 date_of_birth"]
    assert _load(path, cast.machine, now) == flagged
    assert AsReceived.objects.filter(field="date_of_birth", value="3/4/202").count() == 1
    again = sort(read(path).rows, today=TODAY, seen_by=cast.machine)
    assert (again.new, again.same, again.differences) == ([], 3, [])


def test_every_field_that_differs_is_named(write: Write, cast: Cast, now: datetime) -> None:
    _load(write("A1,Zoe,Muller,,3/4/2014,F,1 Elm Road,LS8 1AB,07700 900123,943 476 5919\n"), cast.machine, now)
    other = write("A1,Zoey,Mueller,Zo,4/4/2014,M,2 Elm Road,LS8 1AB,07700 900124,987 654 3210\n")
    found = sort(read(other).rows, today=TODAY, seen_by=cast.machine)
    assert (found.same, found.different) == (0, 1)
    assert [(each.field, each.on_record, each.in_file) for each in found.differences] == [
        ("forename", "Zoe", "Zoey"),
        ("surname", "Muller", "Mueller"),
        ("known_as", "Zoe", "Zo"),
        ("date_of_birth", "03/04/2014", "4/4/2014"),
        ("sex", "F", "M"),
        ("address", "1 Elm Road, LS8 1AB", "2 Elm Road, LS8 1AB"),
        ("phone", "07700 900123", "07700 900124"),
        ("nhs_number", "9434765919", "987 654 3210"),
    ]


def test_what_was_put_right_on_the_record_since_is_no_difference(write: Write, cast: Cast, now: datetime) -> None:
    """The earlier system still has what Kith has corrected: the file itself has not changed."""
    path = write("A1,Zoe,Muller,,3/4/2014,F,,,,\n")
    _load(path, cast.machine, now)
    zoe = Person.objects.get(name="Zoe Muller")
    give_name(person_id=zoe.pk, kind="legal", forenames="Zoe", surname="Price", starts_on=date(2026, 1, 1), by=cast.amina, at=now)
    correct_person(
        person_id=zoe.pk, born_on=date(2014, 4, 4), birth_known="exact", expected_on=None, sex="F", died_on=None, reason="Typed wrongly",
        by=cast.amina, at=now,
    )  # fmt: skip
    assert sort(read(path).rows, today=TODAY, seen_by=cast.machine).same == 1


def test_one_person_twice_in_a_file_is_said_and_twins_are_two(write: Write) -> None:
    rows = (
        "A1,Jo,Quux,,3/4/2014,F,,,,\nA2,jo,QUUX,,03/04/2014,F,,,,\nA3,Al,Quux,,3/4/2014,M,,,,\n"
        "A4,Josephine,Quux,,,F,,,,943 476 5919\nA5,J,Other,,,F,,,,9434765919\nA6,Jo,Quux,,2014,F,,,,\n"
    )
    told = [(one.legacy_id, one.earlier_legacy_id, one.why) for one in repeats(read(write(rows)).rows, today=TODAY)]
    assert told == [("A2", "A1", "the same name and date of birth"), ("A5", "A4", "the same NHS number")]
