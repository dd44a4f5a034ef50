"""Partners: an account for a purpose, some families, some parts, some time. Everything that they see is on the ledger; at both locks."""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.commands import end_partnership, give_role, open_partnership, restrict
from kith.foundations.access.models import Partnership
from kith.foundations.access.rules import PARTS, Part, Refusal, Role
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.commands import add_worker
from kith.foundations.staff.models import Worker
from kith.practice.people import commands as people
from kith.practice.people.models import Person
from kith.practice.recording.commands import add_document
from tests.access.world import a_date
from tests.cast import PASSWORD, Cast
from tests.eyes import looking_as
from tests.pages import a_full_record

ClientOf = Callable[[Worker], Client]

# Which part of a record each table is. Written by hand: a table that is not here is inside, and no partner sees a row of it.
OF_PART = {
    Part.IDENTITY: "people_person people_name people_identifier people_fact people_correction people_asreceived people_relationship"
    " people_mistake finding_person",
    Part.ALERTS: "people_alert",
    Part.INVOLVED: "people_professional work_allocation work_task",
    Part.ADDRESSES: "people_residence people_place people_keptfrom people_contactpoint people_vehicle",
    Part.STORY: "recording_entry recording_entrypart recording_entryversion recording_significantevent recording_storyline",
    Part.DOCUMENTS: "recording_document recording_documentperson recording_storyline",
    Part.PLANS: "forms_response forms_responsepart forms_earlieranswers pathways_step pathways_stepperson pathways_departure pathways_signoff"
    " pathways_earlierbeginning"
    " pathways_episode pathways_happening pathways_runningclock childrens_source childrens_primaryneed childrens_leadorganisation"
    " childrens_childseen childrens_assessmentfactors childrens_familymeeting childrens_abusecategory childrens_conference"
    " childrens_voiceofchild childrens_othercouncil childrens_missing childrens_returninterview childrens_exploitation childrens_privatefostering"
    " plans_plan plans_planperson plans_need plans_action plans_progress",
}
OWN = ["recording_draft", "recording_lastlook", "work_notice", "access_givenreason", "access_partnership", "access_grant"]


def _forced() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            """select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where n.nspname = 'public' and c.relforcerowsecurity and not c.relispartition order by 1"""
        )
        return [row[0] for row in cursor.fetchall()]


def _policies() -> dict[str, str]:
    """Table -> the condition of its restrictive policy."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select tablename, qual from pg_policies where policyname = 'partners_see_their_parts' and permissive = 'RESTRICTIVE' and cmd = 'SELECT'"
        )
        return dict(cursor.fetchall())


@pytest.mark.django_db
def test_every_locked_table_is_of_a_part_or_inside() -> None:
    found = _policies()
    how = "Say in a migration of its room: call access_part('the_table', 'plans'); and here."
    assert sorted(set(_forced()) - found.keys()) == [], how
    parts: dict[str, set[str]] = {}
    for part, tables in OF_PART.items():
        for table in tables.split():
            parts.setdefault(table, set()).add(part)
    wrong = {
        table: qual
        for table, qual in found.items()
        if not all(f"'{part}'" in qual for part in parts.get(table, {"own"} if table in OWN else {"inside"}))
    }
    assert {table for table in wrong if table != "access_grant"} == set(), how


@pytest.fixture
def ella(cast: Cast, now: datetime) -> Person:
    made = a_full_record(cast, now)
    people.give_identifier(person_id=made.pk, scheme="nhs_number", value="943 476 5919", by=cast.amina, at=now)
    people.give_contact_point(person_id=made.pk, kind="mobile", value="07700 900111", by=cast.amina, at=now)
    people.set_fact(person_id=made.pk, kind="religion", code="", text="None", by=cast.amina, at=now)
    people.add_professional(person_id=made.pk, role="gp", organisation="Elm Surgery", by=cast.amina, at=now)
    people.raise_alert(
        person_id=made.pk,
        kind="violence",
        reason="Threats at the door",
        review_on=now.date() + timedelta(days=30),
        starts_on=now.date(),
        by=cast.amina,
        at=now,
    )
    add_document(upload=SimpleUploadedFile("a.txt", b"A letter"), title="Letterhead", person_ids=[made.pk], by=cast.amina, at=now)
    return made


@pytest.fixture
def pia(cast: Cast, now: datetime) -> Worker:
    return add_worker(email="pia@school.example", name="Pia Lowe", password=PASSWORD, roles=[Role.PARTNER], by=cast.ada, at=now)


def _open(pia: Worker, who: Collection[int], parts: Collection[str], cast: Cast, now: datetime, **more: date) -> Partnership:
    today = timezone.localdate()
    period = {"starts_on": today, "ends_on": today + timedelta(days=30), **more}
    return open_partnership(
        worker_id=pia.pk, agency="school", organisation="Elm Road Primary", purpose="Attendance", parts=parts, person_ids=who, by=cast.ben, at=now, **period
    )  # fmt: skip


def _rows(worker: Worker, tables: Collection[str]) -> dict[str, int]:
    with looking_as(worker), connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f"select count(*) from {table}")
            found[table] = cursor.fetchone()[0]
    return found


SAYS = {  # what a page of Ella's says, by part
    Part.ALERTS: "Threats at the door", Part.INVOLVED: "North safeguarding", Part.STORY: "drawing of the kittens", Part.DOCUMENTS: "Letterhead",
    Part.ADDRESSES: "1 Elm Road",
}  # fmt: skip
PAGES = ["", "/story", "/chronology", "/family", "/addresses", "/documents", "/details", "/brief", "/who-has-looked"]


@pytest.mark.parametrize("part", [part for part in PARTS if part != Part.IDENTITY])
def test_a_partner_sees_the_parts_of_the_account_and_no_other(
    part: Part, ella: Person, pia: Worker, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    _open(pia, [ella.pk], [part], cast, now)
    mine = {*OF_PART[part].split(), *OF_PART[Part.IDENTITY].split()}
    found = _rows(pia, set(_forced()) - {"ledger_entry"})
    empty = {
        "people_correction",
        "people_asreceived",
        "people_keptfrom",
        "people_mistake",
        "people_relationship",
        "people_vehicle",
        "recording_entryversion",
        *OF_PART[Part.PLANS].split(),
    }
    assert {table for table, rows in found.items() if rows} - set(OWN) == {table for table in mine if table not in empty and found[table]}
    assert all(found[table] for table in mine - empty), "and all of those that there are"
    client = client_of(pia)
    said = " ".join(client.get(f"/people/{ella.pk}{page}").content.decode() for page in PAGES)
    assert {one for one, words in SAYS.items() if words in said} == ({part} & SAYS.keys())
    assert "Your account leaves out" in said


def test_nothing_inside_is_seen_with_all_parts(ella: Person, pia: Worker, cast: Cast, now: datetime) -> None:
    restrict(
        person_id=ella.pk, kind="staff", level="locked", reason="x", contact="Ring", workers=[cast.ben.pk, pia.pk], by=cast.ben, at=now
    )
    _open(pia, [ella.pk], list(PARTS), cast, now)
    inside = set(_forced()) - {table for tables in OF_PART.values() for table in tables.split()} - set(OWN)
    assert {"access_restriction", "access_entrant", "ledger_entry", "people_adoption"} <= inside
    assert set(_rows(pia, inside).values()) == {0}
    with looking_as(pia), connection.cursor() as cursor:
        cursor.execute("select distinct worker_id from access_grant")
        assert cursor.fetchall() == [(pia.pk,)], "nor who else has business with them"


def test_the_searches_that_run_as_another_role_find_nothing_without_the_part(ella: Person, pia: Worker, cast: Cast, now: datetime) -> None:
    _open(pia, [ella.pk], [Part.ALERTS], cast, now)
    with looking_as(pia), connection.cursor() as cursor:
        cursor.execute("select count(*) from entry_search('kittens', 20, 999999999)")
        assert cursor.fetchone() == (0,)
        cursor.execute("select count(*) from document_search('letterhead', null, 20, 999999999)")
        assert cursor.fetchone() == (0,)
    with looking_as(cast.amina), connection.cursor() as cursor:
        cursor.execute(
            "select (select count(*) from entry_search('kittens', 5, 999999999)), (select count(*) from document_search('letterhead', null, 5, 999999999))"
        )
        assert cursor.fetchone() == (5, 1), "a test that cannot pass by a search that finds nothing"


def test_only_the_workers_id_need_be_told(ella: Person, pia: Worker, cast: Cast, now: datetime) -> None:
    _open(pia, [ella.pk], [], cast, now)
    with looking_as(None), connection.cursor() as cursor:
        cursor.execute("select set_config('kith.worker_id', %s, true)", [str(pia.pk)])
        cursor.execute("select (select count(*) from people_person), (select count(*) from people_alert)")
        assert cursor.fetchone() == (1, 0)


def test_they_find_only_their_families(ella: Person, pia: Worker, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    _open(pia, [ella.pk], list(PARTS), cast, now)
    client = client_of(pia)
    said = client.get(reverse("find"), {"q": "O'Donnell"}).content.decode()
    mother = Person.objects.get(name__startswith="Siobhan").pk
    assert f"/people/{ella.pk}" in said
    assert f"/people/{mother}" not in said
    assert client.get(f"/people/{mother}").status_code == 404
    assert "Siobhan" not in client.get(f"/people/{ella.pk}/family").content.decode()


UNTRUE = (
    "No address", "lives elsewhere", "living elsewhere", "No visit", "No alert", "Nobody is allocated", "Nothing is", "None is recorded", "no number",
)  # fmt: skip


def test_of_a_part_that_is_left_out_no_page_says_that_nothing_is_recorded(ella: Person, pia: Worker, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    """A partner who read that no alert, address or visit is recorded would believe it."""
    mother = Person.objects.get(name__startswith="Siobhan").pk
    _open(pia, [ella.pk, mother], [], cast, now)
    for page in ("", "/brief", "/family", "/details"):
        said = client_of(pia).get(f"/people/{ella.pk}{page}").content.decode()
        assert "Siobhan" in said or page == "/details"
        assert "Your account leaves out" in said
        assert [untrue for untrue in UNTRUE if untrue in said] == [], page


def test_everything_they_see_is_on_the_ledger(ella: Person, pia: Worker, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    _open(pia, [ella.pk], list(PARTS), cast, now)
    client = client_of(pia)
    assert client.get("/")["Location"] == "/your-families"
    home = client.get("/your-families").content.decode()
    assert "Attendance" in home
    assert "Ella" in home
    document = ella.document_links.get().document_id
    for address in (
        f"/people/{ella.pk}",
        f"/people/{ella.pk}/story",
        f"/documents/{document}",
        "/find?q=ella",
        "/find/entries?words=kittens",
    ):
        assert client.get(address).status_code == 200
    seen = set(LedgerEntry.objects.filter(kind="looked", worker_id=pia.pk, person_id=ella.pk).values_list("event", flat=True))
    assert {"partner: list", "partner: record", "partner: story", "partner: document", "found"} <= seen
    assert client.get(f"/people/{ella.pk}/who-has-looked").status_code == 403


@pytest.mark.parametrize("how", ["ran out", "not yet", "ended"])
def test_an_account_whose_time_is_over_is_refused_and_that_is_on_the_ledger(
    how: str, ella: Person, pia: Worker, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    today = timezone.localdate()
    later = {"starts_on": today + timedelta(days=2), "ends_on": today + timedelta(days=9)} if how == "not yet" else {}
    made = _open(pia, [ella.pk], list(PARTS), cast, now, **later)
    if how == "ran out":
        Partnership.objects.filter(pk=made.pk).update(starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=1))
    if how == "ended":
        end_partnership(partnership_id=made.pk, reason="Left the school", by=cast.ben, at=timezone.now())
    client = client_of(pia)
    for address in (f"/people/{ella.pk}", "/find?q=ella", "/my-list", "/your-families"):
        answer = client.get(address)
        assert answer.status_code == 403, address
        assert b"Your access to Kith has ended, or has not begun" in answer.content
        assert b"Ella" not in answer.content.replace(b"q=ella", b"")
    assert LedgerEntry.objects.filter(kind="refused", worker_id=pia.pk).count() == 4
    assert set(_rows(pia, ["people_person", "people_name", "recording_entrypart"]).values()) == {0}
    assert client.post("/sign-out").status_code == 302


def test_an_account_that_is_opened_again_for_another_family_no_longer_sees_the_first(
    ella: Person, pia: Worker, cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    made = _open(pia, [ella.pk], list(PARTS), cast, now)
    mother = Person.objects.get(name__startswith="Siobhan").pk
    end_partnership(partnership_id=made.pk, reason="Left the school", by=cast.ben, at=timezone.now())
    _open(pia, [mother], list(PARTS), cast, now)
    assert client_of(pia).get(f"/people/{mother}").status_code == 200
    assert client_of(pia).get(f"/people/{ella.pk}").status_code == 404


def test_a_manager_opens_it_through_the_page_for_the_family_and_ends_it(ella: Person, pia: Worker, cast: Cast, client_of: ClientOf) -> None:
    client, today = client_of(cast.ben), timezone.localdate()
    mother = Person.objects.get(name__startswith="Siobhan").pk
    address = f"/people/{ella.pk}/partners"
    said = {
        "worker": pia.pk, "agency": "school", "organisation": "Elm Road Primary", "purpose": "Attendance", "parts": ["alerts", "story"],
        "family": [str(mother)], **a_date("starts_on", today), **a_date("ends_on", today + timedelta(days=30)),
    }  # fmt: skip
    assert "No partner sees this record" in client.get(address).content.decode()
    assert client.post(address, said).status_code == 302
    page = client.get(address).content.decode()
    assert "Elm Road Primary" in page
    assert "Siobhan" in page
    assert client_of(pia).get(f"/people/{mother}").status_code == 200
    assert "open for another purpose" in client.post(address, said).content.decode(), "the second click"
    made = Partnership.objects.get()
    assert made.parts == ["identity", "alerts", "story"]
    assert client.post(f"{address}/{made.pk}/end", {"reason": "Left the school"}).status_code == 302
    assert client.get(f"{address}/{made.pk}/end").status_code == 404, "the stale tab"
    assert client_of(pia).get(f"/people/{mother}").status_code == 403


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"organisation": " "}, "Enter the organisation"),
        ({"purpose": ""}, "Say what the account is for"),
        ({"person_ids": []}, "at least one person"),
        ({"parts": ["inside"]}, "among the parts in the list"),
        ({"ends_on": date(2026, 1, 1)}, "over already"),
        ({"ends_on": date(2029, 1, 1)}, "At most a year"),
    ],
)
def test_what_cannot_be_is_said(wrong: dict[str, object], sentence: str, ella: Person, pia: Worker, cast: Cast, now: datetime) -> None:
    today = timezone.localdate()
    right = {
        "worker_id": pia.pk, "agency": "school", "organisation": "Elm Road", "purpose": "Attendance", "parts": ["story"], "person_ids": [ella.pk],
        "starts_on": today, "ends_on": today,
    }  # fmt: skip
    with pytest.raises(Refusal, match=sentence):
        open_partnership(**right | wrong, by=cast.ben, at=now)  # type: ignore[arg-type]  # each of its own kind


def test_no_worker_of_the_council_is_made_a_partner_by_it(ella: Person, pia: Worker, cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal, match="whose only role is partner"):
        _open(cast.cerys, [ella.pk], ["story"], cast, now)
    give_role(worker_id=pia.pk, role=Role.PRACTITIONER, starts_on=timezone.localdate(), by=cast.ada, at=now)
    with pytest.raises(Refusal, match="whose only role is partner"):
        _open(pia, [ella.pk], ["story"], cast, now)


def test_a_restriction_comes_before_it(ella: Person, pia: Worker, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    _open(pia, [ella.pk], list(PARTS), cast, now)
    restrict(person_id=ella.pk, kind="staff", level="hidden", reason="x", workers=[cast.ben.pk], by=cast.ben, at=now)
    assert client_of(pia).get(f"/people/{ella.pk}").status_code == 404
