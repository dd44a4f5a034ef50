"""The bare SQL that any implementation of an action would need, timed in the same run on the same tables."""

import time
from collections.abc import Callable
from statistics import median

from django.db import connection, transaction

from kith.doors.operations.bench.subjects import Subject

_RECORD = (
    "select * from people_person where id = %s",
    "select * from people_name where person_id = %s",
    "select r.*, p.* from people_residence r join people_place p on p.id = r.place_id where r.person_id = %s",
    "select * from people_alert where person_id = %s and ends_on is null",
    "select * from people_relationship where person_id = %s or other_id = %s",
    "select * from work_allocation where person_id = %s and ends_on is null",
    "select * from recording_storyline where person_id = %s order by happened_at desc, id desc limit 25",
)
_SEARCH = "select person_id, surname, forenames from people_name where person_id = %s"
_MY_LIST = """select p.id, p.name from work_allocation a join people_person p on p.id = a.person_id
              where a.worker_id = %s and a.ends_on is null"""
_ENTRIES = "select id, title, text from recording_entry order by id desc limit 20"
_SAVE = "update recording_draft set saved_at = now() where id = (select id from recording_draft limit 1)"


def floors(subjects: list[Subject], worker_id: int, *, runs: int = 200) -> dict[str, float]:
    """Median milliseconds of each floor."""
    return {
        "search": _time(runs, lambda turn: _run(_SEARCH, subjects[turn % len(subjects)].person_id)),
        "record": _time(runs, lambda turn: _record(subjects[turn % len(subjects)].person_id)),
        "my list": _time(runs, lambda _: _run(_MY_LIST, worker_id)),
        "entries": _time(runs, lambda _: _run(_ENTRIES)),
        "save": _time(runs, lambda _: _run(_SAVE)),
        "finish": _time(runs, lambda turn: _finish(subjects[turn % len(subjects)].person_id, worker_id)),
    }


def _time(runs: int, action: Callable[[int], None]) -> float:
    taken = []
    for turn in range(runs + 20):
        started = time.perf_counter()
        action(turn)
        taken.append((time.perf_counter() - started) * 1000)
    return median(taken[20:])


def _run(sql: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        if cursor.description:
            cursor.fetchall()


def _record(person_id: int) -> None:
    for statement in _RECORD:
        _run(statement, *[person_id] * statement.count("%s"))


def _finish(person_id: int, worker_id: int) -> None:
    """An entry with one part and its story line, kept as a real one is, then rolled away."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                """insert into recording_entry (kind, title, happened_at, time_known, text, place, others, answers, version,
                   written_at, written_by_id, struck_reason) values ('note', '', now(), true, 'floor', '', '', '{}', 1, now(), %s, '')
                   returning id""",
                [worker_id],
            )
        transaction.set_rollback(True)
    del person_id
