"""Who comes from outside, or goes round the pages: a clear refusal, nothing shown, nothing done, and the attempt on the ledger."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.commands import decide_change, end_grants, end_role, let_in, propose_change, review_glass
from kith.foundations.access.models import BrokenGlass, GivenReason, MatrixChange, RoleHeld
from kith.foundations.access.queries import source_of
from kith.foundations.access.rules import NotThere, Refusal
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from kith.practice.pathways.commands import begin_step
from kith.practice.people.models import Alert
from kith.practice.recording.commands import add_document, finish_entry, save_draft, start_draft
from kith.practice.recording.models import Entry
from kith.practice.work.models import Notice, Task
from kith.wiring.middleware import MANY_NOT_THERE, _write_down
from tests.access.canaries import told_by
from tests.access.deeds import _file
from tests.access.world import NEVER, World
from tests.cast import PASSWORD
from tests.eyes import looking_as

ClientOf = Callable[[Worker], Client]
SHUT = {"hidden": "absent", "sealed": "absent", "locked": "absent", "open": "absent"}


def _refusals(worker: Worker | None = None) -> int:
    return LedgerEntry.objects.filter(kind="refused", worker_id=worker.pk if worker else None).count()


def _signed_in(name: str) -> tuple[Client, str]:
    """(a browser that insists on the token of its forms, that token)."""
    client = Client(enforce_csrf_checks=True)
    client.get("/sign-in")
    client.post(
        "/sign-in", {"email": f"{name}@council.example", "password": PASSWORD, "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    )
    client.get("/my-list")
    return client, client.cookies["csrftoken"].value


ALERT = {"kind": "dog", "reason": "Planted", "told": "no", "review_on_day": 1, "review_on_month": 1, "review_on_year": 2027}


@pytest.mark.parametrize(
    ("token", "headers"),
    [
        (None, {}),
        ("made-up", {}),
        ("x" * 64, {}),
        ("own", {"origin": "https://evil.example"}),
        ("own", {"origin": "null"}),
        ("own", {"origin": "http://testserver.evil.example"}),
    ],
)
def test_a_form_from_elsewhere_changes_nothing(token: str | None, headers: dict[str, str], world: World) -> None:
    client, own = _signed_in("amina")
    said = {**ALERT, **({"csrfmiddlewaretoken": own if token == "own" else token} if token else {})}
    before = _refusals(world.cast.amina)
    answer = client.post(f"/people/{world.things['open'].person}/add/alert", said, headers=headers)
    assert answer.status_code == 403
    assert told_by(answer.content.decode(), SHUT, world) == []
    assert not Alert.objects.filter(reason="Planted").exists()
    assert _refusals(world.cast.amina) == before + 1


def test_the_same_form_with_its_own_token_is_taken(world: World) -> None:
    """So that the test above cannot pass by a form that nobody takes."""
    client, own = _signed_in("amina")
    address = f"/people/{world.things['open'].person}/add/alert"
    assert client.post(address, {**ALERT, "csrfmiddlewaretoken": own}).status_code == 302
    assert Alert.objects.filter(reason="Planted").exists()


def test_a_form_kept_from_an_earlier_sign_in_is_refused(world: World) -> None:
    client, old = _signed_in("amina")
    client.post("/sign-out", {"csrfmiddlewaretoken": old})
    address = f"/people/{world.things['open'].person}/add/alert"
    assert client.post(address, {**ALERT, "csrfmiddlewaretoken": old})["Location"].startswith("/sign-in?next="), "signed out"
    client.get("/sign-in")
    client.post(
        "/sign-in", {"email": "amina@council.example", "password": PASSWORD, "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    )
    assert client.post(address, {**ALERT, "csrfmiddlewaretoken": old}).status_code == 403, "a new sign-in, the old form"
    assert not Alert.objects.filter(reason="Planted").exists()
    assert _refusals(world.cast.amina) == 1


def test_a_form_sent_twice_is_done_once(world: World, client_of: ClientOf) -> None:
    client, task = client_of(world.cast.amina), world.things["open"].task
    for _ in range(2):
        assert client.post(f"/tasks/{task}/done").status_code == 302
    assert LedgerEntry.objects.filter(event="TaskDone", person_id=world.things["open"].person).count() == 2
    done = Task.objects.get(pk=task)
    before = Entry.objects.count()
    draft = world.written["open"]
    for _ in range(2):
        client.post(f"/drafts/{draft}/finish", {"revision": "2", "text": "All well."})
    assert Entry.objects.count() == before + 1
    assert done.done_by == world.cast.amina


def test_a_session_that_was_ended_opens_nothing_when_its_cookie_comes_back(world: World) -> None:
    client, token = _signed_in("amina")
    kept = client.cookies["kith_session"].value
    client.post("/sign-out", {"csrfmiddlewaretoken": token})
    thief = Client()
    thief.cookies["kith_session"] = kept
    answer = thief.get(f"/people/{world.things['open'].person}")
    assert answer["Location"].startswith("/sign-in?next=")
    assert told_by(answer.content.decode(), SHUT, world) == []
    assert _refusals() == 1


def test_a_partners_account_that_has_ended_opens_nothing(world: World, client_of: ClientOf) -> None:
    client, record = client_of(world.others.pia), f"/people/{world.things['open'].person}"
    assert client.get(record).status_code == 200
    held = RoleHeld.objects.get(worker_id=world.others.pia.pk)
    end_role(held=held, ends_on=timezone.localdate() - timedelta(days=1), by=world.cast.ada, at=world.now)
    answer = client.get(record)
    assert answer.status_code == 403, "the role has ended, the account not yet"
    assert told_by(answer.content.decode(), SHUT, world) == []
    Worker.objects.filter(pk=world.others.pia.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert client.get(record)["Location"].startswith("/sign-in?next=")
    assert _refusals(world.others.pia) == 2


def test_a_partner_whose_family_is_no_longer_theirs_finds_and_opens_nothing(world: World, client_of: ClientOf) -> None:
    """The account goes on, for other families; what was agreed for this one has ended."""
    pia, record = client_of(world.others.pia), f"/people/{world.things['open'].person}"
    assert "Openshaw" in pia.get("/find?q=openshaw").content.decode()
    end_grants(source=source_of(world.partnership), ends_on=timezone.localdate() - timedelta(days=1), by=world.cast.machine, at=world.now)
    for address in (record, f"{record}/story", f"{record}/brief", f"/entries/{world.things['open'].entry}"):
        answer = pia.get(address)
        assert answer.status_code == 404
        assert told_by(answer.content.decode(), SHUT, world, asked=[address]) == []
    assert "Openshaw Street" not in pia.get("/find?q=openshaw").content.decode()
    assert _refusals(world.others.pia) == 4


def test_a_partner_who_has_left_cannot_sign_in_and_the_try_is_on_the_ledger(world: World) -> None:
    Worker.objects.filter(pk=world.others.pia.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    client = Client()
    answer = client.post("/sign-in", {"email": "pia@council.example", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert told_by(answer.content.decode(), SHUT, world) == []
    assert client.get("/my-list")["Location"].startswith("/sign-in?next=")
    assert _refusals(world.others.pia) == 1


def test_a_shut_record_that_was_asked_for_is_on_the_ledger_with_whose_it_is(world: World, client_of: ClientOf) -> None:
    """So that who tried is seen by whoever may see the record, and by auditors."""
    locked = world.things["locked"].person
    assert client_of(world.cast.cerys).get(f"/people/{locked}/story").status_code == 403
    row = LedgerEntry.objects.get(kind="refused", worker_id=world.cast.cerys.pk)
    assert (row.person_id, row.event) == (locked, f"/people/{locked}/story")


def test_numbers_counted_up_by_hand_are_on_the_ledger_and_the_auditors_are_told(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.cerys)
    hidden = world.things["hidden"]
    tried = [f"/people/{NEVER + step}" for step in range(MANY_NOT_THERE)]
    tried += [
        f"/entries/{hidden.entry}",
        f"/people/{world.things['open'].person}/end/Identifier/{hidden.identifier}",
        f"/people/{10**19}",
        "/people/x/story",
    ]
    for address in tried:
        assert client.get(address).status_code in (302, 404)
    on_it = set(LedgerEntry.objects.filter(kind="refused", worker_id=world.cast.cerys.pk).values_list("event", flat=True))
    assert set(tried) - on_it == set(), "also what no page made of it, and what is too large for any record"
    notices = Notice.objects.filter(text__contains="were not there")
    assert [notice.worker_id for notice in notices] == [world.cast.olu.pk], "told once"
    assert "Cerys Pugh" in notices.get().text
    assert told_by(notices.get().text, {"hidden": "absent"}, world) == []


def test_a_nul_byte_breaks_nothing_wherever_it_is_sent(world: World, client_of: ClientOf) -> None:
    client, person = client_of(world.cast.amina), world.things["open"].person
    for address in ("/nowhere%00", "/people/x%00y", f"/people/{person}/end/%00/3", "/steps/%00", "/forms/edit/a%00b"):
        assert client.get(address).status_code in (403, 404)
    assert LedgerEntry.objects.filter(kind="refused", worker_id=world.cast.amina.pk, event="/people/xy").exists()
    assert client.get("/find", {"q": "a\0b", "c\0": "d"}).status_code == 200
    assert client.post(f"/people/{world.stranger}/why", {"reason": "They\0 rang"}).status_code == 302
    assert GivenReason.objects.get(person_id=world.stranger, worker_id=world.cast.amina.pk, reason="They rang")
    assert Client().post("/sign-in", {"email": "a\0@b.example", "password": "x\0"}).status_code == 200


@pytest.mark.parametrize("made_up", ["²", "٣", "-1", "9" * 30, "1e3", "\U0001f600"])
def test_a_made_up_number_is_nobodys(made_up: str, world: World, client_of: ClientOf) -> None:
    client, has = client_of(world.cast.amina), world.things["open"]
    pages = ["/record-something", f"/plans/{has.plan}.pdf", f"/forms/{has.form_uuid}/pdf", "/find/entries", f"/people/{has.person}/add/relationship"]
    pages += [f"/forms/{has.filling_uuid}?as=people", f"/drafts/{has.draft}?as=people", f"/people/{has.person}/chronology/choose?line={made_up}"]
    for page in pages:
        assert client.get(page, {"person": made_up, **({"as": "people"} if "as=" in page else {})}).status_code in (200, 302, 403), page
    assert client.get(f"/drafts/{has.draft}").status_code == 200, "nothing was kept that cannot be read again"
    sent = {"people": [made_up, str(has.person)], "revision": made_up, "text": ["Wrote"], "do": "save"}
    assert client.post(f"/drafts/{has.draft}/save", sent).status_code < 500
    assert client.get(f"/drafts/{has.draft}").status_code == 200
    assert client.post(f"/forms/{has.filling_uuid}/save", {"revision": made_up}).status_code < 500
    assert client.post("/record-something", {"person": made_up, "kind": "note"}).status_code == 302


def test_auditors_are_told_when_the_requests_own_transaction_has_ended(world: World) -> None:
    """In life the database has forgotten by then who looks; in a test all requests are one transaction, so that it is made to forget."""
    request = RequestFactory().get(f"/people/{NEVER}")
    request.user = world.cast.cerys
    for _ in range(MANY_NOT_THERE):
        with looking_as(None):
            _write_down(request, NotThere())
    assert [notice.worker_id for notice in Notice.objects.filter(text__contains="were not there")] == [world.cast.olu.pk]


def test_a_few_that_are_not_there_tell_nobody(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.cerys)
    for step in range(MANY_NOT_THERE - 1):
        client.get(f"/people/{NEVER + step}")
    assert not Notice.objects.filter(text__contains="were not there").exists()


# --- Bulk: one record that is shut stops the whole, and looks like one that was never there. ---


def test_nothing_is_done_about_several_of_whom_one_is_shut(world: World) -> None:
    open_, hidden, by = world.things["open"].person, world.things["hidden"].person, world.cast.cerys
    for other in (hidden, world.things["sealed"].person):
        with looking_as(by), pytest.raises(NotThere):
            start_draft(kind="note", person_ids=[open_, other], by=by, at=world.now)
        with looking_as(by), pytest.raises(NotThere):
            add_document(upload=_file(), title="x", person_ids=[open_, other], by=by, at=world.now)


def test_a_draft_about_somebody_shut_is_not_finished_and_says_no_more_than_of_nobody(world: World) -> None:
    open_, by = world.things["open"].person, world.cast.cerys
    said = []
    for other in (world.things["hidden"].person, NEVER):
        with looking_as(by):
            draft = start_draft(kind="note", person_ids=[open_], by=by, at=world.now)
            fields = {"people": [str(open_), str(other)], "text": ["x"], f"part_{other}_text": ["y"]}
            save_draft(draft_id=draft.pk, fields=fields, revision=1, by=by, at=world.now)
            with pytest.raises(Refusal) as refused:
                finish_entry(draft_id=draft.pk, by=by, at=world.now)
        said.append(str(refused.value) + str(getattr(refused.value, "missing", "")))
    assert said[0] == said[1]


def test_ticking_somebody_who_is_not_offered_ticks_nobody(world: World, client_of: ClientOf) -> None:
    client, open_, hidden = client_of(world.cast.cerys), world.things["open"].person, world.things["hidden"].person
    said = {"title": "A plan of the open child", "upload": _file(), f"also_{hidden}": "on"}
    client.get(f"/people/{open_}")
    assert client.post(f"/people/{open_}/documents/add", said).status_code == 302
    links = world.families.of["hidden"].document_links.values_list("document__title", flat=True)
    assert list(links) == ["Zephyrhide letter"]


# --- Nobody approves what they did themselves. ---


def test_nobody_decides_on_their_own_proposal(world: World) -> None:
    ada = world.cast.ada
    own = propose_change(role="auditor", ability="record", adds=True, reason="Handy", by=ada, at=world.now)
    with pytest.raises(Refusal, match="another administrator"):
        decide_change(change_id=own.pk, agrees=True, by=ada, at=world.now)
    assert MatrixChange.objects.get(pk=own.pk).decided_at is None
    assert decide_change(change_id=world.change, agrees=True, by=ada, at=world.now).is_agreed


def test_nobody_signs_off_their_own_broken_glass(world: World) -> None:
    glass = BrokenGlass.objects.create(
        worker_id=world.cast.ben.pk, person_id=world.things["hidden"].person, reason="x", broken_at=world.now, ends_at=timezone.now()
    )
    with looking_as(world.cast.ben), pytest.raises(Refusal, match="other than who broke the glass"):
        review_glass(glass_id=glass.pk, outcome="Fine", by=world.cast.ben, at=world.now)


def test_only_who_may_open_everybody_is_offered_to_sign_off(world: World, client_of: ClientOf) -> None:
    """Ben and Mia manage; a hidden child's step is offered to whoever of them is let in."""
    things, client = world.things["hidden"], client_of(world.cast.amina)
    step = begin_step(kind="referral", person_ids=[things.person], began=timezone.now(), by=world.cast.amina, at=timezone.now())
    page = client.get(reverse("step", args=[step.pk])).content.decode()
    assert "Have one let in first" in page
    assert "Mia Hill</option>" not in page
    let_in(restriction_id=world.restriction["hidden"], worker_id=world.others.mia.pk, by=world.cast.machine, at=timezone.now())
    offered = client.get(reverse("step", args=[step.pk])).content.decode()
    assert "Mia Hill</option>" in offered
    assert "Ben Hartley</option>" not in offered
    assert "Have one let in first" not in offered


def test_flags_about_a_sealed_record_are_not_there_for_auditors_who_are_not_let_in(world: World) -> None:
    wanted = [kind for kind in world.flags if kind != "sealed"]
    with looking_as(world.cast.olu), connection.cursor() as cursor:
        cursor.execute("select id from assurance_flag")
        assert {row[0] for row in cursor.fetchall()} == {world.flags[kind] for kind in wanted}
    restriction = world.restriction["sealed"]
    let_in(restriction_id=restriction, worker_id=world.cast.olu.pk, by=world.cast.machine, at=timezone.now())
    with looking_as(world.cast.olu), connection.cursor() as cursor:
        cursor.execute("select count(*) from assurance_flag")
        assert cursor.fetchone() == (len(world.flags),)


def test_a_partner_of_the_matrix_sees_what_was_opened(world: World) -> None:
    with looking_as(world.others.pia), connection.cursor() as cursor:
        cursor.execute("select id from people_person")
        assert cursor.fetchall() == [(world.things["open"].person,)]
