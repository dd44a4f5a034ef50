"""Flags are raised from what was sealed, read by auditors, and signed off by somebody other than whose looks they are."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from kith.foundations.access.commands import restrict
from kith.foundations.access.rules import NotAllowed, Role
from kith.foundations.ledger.commands import leave_trace, record_search
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.commands import add_worker
from kith.foundations.staff.models import Worker
from kith.practice.assurance.commands import (
    NothingFoundOut,
    NotYourOwn,
    look_for_flags,
    note_on_flag,
    sign_off_flag,
    tell_home,
    tell_worker_on_record,
)
from kith.practice.assurance.models import Flag, FlagNote, Watch, WorkerOnRecord
from kith.practice.assurance.queries import NoSuchFlag, flag_of, flags
from kith.practice.people.commands import move_to, register_person, relate
from kith.practice.people.models import Person
from kith.practice.work.commands import allocate
from kith.practice.work.models import Notice
from tests.cast import PASSWORD, Cast
from tests.eyes import looking_as

ClientOf = Callable[[Worker], Client]


@pytest.fixture
def yusuf(cast: Cast, now: datetime) -> Person:
    """Somebody with Amina's surname, at 1 Elm Road."""
    person = register_person(forenames="Idris", surname="Yusuf", by=cast.machine, at=now - timedelta(days=50))
    move_to(person_id=person.pk, lines="1 Elm Road", postcode_text="LS8 1AB", starts_on=date(2024, 1, 1), by=cast.machine, at=now)
    return person


def seal_all() -> None:
    """In life the worker process seals what is committed. A test's rows never are, so that a seal is put over them by hand."""
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute(
            """insert into ledger_seal (number, last_xid, last_id, rows, previous, row_digests, digest)
               select coalesce((select max(number) from ledger_seal), 0) + 1, pg_current_xact_id(), max(id), 1, '', decode(repeat('00', 32), 'hex'), ''
               from ledger_entry"""
        )
        cursor.execute("set local role kith_app")


def looked_for(cast: Cast, now: datetime) -> set[tuple[str, int, int | None]]:
    seal_all()
    with looking_as(cast.machine):
        while look_for_flags(by=cast.machine, at=now):
            pass
    return set(Flag.objects.values_list("rule", "worker_id", "person_id"))


def test_a_look_at_the_own_surname_is_flagged_once_a_day_and_counted(cast: Cast, yusuf: Person, now: datetime) -> None:
    for minutes in (0, 5, 9):
        leave_trace("record", person_id=yusuf.pk, seen_by=cast.amina, at=now + timedelta(minutes=minutes))
    leave_trace("record", person_id=yusuf.pk, seen_by=cast.cerys, at=now)
    assert looked_for(cast, now) == {("surname", cast.amina.pk, yusuf.pk)}
    leave_trace("story", person_id=yusuf.pk, seen_by=cast.amina, at=now + timedelta(hours=1))
    looked_for(cast, now)
    flag = Flag.objects.get()
    assert (flag.looks, flag.first_at, flag.last_at) == (4, now, now + timedelta(hours=1))
    leave_trace("record", person_id=yusuf.pk, seen_by=cast.amina, at=now + timedelta(days=1))
    looked_for(cast, now)
    assert Flag.objects.count() == 2


def test_each_seal_is_read_once(cast: Cast, yusuf: Person, now: datetime) -> None:
    leave_trace("record", person_id=yusuf.pk, seen_by=cast.amina, at=now)
    looked_for(cast, now)
    with looking_as(cast.machine):
        assert look_for_flags(by=cast.machine, at=now) is False
    assert Flag.objects.get().looks == 1
    assert Watch.objects.get().seal > 0


def test_somebody_allocated_has_business(cast: Cast, yusuf: Person, now: datetime) -> None:
    allocate(person_id=yusuf.pk, worker_id=cast.amina.pk, team_id=cast.north.pk, starts_on=date(2026, 11, 1), by=cast.ben, at=now)
    leave_trace("record", person_id=yusuf.pk, seen_by=cast.amina, at=now)
    assert looked_for(cast, now) == set()


def test_the_own_address_a_colleague_and_a_colleagues_family(cast: Cast, yusuf: Person, now: datetime) -> None:
    tell_home(worker_id=cast.cerys.pk, lines="1 elm rd", postcode_text="ls81ab", by=cast.cerys, at=now)
    mother = register_person(forenames="Nadia", surname="Rahman", by=cast.machine, at=now)
    relate(person_id=mother.pk, other_id=yusuf.pk, kind="parent", by=cast.machine, at=now)
    tell_worker_on_record(worker_id=cast.ben.pk, person_id=yusuf.pk, by=cast.machine, at=now)
    namesake = register_person(forenames="Ben", surname="Hartley", by=cast.machine, at=now)
    for person in (yusuf, mother, namesake):
        leave_trace("record", person_id=person.pk, seen_by=cast.cerys, at=now)
    assert looked_for(cast, now) == {
        ("address", cast.cerys.pk, yusuf.pk),
        ("colleague", cast.cerys.pk, yusuf.pk),
        ("relative", cast.cerys.pk, mother.pk),
        ("colleague", cast.cerys.pk, namesake.pk),
    }


def test_a_high_profile_record_a_search_for_it_and_what_was_opened_after_a_refusal(
    cast: Cast, yusuf: Person, now: datetime, client_of: ClientOf
) -> None:
    restrict(
        person_id=yusuf.pk, kind="profile", level="locked", reason="In the news", contact="Ring Ben", workers=[cast.ben.pk], by=cast.ben, at=now
    )  # fmt: skip
    other = register_person(forenames="Tom", surname="Otherwise", by=cast.machine, at=now)
    client = client_of(cast.cerys)
    assert client.get(f"/people/{yusuf.pk}").status_code == 403
    assert client.get(f"/people/{other.pk}").status_code == 200
    client.get("/find?q=idris+yusuf")
    found = looked_for(cast, now)
    assert found == {("profile", cast.cerys.pk, yusuf.pk), ("refused", cast.cerys.pk, other.pk)}
    assert Flag.objects.get(rule="profile").looks == 2  # the refusal, the search


def test_many_records(cast: Cast, yusuf: Person, now: datetime) -> None:
    for number in range(41):
        leave_trace("record", person_id=1_000_000 + number, seen_by=cast.cerys, at=now + timedelta(seconds=number))
    assert looked_for(cast, now) == {("many", cast.cerys.pk, None)}


def test_the_machine_and_what_auditors_and_guardians_are_shown_in_lists_is_not_asked_about(
    cast: Cast, yusuf: Person, now: datetime
) -> None:
    leave_trace("record", person_id=yusuf.pk, seen_by=cast.machine, at=now)
    leave_trace("ledger", person_id=yusuf.pk, seen_by=cast.amina, at=now)
    leave_trace("identifier clash", person_id=yusuf.pk, seen_by=cast.amina, at=now)
    assert looked_for(cast, now) == set()


def test_auditors_are_told_once_and_nobody_of_their_own(cast: Cast, yusuf: Person, now: datetime) -> None:
    other = _another_auditor(cast, now)
    record_search("adeyemi", seen_by=cast.olu, at=now)
    looked_for(cast, now)
    assert list(Notice.objects.values_list("worker_id", flat=True)) == [other.pk]
    leave_trace("record", person_id=yusuf.pk, seen_by=cast.amina, at=now)
    looked_for(cast, now)
    assert sorted(Notice.objects.values_list("worker_id", flat=True)) == sorted([other.pk, cast.olu.pk])


def test_nothing_of_it_stands_on_the_persons_record(cast: Cast, yusuf: Person, now: datetime) -> None:
    leave_trace("record", person_id=yusuf.pk, seen_by=cast.amina, at=now)
    looked_for(cast, now)
    assert LedgerEntry.objects.get(event="FlagRaised").person_id is None


# --- Reading and signing off ---


@pytest.fixture
def flag(cast: Cast, yusuf: Person, now: datetime) -> Flag:
    leave_trace("record", person_id=yusuf.pk, seen_by=cast.amina, at=now)
    looked_for(cast, now)
    return Flag.objects.get()


def test_an_auditor_reads_it_notes_and_signs_off(cast: Cast, flag: Flag, client_of: ClientOf) -> None:
    client = client_of(cast.olu)
    assert "Own surname: Amina Yusuf" in client.get("/flags").content.decode()
    page = client.get(f"/flags/{flag.pk}").content.decode()
    assert "Idris Yusuf" in page
    assert "1 time on 23 November 2026" in page
    assert client.post(f"/flags/{flag.pk}", {"text": "Asked Ben.", "do": "note"}).status_code == 302
    assert client.post(f"/flags/{flag.pk}", {"text": "He had asked her to.", "do": "sign off"}).status_code == 302
    assert "Nothing waits" in client.get("/flags").content.decode()
    assert "Own surname: Amina Yusuf" in client.get("/flags?signed-off=1").content.decode()
    assert list(FlagNote.objects.order_by("id").values_list("text", flat=True)) == ["Asked Ben.", "He had asked her to."]
    flag.refresh_from_db()
    assert flag.signed_off_by == cast.olu


def test_the_ledgers_lines_of_that_day_are_one_click_away(cast: Cast, flag: Flag, yusuf: Person, client_of: ClientOf) -> None:
    client = client_of(cast.olu)
    page = client.get(f"/flags/{flag.pk}").content.decode()
    address = page.split('href="/ledger?')[1].split('"')[0].replace("&amp;", "&")
    lines = client.get(f"/ledger?{address}").content.decode()
    assert "opened the record&#39;s summary" in lines
    assert "Idris Yusuf" in lines


def test_an_empty_note_is_asked_for(cast: Cast, flag: Flag, now: datetime, client_of: ClientOf) -> None:
    page = client_of(cast.olu).post(f"/flags/{flag.pk}", {"text": "  ", "do": "sign off"}).content.decode()
    assert "There is a problem" in page
    with pytest.raises(NothingFoundOut):
        sign_off_flag(flag_id=flag.pk, text=" ", by=cast.olu, at=now)
    assert FlagNote.objects.count() == 0


def test_nobody_signs_off_their_own_looks(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    record_search("adeyemi", seen_by=cast.olu, at=now)
    looked_for(cast, now)
    own = Flag.objects.get()
    for deed in (note_on_flag, sign_off_flag):
        with pytest.raises(NotYourOwn, match="your own looks"):
            deed(flag_id=own.pk, text="Fine", by=cast.olu, at=now)
    page = client_of(cast.olu).get(f"/flags/{own.pk}").content.decode()
    assert "Another auditor looks into them" in page
    assert "<textarea" not in page
    with pytest.raises(IntegrityError), transaction.atomic():
        Flag.objects.update(signed_off_at=now, signed_off_by=cast.olu)
    assert sign_off_flag(flag_id=own.pk, text="Her own name, mistyped", by=_another_auditor(cast, now), at=now).signed_off_at == now


def test_a_second_click_and_a_stale_tab_say_that_it_is_done(cast: Cast, flag: Flag, now: datetime, client_of: ClientOf) -> None:
    sign_off_flag(flag_id=flag.pk, text="Fine", by=cast.olu, at=now)
    page = client_of(cast.olu).post(f"/flags/{flag.pk}", {"text": "Fine again", "do": "sign off"}).content.decode()
    assert "Somebody has signed this off already" in page
    assert FlagNote.objects.count() == 1


def test_what_comes_after_the_sign_off_is_a_new_flag(cast: Cast, flag: Flag, yusuf: Person, now: datetime) -> None:
    sign_off_flag(flag_id=flag.pk, text="Fine", by=cast.olu, at=now)
    leave_trace("record", person_id=yusuf.pk, seen_by=cast.amina, at=now + timedelta(minutes=1))
    looked_for(cast, now)
    assert Flag.objects.filter(signed_off_at=None).get().looks == 1


def test_a_flag_about_somebody_hidden_names_nobody(cast: Cast, flag: Flag, yusuf: Person, now: datetime, client_of: ClientOf) -> None:
    restrict(person_id=yusuf.pk, kind="staff", level="hidden", reason="x", workers=[cast.amina.pk], by=cast.ben, at=now)
    client = client_of(cast.olu)
    pages = client.get("/flags").content.decode() + client.get(f"/flags/{flag.pk}").content.decode()
    assert "restricted" in pages
    assert not [words for words in ("Idris", f"/people/{yusuf.pk}", f"person={yusuf.pk}") if words in pages]


def test_flags_go_on_by_key(cast: Cast, flag: Flag, now: datetime) -> None:
    more = [
        Flag(rule="many", worker=cast.dev, happened_on=now.date() - timedelta(days=n), first_at=now, last_at=now, raised_at=now)
        for n in range(7)
    ]
    Flag.objects.bulk_create(more)
    first, older = flags(seen_by=cast.olu, limit=5)
    second, end = flags(seen_by=cast.olu, limit=5, before=older)
    assert [len(first), len(second), end] == [5, 3, None]
    assert len({view.id for view in first + second}) == 8


@pytest.mark.parametrize("name", ["amina", "ben", "cerys", "eve", "ada", "gwen"])
def test_only_auditors_see_flags_and_who_is_on_record(name: str, cast: Cast, flag: Flag, yusuf: Person, now: datetime) -> None:
    tell_worker_on_record(worker_id=cast.ben.pk, person_id=yusuf.pk, by=cast.olu, at=now)
    worker = getattr(cast, name)
    with looking_as(worker):
        assert Flag.objects.count() == WorkerOnRecord.objects.count() == 0
        with pytest.raises(NotAllowed):
            flags(seen_by=worker)
    with looking_as(cast.olu):
        assert Flag.objects.count() == WorkerOnRecord.objects.count() == 1


def test_of_no_flag_it_is_said(cast: Cast, client_of: ClientOf) -> None:
    with pytest.raises(NoSuchFlag):
        flag_of(900_000_000, seen_by=cast.olu)
    assert client_of(cast.olu).get("/flags/900000000").status_code == 403


def _another_auditor(cast: Cast, now: datetime) -> Worker:
    return add_worker(
        email="zed@council.example", name="Zed Other", password=PASSWORD, roles=[Role.AUDITOR], by=cast.ada, at=now
    )  # fmt: skip
