"""Every address, with the ability that it asks for, whom it is about, what it shows and what it does. Read it as a document.

A route that is not here fails the suite. To add one, write a line into the part of its room:

    "the_name": Route(VIEW, "person"),                                   a page under /people/<person_id>/...
    "the_name": Route(RECORD, "entry", does={"reason": "Wrong child"}),  ... with a form, as the page's button would send it
    "the_name": Route(SIGNED_IN, shows=None, does={}),                   about nobody; only a button (POST)

`about`: nobody, person, or what hangs on a person: entry, line, event, document, task (world.Things). `more` holds the other parts of the
address. `only`: the roles for which the deed succeeds, where the record being open is not enough. `shows` and `done` are the statuses of
success. Everything else follows from table.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kith.foundations.access.models import RoleHeld
from kith.foundations.access.rules import Ability
from kith.practice.people.models import Residence
from kith.practice.work.models import Allocation
from tests.access.world import World, a_date, a_mistake, soon

SIGNED_IN, SEARCH, VIEW, RECORD, EXPORT = Ability.SIGNED_IN, Ability.SEARCH, Ability.VIEW, Ability.RECORD, Ability.EXPORT
ALLOCATE, RESTRICT, DUTY, GUARD, ADMINISTER = Ability.ALLOCATE, Ability.RESTRICT, Ability.DUTY, Ability.GUARD, Ability.ADMINISTER
AUDIT, AUTHORISE = Ability.AUDIT, Ability.AUTHORISE

Deed = dict[str, Any] | Callable[[World, str], dict[str, Any]]
PARTS = {
    "person": "person_id",
    "entry": "entry_id",
    "line": "story_line_id",
    "event": "event_id",
    "document": "document_id",
    "task": "task_id",
    "step": "step_id",
    "sent": "step_id",
    "plan": "plan_id",
    "action": "action_id",
    "form": "response_uuid",
    "filling": "response_uuid",
    "form number": "response_id",
}
HAS = {"form": "form_uuid", "filling": "filling_uuid", "form number": "form"}


def _its_home(world: World, kind: str) -> dict[str, Any]:
    home = Residence.objects.filter(person_id=world.things[kind].person, ends_on=None).order_by("id").first()
    return {"residence_id": home.pk if home else 0}


@dataclass(frozen=True)
class Route:
    """One address. See the top of this file."""

    ability: Ability | None  # None: open before signing in
    about: str = "nobody"
    shows: int | None = 200  # None: there is no page to look at
    does: Deed | None = None
    done: int = 302
    more: dict[str, Any] | Callable[[World, str], dict[str, Any]] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    query: Deed = field(default_factory=dict)
    inside: bool = False  # for no partner
    shut_is_open: bool = False  # breaking the glass is there for records that are locked
    whole: bool = False  # done only by who may see everybody in a shared entry
    follows_all: bool = False  # and there only for them

    def parts(self, world: World, kind: str) -> dict[str, Any]:
        """The parts of the address, for one kind of record."""
        more = self.more(world, kind) if callable(self.more) else self.more
        own = {PARTS[self.about]: getattr(world.things[kind], HAS.get(self.about, self.about))} if self.about in PARTS else {}
        return {**own, **more}


def said(deed: Deed | None, world: World, kind: str) -> dict[str, Any]:
    return deed(world, kind) if callable(deed) else dict(deed or {})


WRITERS = ("practitioner", "manager")  # who wrote it, and who manages
ALERT = {"kind": "dog", "reason": "A new dog", "told": "no", **a_date("review_on", soon())}
PERSON = {"forenames": "Quillon", "surname": "Unheardof", "birth_known": "exact", "sex": "U", "none_of_these": "1"}


def _file(world: World, kind: str) -> dict[str, Any]:
    del world, kind
    return {"title": "A plan", "upload": SimpleUploadedFile("plan.txt", b"The plan.")}


def _handing_over(world: World, kind: str) -> dict[str, Any]:
    del kind
    return {"role": "co_worker", "worker": world.cast.ben.pk, "team": world.cast.north.pk, **a_date("starts_on", timezone.localdate())}


def _covering(world: World, kind: str) -> dict[str, Any]:
    """By an administrator or a manager for the worker; others choose themselves in the list, and are asked to choose somebody in it."""
    del kind
    return {"worker": world.cast.ben.pk, "covered_by": world.others.mia.pk, **a_date("starts_on", soon()), **a_date("ends_on", soon())}


def _all_of_aminas(world: World, kind: str) -> dict[str, Any]:
    del kind
    held = Allocation.objects.filter(worker=world.cast.amina, ends_on=None, person=world.families.of["open"])
    return {
        "which": list(held.values_list("pk", flat=True)), "worker": world.cast.ben.pk, "team": world.cast.north.pk, "tasks_too": "on",
        **a_date("starts_on", timezone.localdate()),
    }  # fmt: skip


def _task(world: World, kind: str) -> dict[str, Any]:
    del kind
    return {"title": "Ring the school", "worker": world.cast.amina.pk, **a_date("due_on", soon())}


def _restricting(world: World, kind: str) -> dict[str, Any]:
    del kind
    return {
        "kind": "staff",
        "level": "hidden",
        "reason": "A colleague",
        "contact": "",
        "worker_1": world.cast.ben.pk,
        **a_date("review_on", soon()),
    }


def _beginning(world: World, kind: str) -> dict[str, Any]:
    return {"kind": "contact", "people": [world.things[kind].person], **a_date("began", timezone.localdate())}


def _adopting(world: World, kind: str) -> dict[str, Any]:
    del kind
    who = {"forenames": "Quillon", "surname": "Unheardof", "known_as": "", "reason": "Adoption order", "worker_1": world.cast.ben.pk}
    return {**who, **a_date("adopted_on", date(2026, 11, 1))}


def _partnering(world: World, kind: str) -> dict[str, Any]:
    """For an account that is open for another purpose already: refused on the page. Opened in test_partners."""
    del kind
    today = timezone.localdate()
    days = {**a_date("starts_on", today), **a_date("ends_on", today)}
    return {"worker": world.others.pia.pk, "agency": "school", "organisation": "Elm Road", "purpose": "Attendance", "parts": ["story"], **days}


def _its_restriction(world: World, kind: str) -> dict[str, Any]:
    """Where there is none, the number of somebody else's is tried."""
    return {"restriction_id": world.restriction.get(kind, world.restriction["hidden"])}


def _a_role(world: World, kind: str) -> dict[str, Any]:
    del kind
    return {"worker_id": world.cast.cerys.pk, "held_id": RoleHeld.objects.get(worker_id=world.cast.cerys.pk).pk}


def _another_birth(world: World, kind: str) -> dict[str, Any]:
    del world, kind
    return {"birth_known": "exact", "sex": "F", "reason": "Read from the certificate", **a_date("born_on", date(2012, 7, 7))}


def _cerys(world: World, kind: str) -> dict[str, Any]:
    del kind
    return {"worker_id": world.cast.cerys.pk}


DESK = {
    "home": Route(SIGNED_IN, shows=302),
    "health": Route(None),
    "my_list": Route(SIGNED_IN),
    "identifier_clashes": Route(GUARD, does=lambda world, _: {"clash": world.clash, "outcome": "Two people"}),
    "broken_glass": Route(SIGNED_IN, inside=True),
    "late": Route(ALLOCATE, inside=True),
    "unallocated": Route(ALLOCATE, inside=True),
    "review_glass": Route(
        SIGNED_IN,
        shows=None,
        more=lambda world, _: {"glass_id": world.glass},
        does={"outcome": "It was needed"},
        only=("manager", "auditor"),
    ),
    "record": Route(VIEW, "person"),
    "story": Route(VIEW, "person", query={"since": "last"}),
    "journey": Route(VIEW, "person"),
    "chronology": Route(VIEW, "person"),
    "chronology_pdf": Route(EXPORT, "person"),
    "chronology_word": Route(EXPORT, "person"),
    "family": Route(VIEW, "person"),
    "addresses": Route(VIEW, "person"),
    "documents": Route(VIEW, "person"),
    "details": Route(VIEW, "person"),
    "brief": Route(VIEW, "person"),
    "brief_pdf": Route(EXPORT, "person"),
    "who_looked": Route(VIEW, "person", inside=True),
    "who_looked_pdf": Route(EXPORT, "person"),
    "why": Route(SEARCH, "person", does={"reason": "On duty for the team"}),
    "know": Route(SEARCH, "person", does={"reason": "My neighbour"}),
    "adoption": Route(RESTRICT, "person", does=_adopting),
    "partner_home": Route(SIGNED_IN),
    "partners": Route(RESTRICT, "person", does=_partnering, done=200),
    "end_partnership": Route(RESTRICT, "person", shows=404, more={"partnership_id": 900_000_000}),  # ended in test_partners
    "keep_out": Route(RESTRICT, "person", does=lambda world, _: {"worker": world.cast.cerys.pk, "reason": "Their neighbour"}),
    "let_in": Route(RESTRICT, "person", shows=404, more=_its_restriction),  # a manager is let into none of them: test_letting_in
    "shut_again": Route(RESTRICT, "person", shows=None, more=lambda world, kind: {**_its_restriction(world, kind), "entrant_id": 1}, does={}, done=404),
    "break_glass": Route(DUTY, "person", does={"reason": "Police at the door"}, shut_is_open=True),
    "open_family": Route(DUTY, "person", does={"reason": "Police at the door"}, done=200),  # nobody of their family is shut: test_opening_families
    "restrict": Route(RESTRICT, "person", does=_restricting),
    "restrict_entry": Route(RESTRICT, "entry", does=_restricting, whole=True),
    "restrict_document": Route(RESTRICT, "document", does=_restricting),
    "lift_restriction": Route(RESTRICT, "person", more=_its_restriction),  # lifted in test_at_the_door
}
STAFF = {
    "sign_in": Route(None, shows=302),
    "second_step": Route(None),
    "provider": Route(None, shows=302),  # no provider is set up here: back to signing in; tests/servers has one
    "provider_back": Route(None, shows=302),
    "sign_out": Route(SIGNED_IN, shows=None, does={}),
    "my_sign_in": Route(SIGNED_IN),
    "end_my_sessions": Route(SIGNED_IN, shows=None, does={}),
    "add_app": Route(SIGNED_IN),
    "remove_app": Route(SIGNED_IN, shows=None, does={}),
    "recovery_codes": Route(SIGNED_IN, does={}),
    "add_passkey": Route(SIGNED_IN),
    "remove_passkey": Route(SIGNED_IN, shows=None, more={"passkey_id": 1}, does={}, done=403),
    "change_password": Route(SIGNED_IN),
    "cover": Route(SIGNED_IN, does=_covering, only=("manager", "administrator"), inside=True),
    "end_cover": Route(SIGNED_IN, shows=None, more=lambda world, _: {"cover_id": world.cover}, does={}, only=("manager", "administrator"), inside=True),
    "roles": Route(ADMINISTER, query={"over": "on"}),
    "roles_audited": Route(Ability.AUDIT, query={"over": "on"}),
    "workers": Route(ADMINISTER, query={"q": "a", "leavers": "on"}),
    "worker": Route(ADMINISTER, more=_cerys),
    "add_worker": Route(ADMINISTER),
    "change_worker": Route(ADMINISTER, more=_cerys, does={"name": "Cerys Pugh", "email": "cerys.pugh@council.example", "phone": "01632 960001"}),
    "first_password": Route(ADMINISTER, more=_cerys, does={}, done=200),
    "end_worker": Route(ADMINISTER, more=_cerys, does=lambda *_: a_date("ends_on", soon())),
    "reopen_worker": Route(ADMINISTER, shows=None, more=lambda world, _: {"worker_id": world.others.lee.pk}, does={}),
    "join_team": Route(
        ADMINISTER,
        more=_cerys,
        does=lambda world, _: {"team": world.cast.north.pk, **a_date("starts_on", timezone.localdate())},
    ),
    "leave_team": Route(
        ADMINISTER,
        more=lambda world, _: {"worker_id": world.cast.cerys.pk, "membership_id": world.cast.cerys.memberships.get().pk},
        does=lambda *_: a_date("ends_on", soon()),
    ),
    "workers_sign_in": Route(ADMINISTER, more=_cerys, does={"deed": "end_sessions"}),
    "abilities": Route(SIGNED_IN),
    "my_abilities": Route(SIGNED_IN),
    "propose_change": Route(
        ADMINISTER,
        does={"role": "auditor", "adds": "yes", "ability": "record", "area": "any", "whom": "anyone", "reason": "To note what was found"},
    ),
    "decide_change": Route(ADMINISTER, more=lambda world, _: {"change_id": world.change}, does={"decision": "agree"}),
    "worker_abilities": Route(
        ADMINISTER, more=lambda world, _: {"worker_id": world.cast.cerys.pk}, does=lambda *_: {"role": "manager", **a_date("starts_on", soon())}
    ),
    "end_role": Route(ADMINISTER, more=_a_role, does=lambda *_: a_date("ends_on", soon())),
    "add_team": Route(ADMINISTER, does={"name": "West", "service": "adults'", "phone": "0113 496 0009"}),
    "change_team": Route(
        ADMINISTER, more=lambda world, _: {"team_id": world.cast.north.pk}, does={"name": "North", "duty_phone": "0113 496 0009"}
    ),
}
FINDING = {
    "find": Route(SEARCH),  # what is found: questions.SEARCHED
    "find_entries": Route(SEARCH),
    "pick_person": Route(SEARCH),
    "add_person": Route(RECORD, query={"q": "zed quux"}, does=PERSON),
    "new_contact": Route(RECORD, query={"child": "zed quux"}, does={"c0-forenames": "Zed", "c0-surname": "Quux", "c0-sex": "U"}, done=200),  # when: not said
}
PEOPLE = {
    "add_fact": Route(RECORD, "person", more={"what": "alert"}, does=ALERT),
    "end_fact": Route(
        RECORD,
        "person",
        more=lambda world, kind: {"model": "Identifier", "row_id": world.things[kind].identifier},
        does=lambda *_: a_date("ends_on", timezone.localdate()),
    ),
    "never_true": Route(
        RECORD,
        "person",
        more=lambda world, kind: {"model": "Identifier", "row_id": world.things[kind].identifier},
        does={"reason": "A slip"},
    ),
    "kept_from": Route(RECORD, "person", more=_its_home, does={"is_confidential": "on"}),
    "review_alert": Route(
        RECORD,
        "person",
        more=lambda world, kind: {"alert_id": world.things[kind].alert},
        does={"reason": "Still there", **a_date("review_on", soon())},
    ),
    "record_birth": Route(RECORD, "person"),
    "correct_person": Route(RECORD, "person", does=_another_birth),
    "undo_mistake": Route(
        RECORD, "person", more=lambda w, k: {"mistake_id": a_mistake(w, k)}, does={"reason": "Two"}, only=("manager", "record guardian")
    ),
    "mistake": Route(RECORD, "person", does={"reason": "Typed twice"}, only=("manager", "record guardian")),
    "record_death": Route(RECORD, "person", does=lambda *_: a_date("died_on", timezone.localdate())),
}
RECORDING = {
    "choose_entry": Route(RECORD, does={"kind": "note"}),
    "my_drafts": Route(RECORD),
    "draft": Route(RECORD, "draft", only=("practitioner",), does={"revision": "1", "text": "More", "do": "save"}),
    "finish_draft": Route(RECORD, "draft", only=("practitioner",), does={"revision": "1", "text": "All of it"}),
    "save_draft": Route(RECORD, "draft", shows=None, only=("practitioner",), does={"revision": "1", "text": "More"}, done=200),
    "bring_back_draft": Route(RECORD, "draft", shows=None, only=("practitioner",), does={}),
    "put_away_draft": Route(RECORD, "draft", shows=None, only=("practitioner",), does={}),
    "entry": Route(VIEW, "entry"),
    "correct_entry": Route(RECORD, "entry", shows=302, does={}, only=WRITERS, whole=True),
    "release_entry": Route(RECORD, "entry", shows=None, does={}, only=("practitioner",), whole=True),
    "strike_out_entry": Route(RECORD, "entry", does={"reason": "Wrong child"}, only=WRITERS, whole=True),
    "add_document": Route(RECORD, "person", does=_file),
    "document": Route(VIEW, "document"),
    "document_file": Route(VIEW, "document"),
    "strike_out_document": Route(RECORD, "document", does={"reason": "Wrong child"}, only=WRITERS),
    "choose_event": Route(RECORD, "line", whole=True, does={"what_happened": "Moved", "happened_on": "November 2026"}),
    "choose_events": Route(RECORD, "person", shows=302, does={}),
    "write_event": Route(RECORD, "person", does={"what_happened": "Moved", "happened_on": "November 2026"}),
    "withdraw_event": Route(RECORD, "event", follows_all=True, does={"reason": "Not significant"}),
}
FORMS = {
    "start_form": Route(RECORD, "person", does={"form": "visit"}),
    "response": Route(VIEW, "form"),
    "response_by_id": Route(VIEW, "form number", shows=302),
    "save_response": Route(RECORD, "filling", shows=None, does={"revision": "2", "happened": "More"}, done=200, whole=True, follows_all=True),
    "move_response": Route(RECORD, "filling", shows=None, does={}, whole=True, follows_all=True),
    "response_pdf": Route(EXPORT, "form"),
    "response_word": Route(EXPORT, "form"),
    "letter": Route(EXPORT, "form", more={"letter_key": "after"}, does={"other": "Mr Jones", "text": "Dear {to},", "do": "word"}, done=200),
    "my_forms": Route(RECORD),
    "form_list": Route(ADMINISTER),
    "edit_form": Route(ADMINISTER, more={"form_key": "visit"}, does={"do": "drop"}),
    "edit_form_text": Route(ADMINISTER, more={"form_key": "visit"}, does={"text": "key: x", "digest": ""}, done=200),
    "preview_form": Route(ADMINISTER, more={"form_key": "visit"}),
    "compare_form": Route(ADMINISTER, more={"form_key": "visit"}),
    "unused_questions": Route(ADMINISTER, more={"form_key": "visit"}),
    "edit_question": Route(ADMINISTER, more={"form_key": "visit", "question_key": "place"}, does={"ask": "Where was it?", "type": "choice"}),
    "add_question": Route(ADMINISTER, more={"form_key": "visit", "section_key": "seen"}, does={"ask": "Anything else?", "type": "text"}),
    "put_away_response": Route(RECORD, "filling", shows=None, does={}, whole=True, follows_all=True),
    "reopen_response": Route(RECORD, "form", does={"reason": "Returned"}, whole=True),
    "release_response": Route(RECORD, "form", shows=None, does={}, only=("practitioner",), whole=True),
}
ASSURANCE = {
    "ledger": Route(AUDIT),
    "flags": Route(AUDIT),
    "flag": Route(AUDIT, more=lambda world, _: {"flag_id": world.flags["hidden"]}, does={"text": "Asked her", "do": "sign off"}),
    "workers_on_record": Route(
        AUDIT, query=lambda world, _: {"person": str(world.things["open"].person)}, does={"worker": "cerys@council.example"}, done=200
    ),
    "end_worker_on_record": Route(AUDIT, shows=None, more=lambda world, _: {"row_id": world.on_record}, does={}),
    "my_home": Route(SIGNED_IN, inside=True, does={"lines": "1 Elm Road", "postcode": "LS8 1AB"}),
    "worker_home": Route(
        ADMINISTER, more=lambda world, _: {"worker_id": world.cast.cerys.pk}, does={"lines": "1 Elm Road", "postcode": "LS8 1AB"}
    ),
}
PATHWAYS = {
    "declared": Route(SIGNED_IN),
    "council_steps": Route(ADMINISTER, does={"name": "own.yaml", "text": "service: children's", "do": "publish"}),
    "council_clocks": Route(ADMINISTER),
    "council_days": Route(ADMINISTER, does={"monday": "08:30-17:30"}),
    "council_target": Route(ADMINISTER, more={"rule_key": "contact-decision"}, does={"span": "20 hours", "source": "Our policy, 2"}),
    "begin_step": Route(RECORD, "person", does=_beginning),
    "step": Route(VIEW, "step", follows_all=True),
    "begin_planned_step": Route(RECORD, "step", shows=None, does=a_date("began", timezone.localdate()), whole=True, follows_all=True),
    "correct_beginning": Route(RECORD, "step", does={**a_date("began", date(2026, 11, 1)), "why": "Written down wrongly"}, whole=True),
    "give_step": Route(RECORD, "step", does=lambda world, _: {"worker": world.cast.amina.pk, "team": world.cast.south.pk}, whole=True),
    "book_meeting": Route(RECORD, "step", does={**a_date("day", soon())}, whole=True),
    "note_happening": Route(RECORD, "step", does={"what": "rated-amber", **a_date("day", date(2026, 11, 1))}, whole=True),
    "skip_step": Route(RECORD, "step", does={"why": "Not needed"}, whole=True),
    "cancel_step": Route(RECORD, "step", does={"why": "Wrong child"}, whole=True),
    "reopen_step": Route(AUTHORISE, "step", does={"why": "More came"}, done=200),
    "authorise_step": Route(AUTHORISE, "sent", shows=None, does={"reasons": ""}, whole=True),
    "send_back_step": Route(AUTHORISE, "sent", shows=None, does={"reasons": "More"}, whole=True),
}
WORK = {
    "allocate": Route(ALLOCATE, "person", does=_handing_over),
    "hand_over": Route(ALLOCATE, more=lambda world, _: {"worker_id": world.cast.amina.pk}, does=_all_of_aminas),
    "add_task": Route(RECORD, "person", does=_task),
    "tasks": Route(VIEW, "person"),
    "task_done": Route(RECORD, "task", shows=None, does={}),
    "notice_seen": Route(SIGNED_IN, shows=None, more=lambda world, _: {"notice_id": world.notice}, does={}, only=("practitioner",)),
}
PLANS = {
    "step_plan": Route(RECORD, "step", does={}, whole=True),
    "plan": Route(VIEW, "plan"),
    "add_to_plan": Route(
        RECORD, "plan", does=lambda world, kind: {"need": "new", "person": world.things[kind].person, "says": "A bed", "what": "A bed", "who": "Mum"}
    ),
    "review_plan": Route(RECORD, "plan", does={**a_date("reviewed_on", timezone.localdate())}),
    "end_plan": Route(RECORD, "plan", does={**a_date("ended_on", timezone.localdate()), "because": "All is met"}, whole=True),
    "plan_pdf": Route(EXPORT, "plan"),
    "plan_word": Route(EXPORT, "plan"),
    "change_action": Route(RECORD, "action", does={"what": "A bunk bed", "who": "Dad", "why": "Two of them"}, whole=True),
}
ROUTES: dict[str, Route] = {**PLANS, **DESK, **STAFF, **FINDING, **PEOPLE, **RECORDING, **FORMS, **PATHWAYS, **WORK, **ASSURANCE}
HOW_TO_ADD = (
    'Add a line to its room\'s part of tests/access/routes.py, such as "{name}": Route(VIEW, "person"). The top of that file says how.'
)
