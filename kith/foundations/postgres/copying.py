"""COPY by the hundred thousand: rows as CSV written by the C library's writer, and indexes made once at the end instead of row by row.

Knows no Django: it is given a psycopg cursor, or anything that behaves like one.
"""

import csv
import io
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

PIECE = 1 << 20  # characters sent at a time
_TEXTS = """
    select a.attname from pg_attribute a join pg_type t on t.oid = a.atttypid
    where a.attrelid = %s::regclass and a.attname = any(%s) and a.attnotnull and t.typcategory = 'S'
"""
# A unique constraint's and an exclusion's index come and go with the constraint. Primary keys stay: rows come in their order.
_CONSTRAINTS = """
    select format('alter table %%s drop constraint %%I', c.conrelid::regclass, c.conname),
           format('alter table %%s add constraint %%I %%s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
    from pg_constraint c where c.conrelid = any(%s::regclass[]) and c.contype in ('f', 'u', 'x')
    order by c.contype = 'f', c.conrelid::regclass::text, c.conname
"""
_INDEXES = """
    select format('drop index %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid) from pg_index i
    where i.indrelid = any(%s::regclass[]) and not i.indisprimary and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
    order by i.indexrelid::regclass::text
"""


@dataclass(frozen=True)
class Packed:
    """Rows of one table, written ahead (perhaps in another process): how many, and their CSV."""

    count: int
    csv: str

    def __len__(self) -> int:
        return self.count


Loadable = Sequence[Sequence[object]] | Packed


def packed(rows: Sequence[Sequence[object]]) -> Packed:
    """Rows as CSV. None is written as nothing; so is the empty text, and `copy_in` tells them apart by the column.

    Lines end in both characters, so that the writer quotes a text that has either.
    """
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    return Packed(len(rows), written.getvalue())


def copy_in(cursor: Any, table: str, columns: Sequence[str], rows: Loadable) -> None:
    """Load rows into a table. A text column that must not be null gets the empty text where there is nothing; other columns get null."""
    if not len(rows):
        return
    cursor.execute(_TEXTS, [table, list(columns)])
    texts = ", ".join(row[0] for row in cursor.fetchall())
    options = "format csv" + (f", force_not_null ({texts})" if texts else "")
    ready = rows if isinstance(rows, Packed) else packed(rows)
    named = ", ".join(columns)
    cursor.execute("select row_security_active(%s::regclass)", [table])
    if not cursor.fetchone()[0]:
        _copy(cursor, f"copy {table} ({named}) from stdin with ({options})", ready)
        return
    # PostgreSQL copies into no table with row security: the rows go by way of another.
    cursor.execute(f"create temp table if not exists arriving_{table} on commit drop as select {named} from {table} with no data")  # noqa: S608 - ours
    _copy(cursor, f"copy arriving_{table} ({named}) from stdin with ({options})", ready)
    cursor.execute(f"insert into {table} ({named}) select {named} from arriving_{table}")  # noqa: S608 - as above
    cursor.execute(f"truncate arriving_{table}")


def _copy(cursor: Any, statement: str, ready: Packed) -> None:
    with cursor.copy(statement) as copy:
        for start in range(0, len(ready.csv), PIECE):
            copy.write(ready.csv[start : start + PIECE])


_FORCED = "select c.oid::regclass::text from pg_class c where c.relname = any(%s) and c.relforcerowsecurity"


@contextmanager
def indexes_made_afterwards(cursor: Any, tables: Sequence[str]) -> Generator[None]:
    """Inside, the tables have neither indexes nor foreign keys; afterwards all are made again and hold for every row, or nothing is kept.

    For a load into empty tables, inside one transaction, as their owner: whoever reads them meanwhile waits until it is over.
    """
    cursor.execute("set constraints all immediate")  # what waits for its check would forbid the change; and waiting checks cost memory
    again = []
    for query in (_INDEXES, _CONSTRAINTS):
        cursor.execute(query, [list(tables)])
        again.extend(cursor.fetchall())
    for drop, _ in reversed(again):
        cursor.execute(drop)
    cursor.execute(_FORCED, [list(tables)])
    forced = [row[0] for row in cursor.fetchall()]
    for table in forced:  # nobody else reaches the tables until the end: the owner may copy into them straight
        cursor.execute(f"alter table {table} no force row level security")
    yield
    cursor.execute("set constraints all immediate")
    for table in forced:
        cursor.execute(f"alter table {table} force row level security")
    cursor.execute("set local maintenance_work_mem = '512MB'")
    for _, make in again:
        cursor.execute(make)


def load_batch(cursor: Any, columns: Mapping[str, Sequence[str]], rows: Mapping[str, Loadable], *, with_own_ids: Sequence[str]) -> dict[str, int]:
    """Load tables in the order of `columns` (table -> columns), rows by them. Says which ids are the batch's: from `table` to `table_last`.

    What judges a batch asks between both: in a table that was never analysed PostgreSQL takes a third of the rows to be above any id, and
    reads the whole of it, but one in two hundred to be between two, for which it goes by the primary key.
    """
    ids: dict[str, int] = {}
    for table, named in columns.items():
        ids[table] = last_id(cursor, table) + 1
        copy_in(cursor, table, named, rows.get(table, ()))
        ids[f"{table}_last"] = last_id(cursor, table)
    for table in with_own_ids:
        if rows.get(table):
            go_on_after_last(cursor, table)
    return ids


def first_broken(cursor: Any, judgements: Sequence[tuple[str, str]], said: Mapping[str, object]) -> str | None:
    """The sentence of the first judgement, (sentence, query), that finds a row which breaks it, with the row in it; None where all hold."""
    for sentence, query in judgements:
        cursor.execute(query, said)
        if found := cursor.fetchone():
            return sentence.format(*found)
    return None


def last_id(cursor: Any, table: str) -> int:
    """The highest id in a table of ours; 0 where it is empty."""
    cursor.execute(f"select coalesce(max(id), 0) from {table}")  # noqa: S608 - our own table names
    found: int = cursor.fetchone()[0]
    return found


def go_on_after_last(cursor: Any, table: str) -> None:
    """Rows came with ids of their own: the next one that PostgreSQL gives is higher."""
    cursor.execute("select setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, last_id(cursor, table)])
