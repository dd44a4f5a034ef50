"""Round the code, straight into the database as the application's role: with no worker no row of any personal table, with a worker exactly theirs."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from kith.foundations.access.commands import break_glass, let_in, shut_again
from kith.foundations.access.models import Entrant, Restriction
from kith.foundations.staff.models import Worker
from kith.practice.childrens.rules.facts import TABLES
from kith.practice.people.models import Person
from kith.practice.recording.commands import release_entry
from tests.access.families import KINDS, Families, word
from tests.cast import Cast
from tests.eyes import looking_as

# Tables that tell nothing of any person: they have no reference to one. A table that is neither here nor locked fails the test.
ABOUT_NOBODY = {
    "staff_worker", "staff_team", "staff_membership", "staff_cover", "staff_recoverycode", "staff_passkey", "staff_provideraccount", "staff_session",
    "access_roleability", "access_matrixchange", "access_roleheld", "ledger_seal", "forms_formversion", "pathways_councilpathway", "pathways_councilclocks",
    "assurance_watch",
    # Distinct words of names and addresses, without whose they are; asked by the search functions alone.
    "finding_word", "finding_deletion", "finding_nickname", "finding_street", "finding_street_deletion",
}  # fmt: skip
KNOWN_WHEN_LOCKED = {"people_person", "people_name", "finding_person", "access_grant"}


def _ours() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            """select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where n.nspname = 'public' and c.relkind in ('r', 'p')
               and not c.relispartition
               and c.relname ~ '^(access|assurance|finding|forms|ledger|pathways|people|plans|recording|staff|work|childrens|adults)_'"""
        )
        return sorted(row[0] for row in cursor.fetchall())


def _persons_in(table: str) -> set[int]:
    """Whom the visible rows of a table speak of."""
    column = {"people_person": "id", "recording_entry": "", "recording_document": "", "people_place": ""}.get(table, "person_id")
    with connection.cursor() as cursor:
        cursor.execute(f"select {column} from {table}")
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.django_db
def test_every_table_of_ours_is_locked_or_about_nobody() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relrowsecurity and relforcerowsecurity")
        locked = {row[0] for row in cursor.fetchall()}
    assert [table for table in _ours() if table not in locked | ABOUT_NOBODY] == []


@pytest.mark.django_db
def test_the_application_owns_nothing_and_cannot_go_round_policies() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname in ('kith_app', 'kith_reporting')"
        )
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "select rolname from pg_roles where rolname like 'kith\\_%' and (rolbypassrls or rolsuper) and rolname <> 'kith_admin'"
        )
        assert cursor.fetchall() == []
        cursor.execute("select rolcanlogin from pg_roles where rolname in ('kith_search', 'kith_guard')")
        assert {row[0] for row in cursor.fetchall()} == {False}


def test_with_no_worker_there_is_no_row_about_anybody(families: Families) -> None:
    with looking_as(None), connection.cursor() as cursor:
        seen = {}
        for table in _ours():
            if table in ABOUT_NOBODY or table == "ledger_entry":
                continue
            cursor.execute(f"select count(*) from {table}")
            seen[table] = cursor.fetchone()[0]
        cursor.execute("select count(*) from ledger_entry where person_id is not null")
        assert cursor.fetchone() == (0,)
    assert {table: rows for table, rows in seen.items() if rows} == {}
    assert len(seen) > 20


def test_only_the_workers_id_need_be_told(families: Families, cast: Cast) -> None:
    with looking_as(None), connection.cursor() as cursor:
        cursor.execute("select set_config('kith.worker_id', %s, true)", [str(cast.cerys.pk)])
        cursor.execute("select count(*) from people_person")
        assert cursor.fetchone() == (6,)  # open, barred, locked by name, let in, refuge, unsafe


NOT_SHUT = {"open", "barred", "refuge", "unsafe"}
# Whose records each of the cast sees: the rows of each table must be exactly these.
SEES = {
    "amina": set(KINDS),
    "ben": NOT_SHUT,
    "cerys": NOT_SHUT | {"let in"},
    "dev": NOT_SHUT - {"barred"},
    "eve": NOT_SHUT,
    "olu": NOT_SHUT,
    "gwen": NOT_SHUT,
    "ada": set(),
}
KNOWS = {
    **{name: kinds | {"locked"} for name, kinds in SEES.items()},
    "ada": set(),
    "eve": NOT_SHUT | {"locked", "hidden", "let in"},
    "gwen": NOT_SHUT | {"locked", "hidden", "let in"},
}
PERSONAL = (
    "people_person", "people_name", "people_identifier", "people_residence", "people_contactpoint", "people_professional", "people_vehicle",
    "people_alert", "people_fact", "people_correction", "recording_entrypart", "recording_documentperson", "recording_storyline", "work_allocation",
    "work_task", "finding_person", "access_grant", "pathways_episode", "pathways_stepperson", "pathways_happening", "pathways_runningclock",
    "pathways_departure", "plans_planperson",
)  # fmt: skip


EVERY_WORKER = pytest.mark.parametrize("name", sorted(SEES))


@EVERY_WORKER
def test_a_worker_finds_exactly_their_rows(name: str, families: Families, cast: Cast) -> None:
    with looking_as(getattr(cast, name)):
        found = {table: _persons_in(table) for table in PERSONAL}
        entries, titles, events, places = _texts()
    kinds = {table: {kind for kind in KINDS if families.of[kind].pk in people} for table, people in found.items()}
    assert kinds == {table: (KNOWS if table in KNOWN_WHEN_LOCKED else SEES)[name] for table in PERSONAL}
    sees_both = {"open", "hidden"} <= SEES[name]
    assert entries == {families.own[kind].pk for kind in SEES[name]} | ({families.shared.pk} if sees_both else set())
    shut = [word(kind) for kind in set(KINDS) - SEES[name]]
    assert [one for one in shut if any(one in said for said in titles | events | places)] == []
    assert len(titles) == len(places) == len(SEES[name])
    assert any("Sharedwords" in said for said in events) is sees_both


def _texts() -> tuple[set[Any], ...]:
    """The entries, and what documents, significant events and places say, that are there for whoever looks."""
    asked = (
        "select id from recording_entry", "select title from recording_document", "select what_happened from recording_significantevent",
        "select lines from people_place",
    )  # fmt: skip
    found = []
    with connection.cursor() as cursor:
        for question in asked:
            cursor.execute(question)
            found.append({row[0] for row in cursor.fetchall()})
    return tuple(found)


def test_released_by_its_author_the_shared_part_is_open_to_anybody_in_it(families: Families, cast: Cast, now: datetime) -> None:
    release_entry(entry_id=families.shared.pk, by=cast.amina, at=now)
    with looking_as(cast.cerys), connection.cursor() as cursor:
        cursor.execute("select text from recording_entry where id = %s", [families.shared.pk])
        assert cursor.fetchone() == ("Sharedwords about both of them.",)
        cursor.execute("select person_id from recording_entrypart where entry_id = %s", [families.shared.pk])
        assert cursor.fetchall() == [(families.of["open"].pk,)]


def test_who_is_let_in_sees_until_the_last_day(families: Families, cast: Cast, now: datetime) -> None:
    shut = Restriction.objects.get(person_id=families.of["hidden"].pk)
    let_in(restriction_id=shut.pk, worker_id=cast.cerys.pk, ends_on=timezone.localdate() + timedelta(days=1), by=cast.machine, at=now)
    assert _sees(cast.cerys, families.of["hidden"].pk)
    Entrant.objects.filter(worker_id=cast.cerys.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert not _sees(cast.cerys, families.of["hidden"].pk)


def test_a_team_is_let_in_with_all_its_members(families: Families, cast: Cast, now: datetime) -> None:
    shut = Restriction.objects.get(person_id=families.of["hidden"].pk)
    let_in(restriction_id=shut.pk, team_id=cast.south.pk, by=cast.machine, at=now)
    assert _sees(cast.cerys, families.of["hidden"].pk)
    assert not _sees(cast.ben, families.of["hidden"].pk)
    shut_again(entrant_id=Entrant.objects.get(team_id=cast.south.pk).pk, by=cast.machine, at=now)
    assert not _sees(cast.cerys, families.of["hidden"].pk)


def test_broken_glass_opens_one_record_for_one_worker_and_ends_by_itself(families: Families, cast: Cast) -> None:
    at = timezone.now()
    break_glass(person_id=families.of["hidden"].pk, reason="Police at the door", by=cast.eve, at=at)
    assert _sees(cast.eve, families.of["hidden"].pk)
    assert not _sees(cast.cerys, families.of["hidden"].pk)
    with connection.cursor() as cursor:
        cursor.execute("update access_brokenglass set ends_at = now() - interval '1 second'")
    assert not _sees(cast.eve, families.of["hidden"].pk)


def test_a_worker_cannot_write_where_they_cannot_see(families: Families, cast: Cast) -> None:
    with (
        looking_as(cast.cerys),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        cursor.execute(
            """insert into work_task (person_id, worker_id, title, due_on, raised_at, raised_by_id)
               values (%s, %s, 'x', now(), now(), %s)""",
            [families.of["hidden"].pk, cast.cerys.pk, cast.cerys.pk],
        )


def test_an_update_that_forgets_whom_it_is_about_leaves_the_hidden_alone(families: Families, cast: Cast) -> None:
    with looking_as(cast.cerys), connection.cursor() as cursor:
        cursor.execute("update people_fact set text = 'overwritten'")
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from people_fact where text = 'overwritten'")
        assert cursor.fetchone() == (len(SEES["cerys"]),)


@pytest.mark.parametrize("month", ["2026_11", "2026_12"])
def test_a_month_of_the_ledger_is_reached_only_through_the_ledger(month: str, families: Families) -> None:
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        cursor.execute(f"select count(*) from ledger_entry_{month}")


def test_every_model_about_a_person_is_among_the_tables_that_were_tried() -> None:
    """A new table with a person in it must be added to PERSONAL, or be tried by a test of its own."""
    tried = {
        *PERSONAL,
        "people_relationship",
        "people_asreceived",
        "people_keptfrom",
        "people_identifierclash",
        "recording_significantevent",
    }
    tried |= {"assurance_flag", "assurance_workeronrecord"}  # for auditors alone: assurance/tests/test_flags.py
    tried |= {"people_mistake"}  # finding/tests/test_mistakes.py
    tried |= {"people_adoption"}  # test_adoption
    tried |= {f"childrens_{table.lower()}" for table in TABLES}  # beside steps: childrens/tests/test_facts_beside_steps.py
    tried |= {"plans_need", "plans_action", "plans_progress"}  # parts of plans: plans/tests/test_plans.py
    tried |= {"work_notice"}  # a worker's own: work/tests
    tried |= {"recording_lastlook", "forms_responsepart", "access_restriction", "access_givenreason", "access_brokenglass", "ledger_entry"}
    about = {
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("kith.")
        for field in model._meta.get_fields()
        if isinstance(field, models.Field) and (field.name == "person_id" or field.related_model is Person)
    }
    assert about - tried == set()


def _sees(worker: Worker, person_id: int) -> bool:
    with looking_as(worker), connection.cursor() as cursor:
        cursor.execute("select count(*) from people_fact where person_id = %s", [person_id])
        return bool(cursor.fetchone() == (1,))
