"""COPY keeps what it is given; indexes and constraints are the same after a load as before, and hold."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from kith.foundations.postgres.copying import copy_in, indexes_made_afterwards, packed

pytestmark = pytest.mark.django_db
COLUMNS = ("id", "said", "on_day", "flag", "number")
DEFINITIONS = """
    select pg_get_indexdef(indexrelid) from pg_index where indrelid = any(%(tables)s::regclass[])
    union all select conname || pg_get_constraintdef(oid) from pg_constraint where conrelid = any(%(tables)s::regclass[]) order by 1
"""


@pytest.fixture
def cursor() -> Any:
    with connection.cursor() as opened:
        opened.execute("reset role")
        opened.execute("create table copied (id int primary key, said text not null, on_day date, flag bool, number int)")
        yield opened


@pytest.mark.parametrize("ready", [False, True])
def test_texts_arrive_as_they_are_and_nothing_is_nothing(cursor: Any, ready: bool) -> None:
    rows = [(1, 'a "quoted", one\r\nwith\ttabs \\N \\.', None, True, None), (2, "", "2026-11-24", False, 7), (3, "\\.", None, None, 0)]
    copy_in(cursor, "copied", COLUMNS, packed(rows) if ready else rows)
    cursor.execute("select id, said, on_day::text, flag, number from copied order by id")
    assert cursor.fetchall() == rows


def test_a_text_that_is_missing_where_a_number_must_be_is_refused(cursor: Any) -> None:
    cursor.execute("alter table copied alter number set not null")
    with pytest.raises(Exception, match="null value in column"):
        copy_in(cursor, "copied", COLUMNS, [(1, "", None, None, None)])


def test_indexes_and_constraints_are_as_before(cursor: Any) -> None:
    tables = ["people_person", "people_name", "people_residence", "recording_entry", "recording_storyline", "work_allocation"]
    cursor.execute(DEFINITIONS, {"tables": tables})
    before = cursor.fetchall()
    with indexes_made_afterwards(cursor, tables):
        cursor.execute(DEFINITIONS, {"tables": tables})
        assert 0 < len(cursor.fetchall()) < len(before) - 10
    cursor.execute(DEFINITIONS, {"tables": tables})
    assert cursor.fetchall() == before


@pytest.mark.parametrize("rows", [[(1, 99)], [(1, 5), (2, 5)]], ids=["refers to nothing", "is there twice"])
def test_what_a_constraint_forbids_is_found_at_the_end(cursor: Any, rows: list[tuple[int, int]]) -> None:
    cursor.execute("insert into copied values (5, '')")
    cursor.execute("create table belongs (id int primary key, of_id int references copied deferrable initially deferred, unique (of_id))")
    with pytest.raises(IntegrityError), transaction.atomic(), indexes_made_afterwards(cursor, ["belongs"]):
        copy_in(cursor, "belongs", ("id", "of_id"), rows)
    cursor.execute("select count(*) from belongs")
    assert cursor.fetchone() == (0,)
