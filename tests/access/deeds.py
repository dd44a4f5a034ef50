"""Every command of the rooms, with the ability that it asks for and whom it is about. Read it as a document.

A command that is not here fails the suite. To add one, write a line into the part of its room:

    "raise_task": Deed(RECORD, "person", lambda w, k: {"title": "Ring", ...}),   person_id is given by itself
    "keep_text": Deed(RECORD, facts=lambda w, k: {...}),                         about nobody in particular
    "mark_restriction": Step("follows `restrict`"),                              part of another command, which has asked

`about`: nobody, person, things (what hangs on a person: of a locked record nothing is done either), shared (only who may see everybody).
"""

# ruff: noqa: ARG005 - each line of the table is given the same: the world, the kind of record
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kith.foundations.access.models import Entrant, RoleHeld
from kith.foundations.access.rules import Ability
from kith.practice.finding.commands import Member
from kith.practice.forms.queries import shipped_forms
from kith.practice.forms.rules.digests import digest_of
from kith.practice.pathways import models as pathways
from kith.practice.pathways.rules.reading import Source
from kith.practice.pathways.rules.typed import Ending
from kith.practice.pathways.rules.verdicts import Decided
from kith.practice.people.models import Alert, Identifier, Name, Residence
from kith.practice.plans.commands import Judged
from kith.practice.recording.commands import Choice, Telling
from kith.practice.work.models import Allocation
from tests.access.world import World, a_mistake, soon

SIGNED_IN, SEARCH, VIEW, RECORD = Ability.SIGNED_IN, Ability.SEARCH, Ability.VIEW, Ability.RECORD
ALLOCATE, RESTRICT, DUTY, GUARD, ADMINISTER = Ability.ALLOCATE, Ability.RESTRICT, Ability.DUTY, Ability.GUARD, Ability.ADMINISTER
AUTHORISE = Ability.AUTHORISE
AUDIT = Ability.AUDIT
Facts = Callable[[World, str], dict[str, Any]]
DAY = date(2026, 11, 20)
VISIT = shipped_forms()["visit"].replace("version: 1", "version: 2")


def _none(world: World, kind: str) -> dict[str, Any]:
    del world, kind
    return {}


@dataclass(frozen=True)
class Deed:
    """A command that asks for itself."""

    ability: Ability
    about: str = "nobody"
    facts: Facts = _none
    only: tuple[str, ...] = ()  # the roles for which it succeeds, where the record being open is not enough
    shut_is_open: bool = False


@dataclass(frozen=True)
class Step:
    """Part of another command, or a worker's own sign-in: why it asks for no ability."""

    why: str


Part = dict[str, Deed | Step]


def _step(world: World, kind: str, what: str = "step") -> pathways.Step:
    return pathways.Step(pk=getattr(world.things[kind], what))


def _ended(world: World, kind: str) -> Ending:
    people = pathways.StepPerson.objects.filter(step=world.things[kind].step).values_list("person_id", flat=True)
    return Ending({person: Decided("information") for person in people})


def _file(name: str = "plan.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"The plan.")


def _of(model: type[Name] | type[Residence], world: World, kind: str) -> Name | Residence:
    return model.objects.filter(person_id=world.things[kind].person, ends_on=None).order_by("id")[0]


def _another_administrators(world: World, kind: str) -> dict[str, Any]:
    del kind
    return {"change_id": world.change, "agrees": True}


ACCESS: Part = {
    "grant": Step("called by the room whose row it is (an allocation, a partner's families), which has asked"),
    "end_grants": Step("as grant"),
    "load_grants": Deed(ALLOCATE, facts=lambda w, k: {"rows": [], "manifest": {}}),
    "give_reason": Deed(VIEW, "person", lambda w, k: {"reason": "On duty"}),
    "propose_change": Deed(
        ADMINISTER, facts=lambda w, k: {"role": "practitioner", "ability": "allocate", "adds": True, "reason": "Small council"}
    ),
    "decide_change": Deed(ADMINISTER, facts=_another_administrators),
    "restrict": Deed(
        RESTRICT, "person", lambda w, k: {"kind": "staff", "level": "hidden", "reason": "A colleague", "workers": [w.cast.ben.pk]}
    ),
    "lift": Deed(RESTRICT, "restriction", lambda w, k: {"restriction_id": w.restriction.get(k, 0), "reason": "Left"}, only=("manager",)),
    "let_in": Deed(
        RESTRICT, "restriction", lambda w, k: {"restriction_id": w.restriction.get(k, 0), "worker_id": w.cast.cerys.pk}, only=("manager",)
    ),
    "shut_again": Deed(
        RESTRICT, "restriction", lambda w, k: {"entrant_id": _entrant(w, k)}, only=()
    ),  # the last one let in stays; let out in test_second_lock
    "widen": Step("follows the correction of a restricted entry, which has asked"),
    "declare_conflict": Deed(SEARCH, "person", lambda w, k: {"reason": "My neighbour"}),  # worker_id: their own
    "break_glass": Deed(DUTY, "person", lambda w, k: {"reason": "Police at the door"}, shut_is_open=True),
    "break_glass_together": Deed(DUTY, facts=lambda w, k: {"person_ids": [w.things[k].person], "reason": "Police at the door"}),
    "review_glass": Deed(SIGNED_IN, facts=lambda w, k: {"glass_id": w.glass, "outcome": "Needed"}, only=("manager", "auditor")),
    "begin_returns": Deed(Ability.RETURNS, facts=lambda w, k: {"what": "SSDA903 2026"}),
    "open_partnership": Deed(
        RESTRICT,
        "person",
        lambda w, k: {
            "worker_id": w.partner_free, "agency": "police", "organisation": "Police", "purpose": "Missing", "parts": ["story"],
            "person_ids": [w.things[k].person], "starts_on": w.now.date(), "ends_on": soon(),
        },
    ),
    "end_partnership": Deed(RESTRICT, facts=lambda w, k: {"partnership_id": w.partnership, "reason": "Left the school"}),
    "give_role": Deed(ADMINISTER, facts=lambda w, k: {"worker_id": w.cast.cerys.pk, "role": "manager", "starts_on": DAY}),
    "end_role": Deed(ADMINISTER, facts=lambda w, k: {"held": RoleHeld.objects.get(worker_id=w.cast.cerys.pk), "ends_on": w.now.date()}),
}  # fmt: skip


def _entrant(world: World, kind: str) -> int:
    found = Entrant.objects.filter(restriction_id=world.restriction.get(kind, 0)).first()
    return found.pk if found else 0


LEDGER: Part = {
    name: Step("writes the ledger, in the transaction of whatever is done or seen")
    for name in (
        "acting_through", "command", "because", "listen", "listen_together", "announce", "leave_trace", "record_search", "record_refusal", "seal", "anchor",
        "new_key", "note_last_seal", "copy_next_seal",
    )
}
OWN_SIGN_IN = "about the worker's own proofs; tried in staff/tests"
STAFF: Part = {
    **{
        name: Step(OWN_SIGN_IN)
        for name in (
            "bind_provider_account", "add_authenticator", "make_recovery_codes", "use_recovery_code",
            "accept_code", "add_passkey", "accept_passkey", "remove_passkey",
            "note_sign_in", "note_confirmed", "note_sign_out", "end_session", "change_password",
        )
    },
    "machine": Step("the machine's own worker, made at first need; it cannot sign in"),
    "end_what_leavers_left": Step("the machine's, each hour"),
    "remove_authenticator": Deed(SIGNED_IN),
    "end_other_sessions": Deed(SIGNED_IN, facts=lambda w, k: {"but": "x"}),
    "loosen_provider_account": Deed(ADMINISTER, facts=lambda w, k: {"worker": w.cast.cerys}),
    "remove_second_factors": Deed(ADMINISTER, facts=lambda w, k: {"worker": w.cast.cerys}),
    "end_sessions_of": Deed(ADMINISTER, facts=lambda w, k: {"worker": w.cast.cerys}),
    "add_team": Deed(ADMINISTER, facts=lambda w, k: {"name": "West"}),
    "add_worker": Deed(ADMINISTER, facts=lambda w, k: {"email": "new@council.example", "name": "New", "password": None, "roles": []}),
    "end_worker": Deed(ADMINISTER, facts=lambda w, k: {"worker": w.cast.cerys, "ends_on": soon()}),
    "set_cover": Deed(
        SIGNED_IN,
        facts=lambda w, k: {"worker": w.cast.ben, "covered_by": w.others.mia, "starts_on": soon(), "ends_on": soon()},
        only=("manager", "administrator"),
    ),
    "end_cover": Deed(SIGNED_IN, facts=lambda w, k: {"cover_id": w.cover}, only=("manager", "administrator")),
    "reopen_worker": Deed(ADMINISTER, facts=lambda w, k: {"worker": w.others.lee}),
    "change_worker": Deed(ADMINISTER, facts=lambda w, k: {"worker": w.cast.cerys, "name": "Cerys", "email": "cerys@council.example"}),
    "make_first_password": Deed(ADMINISTER, facts=lambda w, k: {"worker": w.cast.cerys}),
    "join_team": Deed(ADMINISTER, facts=lambda w, k: {"worker": w.cast.cerys, "team": w.cast.north, "starts_on": w.now.date()}),
    "leave_team": Deed(ADMINISTER, facts=lambda w, k: {"membership": w.cast.cerys.memberships.get(), "ends_on": w.now.date()}),
    "change_team": Deed(
        ADMINISTER,
        facts=lambda w, k: {"team": w.cast.north, "name": "N", "service": "", "phone": "", "duty_phone": "", "manager": None},
    ),
}  # fmt: skip
FINDING: Part = {
    "index_people": Deed(RECORD, "person", lambda w, k: {"person_ids": [w.things[k].person]}),
    "index_place": Deed(RECORD, facts=lambda w, k: {"person_ids": []}),
    "recount_words": Deed(RECORD),
    "rebuild_index": Step("makes the index anew as the tables' owner: kith import and kith demo"),
    "add_after_search": Deed(
        RECORD,
        facts=lambda w, k: {
            "forenames": "Quillon", "surname": "Unheardof", "known_as": "", "born_on": None, "birth_known": "", "sex": "U", "is_unborn": False,
            "expected_on": None, "source": "",
        },
    ),
    "add_family": Deed(RECORD, facts=lambda w, k: {"members": [Member(key="c0", forenames="Quillon", surname="Unheardof")]}),
}  # fmt: skip
PEOPLE: Part = {
    "undo_mistake": Deed(RECORD, "things", lambda w, k: {"mistake_id": a_mistake(w, k), "reason": "Two"}, only=("manager", "record guardian")),
    "mark_mistaken": Deed(RECORD, "person", lambda w, k: {"reason": "Typed twice"}, only=("manager", "record guardian")),
    "raise_alert": Deed(RECORD, "person", lambda w, k: {"kind": "dog", "reason": "A dog", "review_on": soon(), "starts_on": DAY}),
    "review_alert": Deed(
        RECORD, "person", lambda w, k: {"alert": Alert.objects.get(pk=w.things[k].alert), "reason": "Still there", "review_on": soon()}
    ),
    "correct_person": Deed(
        RECORD,
        "person",
        lambda w, k: {
            "born_on": date(2012, 7, 7),
            "birth_known": "exact",
            "expected_on": None,
            "sex": "F",
            "died_on": None,
            "reason": "Seen",
        },
    ),
    "end_dated": Deed(RECORD, "person", lambda w, k: {"row": Identifier.objects.get(pk=w.things[k].identifier), "ends_on": DAY}),
    "register_adopted": Deed(
        RESTRICT,
        "person",
        lambda w, k: {"forenames": "Al", "surname": "Ias", "adopted_on": DAY, "reason": "Adoption order", "workers": [w.cast.ben.pk]},
    ),
    "settle_facts": Deed(RECORD, "person", lambda w, k: {"said": {(w.things[k].person, "language"): ["pol"]}}),
    "settle_professionals": Deed(RECORD, "person", lambda w, k: {"said": {(w.things[k].person, "gp"): "A surgery"}}),
    "settle_known_as": Deed(RECORD, "person", lambda w, k: {"said": {w.things[k].person: "Ally"}}),
    "settle_homes": Deed(RECORD, "person", lambda w, k: {"said": {w.things[k].person: ("4 Elsewhere Row", "")}}),
    "give_contact_points": Deed(RECORD, "person", lambda w, k: {"said": {w.things[k].person: ("mobile", "07700 900999")}}),
    "set_fact": Deed(RECORD, "person", lambda w, k: {"kind": "language", "code": "", "text": "Welsh", "starts_on": DAY}),
    "give_identifier": Deed(RECORD, "person", lambda w, k: {"scheme": "other", "value": "N-1"}),
    "strike_out": Deed(RECORD, "person", lambda w, k: {"row": Identifier.objects.get(pk=w.things[k].identifier), "reason": "A slip"}),
    "correct_name": Deed(RECORD, "person", lambda w, k: {"row": _of(Name, w, k), "forenames": "Al", "surname": "Ias", "reason": "A slip"}),
    "keep_address_from": Deed(
        RECORD, "person", lambda w, k: {"residence": _of(Residence, w, k), "is_confidential": True, "kept_from_ids": [w.stranger]}
    ),
    "tell_of_clashes": Deed(RECORD, facts=lambda w, k: {"from_person_id": 900_000_000}),
    "settle_clash": Deed(GUARD, facts=lambda w, k: {"clash_id": w.clash, "outcome": "Two people"}),
    "load_people": Deed(RECORD, facts=lambda w, k: {"rows": {}, "manifest": {}}),
    "give_name": Deed(RECORD, "person", lambda w, k: {"kind": "alias", "forenames": "Al", "surname": "Ias", "starts_on": None}),
    "give_contact_point": Deed(RECORD, "person", lambda w, k: {"kind": "mobile", "value": "07700 900999"}),
    "relate": Deed(RECORD, "person", lambda w, k: {"other_id": w.stranger, "kind": "friend"}),
    "add_professional": Deed(RECORD, "person", lambda w, k: {"role": "gp", "organisation": "A surgery"}),
    "add_vehicle": Deed(RECORD, "person", lambda w, k: {"registration_text": "AB99 XYZ"}),
    "register_person": Deed(RECORD, facts=lambda w, k: {"forenames": "Quillon", "surname": "Unheardof"}),
    "record_birth": Deed(
        RECORD, "person", lambda w, k: {"born_on": DAY, "sex": "F", "forenames": "A", "surname": "B"}, only=()
    ),  # nobody here is unborn
    "record_death": Deed(RECORD, "person", lambda w, k: {"died_on": DAY}),
    "mark_restriction": Step("follows restrict and lift, which have asked"),
    "move_to": Deed(RECORD, "person", lambda w, k: {"lines": "9 New Road", "starts_on": DAY}),
}

LEGAL = {"kind": "legal", "reason": "Legal advice"}
RECORDING: Part = {
    "add_document": Deed(RECORD, "person", lambda w, k: {"upload": _file(), "title": "A plan", "person_ids": [w.things[k].person]}),
    "attach_document": Deed(RECORD, "own", lambda w, k: {"upload": _file(), "draft_id": w.things[k].draft}),
    "detach_document": Deed(RECORD, facts=lambda w, k: {"document_id": 0, "draft_id": w.things[k].draft}),
    "put_attachments_on_record": Step("follows finish_entry, which has asked"),
    "strike_out_document": Deed(
        RECORD, "things", lambda w, k: {"document_id": w.things[k].document, "reason": "Wrong"}, only=("practitioner", "manager")
    ),
    "keep_text": Step("the machine's, of a document that was kept"),
    "give_up_on_text": Step("the machine's, as keep_text"),
    "start_draft": Deed(RECORD, "person", lambda w, k: {"kind": "note", "person_ids": [w.things[k].person]}),
    "save_draft": Deed(RECORD, "own", lambda w, k: {"draft_id": w.things[k].draft, "fields": {"text": ["x"]}, "revision": 1}),
    "put_away_draft": Deed(RECORD, "own", lambda w, k: {"draft_id": w.things[k].draft}),
    "bring_back_draft": Deed(RECORD, "own", lambda w, k: {"draft_id": w.things[k].draft}),
    "finish_entry": Deed(RECORD, "own", lambda w, k: {"draft_id": w.written[k]}),
    "strike_out": Deed(RECORD, "shared", lambda w, k: {"entry_id": w.things[k].entry, "reason": "Wrong"}, only=("practitioner", "manager")),
    "release_entry": Deed(RECORD, "shared", lambda w, k: {"entry_id": w.things[k].entry}, only=("practitioner",)),
    "restrict_entry": Deed(RESTRICT, "shared", lambda w, k: {"entry_id": w.things[k].entry, **LEGAL, "workers": [w.cast.ben.pk]}),
    "restrict_document": Deed(RESTRICT, "things", lambda w, k: {"document_id": w.things[k].document, **LEGAL, "workers": [w.cast.ben.pk]}),
    "follow_restriction": Step("follows finish_entry, which has asked"),
    "load_entries": Step("the owner's, from the command line: the application may not even move the counter of entries"),
    "tell_stories": Deed(
        RECORD,
        "person",
        lambda w, k: {"told": [Telling(person_ids=[w.things[k].person], what="step", source="tests.Step", source_id=2, happened_at=w.now)]},
    ),
    "tell_story": Deed(
        RECORD,
        "person",
        lambda w, k: {"person_ids": [w.things[k].person], "what": "step", "source": "tests.Step", "source_id": 1, "happened_at": w.now},
    ),
    "choose_event": Deed(RECORD, "shared", lambda w, k: {"story_line_id": w.things[k].line, "what_happened": "Moved", "impact": ""}),
    "choose_events": Deed(RECORD, "shared", lambda w, k: {"choices": [Choice(w.things[k].line, "Moved")]}),
    "write_event": Deed(RECORD, "person", lambda w, k: {"happened_on": DAY, "what_happened": "Moved", "impact": ""}),
    "withdraw_event": Deed(RECORD, "shared", lambda w, k: {"event_id": w.things[k].event, "reason": "Not significant"}),
    "note_look": Deed(VIEW, "person"),
}
FORMS: Part = {
    "start_response": Deed(RECORD, "person", lambda w, k: {"form_key": "visit", "person_ids": [w.things[k].person]}),
    "save_response": Deed(RECORD, "shared", lambda w, k: {"response_id": w.things[k].filling, "fields": {"happened": ["x"]}, "revision": 2}),
    "keep_aside": Deed(RECORD, "shared", lambda w, k: {"response_id": w.things[k].filling, "fields": {}}),
    "set_people": Deed(RECORD, "shared", lambda w, k: {"response_id": w.things[k].filling, "person_ids": [w.things[k].person]}),
    "finish_response": Deed(RECORD, "shared", lambda w, k: {"response_id": w.things[k].filling}),
    "put_away_response": Deed(RECORD, "shared", lambda w, k: {"response_id": w.things[k].filling}),
    "move_response": Deed(RECORD, "shared", lambda w, k: {"response_id": w.things[k].filling}),
    "edit_form": Deed(ADMINISTER, facts=lambda w, k: {"key": "visit", "text": VISIT, "digest": digest_of(shipped_forms()["visit"])}),
    "publish_form": Deed(ADMINISTER, facts=lambda w, k: {"key": "core_group", "digest": digest_of(f"{shipped_forms()['core_group']}# In the making\n")}),
    "load_responses": Step("the owner's, from the command line, as load_entries"),
    "hold_versions": Deed(RECORD, facts=lambda w, k: {"form_keys": ["visit"]}),
    "load_form": Deed(ADMINISTER, facts=lambda w, k: {"text": VISIT}),
    "drop_edit": Deed(ADMINISTER, facts=lambda w, k: {"key": "visit", "digest": ""}),
    "reopen_response": Deed(RECORD, "shared", lambda w, k: {"response_id": w.things[k].form, "reason": "Returned"}),
    "release_response": Deed(RECORD, "shared", lambda w, k: {"response_id": w.things[k].form}, only=("practitioner",)),
}
PATHWAYS: Part = {
    "shut_step": Step("part of begin_step, which has asked; placed by the machine"),
    "let_approver_in": Step("part of send_step, which has asked; let in by the machine"),
    "begin_step": Deed(RECORD, "person", lambda w, k: {"kind": "contact", "person_ids": [w.things[k].person], "began": w.now}),
    "begin_planned_step": Deed(RECORD, "shared", lambda w, k: {"step": _step(w, k), "began": w.now}),
    "hand_steps_on": Deed(
        ALLOCATE, "person", lambda w, k: {"from_worker": w.cast.amina.pk, "worker_id": w.cast.ben.pk, "team_id": w.cast.north.pk}
    ),
    "correct_beginning": Deed(RECORD, "shared", lambda w, k: {"step": _step(w, k), "began": w.now - timedelta(minutes=1), "why": "Written down wrongly"}),
    "give_step": Deed(RECORD, "shared", lambda w, k: {"step": _step(w, k), "worker_id": w.cast.amina.pk, "team_id": w.cast.south.pk}),
    "give_form": Deed(RECORD, "shared", lambda w, k: {"step": _step(w, k)}),
    "load_leads": Step("the owner's, from the command line, as load_entries"),
    "load_steps": Step("the owner's, from the command line, as load_entries"),
    "book_meeting": Deed(RECORD, "shared", lambda w, k: {"step": _step(w, k), "booked_for": w.now + timedelta(days=900)}),
    "note_happening": Deed(RECORD, "shared", lambda w, k: {"step": _step(w, k), "kind": "rated-amber", "happened": w.now}),
    "finish_step": Deed(RECORD, "shared", lambda w, k: {"step": _step(w, k), "ending": _ended(w, k)}),
    "skip_step": Deed(RECORD, "shared", lambda w, k: {"step": _step(w, k), "why": "Not needed"}),
    "cancel_step": Deed(RECORD, "shared", lambda w, k: {"step": _step(w, k), "why": "Wrong child"}),
    "authorise_step": Deed(AUTHORISE, "shared", lambda w, k: {"step": _step(w, k, "sent")}, only=("manager",)),
    "send_back_step": Deed(AUTHORISE, "shared", lambda w, k: {"step": _step(w, k, "sent"), "reasons": "More"}, only=("manager",)),
    "reopen_step": Step("asks as skip_step does; of an open step it is refused"),
    "publish_pathway": Deed(ADMINISTER, facts=lambda w, k: {"source": Source("own.yaml", "service: children's")}),
    "set_council_clocks": Deed(ADMINISTER, facts=lambda w, k: {"text": "{}"}),
    "recount_clocks": Step("the machine's, after set_council_clocks"),
    **{
        name: Step("follows a step that was finished, signed off or begun, whose command has asked")
        for name in ("plan_step", "take_effect", "send_step", "open_episode", "close_episode", "move_episode", "wind_clocks", "wind_visits", "count_lateness")
    },
    "count_visit": Step("follows an entry that was finished, corrected or struck out, whose command has asked"),
}
WORK: Part = {
    "allocate": Deed(
        ALLOCATE, "person", lambda w, k: {"worker_id": w.cast.cerys.pk, "team_id": w.cast.south.pk, "role": "co_worker", "starts_on": DAY}
    ),
    "end_allocation": Deed(
        ALLOCATE, "person", lambda w, k: {"allocation": Allocation.objects.get(person_id=w.things[k].person), "ends_on": w.now.date()}
    ),
    "grant_business": Step("follows allocate, which has asked"),
    "tell_of_allocations": Step("follows allocate and hand_over, which have asked"),
    "hand_over_together": Deed(
        ALLOCATE,
        "person",
        lambda w, k: {"person_ids": [w.things[k].person], "worker_id": w.cast.ben.pk, "team_id": w.cast.south.pk, "on": w.now.date()},
    ),
    "move_allocations": Deed(
        ALLOCATE,
        "person",
        lambda w, k: {
            "allocation_ids": [Allocation.objects.get(person_id=w.things[k].person).pk], "worker_id": w.cast.ben.pk, "team_id": w.cast.south.pk,
            "on": w.now.date(),
        },
    ),
    "pass_on_tasks": Deed(
        ALLOCATE, "person", lambda w, k: {"from_id": w.cast.amina.pk, "person_ids": [w.things[k].person], "worker_id": w.cast.ben.pk}
    ),
    "hand_over": Deed(ALLOCATE, "person", lambda w, k: {"worker_id": w.cast.cerys.pk, "team_id": w.cast.south.pk, "on": w.now.date()}),
    "raise_task": Deed(RECORD, "person", lambda w, k: {"worker_id": w.cast.amina.pk, "title": "Ring", "due_on": soon()}),
    "settle_tasks": Deed(RECORD, "things", lambda w, k: {"entry_id": w.things[k].entry, "task_ids": [w.things[k].task]}),
    "finish_task": Deed(RECORD, "things", lambda w, k: {"task_id": w.things[k].task}),
    "load_allocations": Deed(ALLOCATE, facts=lambda w, k: {"rows": {}, "manifest": {}}),
    "load_business": Deed(ALLOCATE),
    "hand_on_restrictions": Deed(RESTRICT),
    "notify_worker": Deed(SIGNED_IN, facts=lambda w, k: {"worker_id": w.cast.cerys.pk, "text": "Look"}),
    "mark_seen": Deed(SIGNED_IN, "own", lambda w, k: {"notice_id": w.notice}),
}
ASSURANCE: Part = {
    "look_for_flags": Deed(AUDIT),
    "anchor_ledger": Step("the machine's, each day, to where the settings say"),
    "tell_of_no_anchor": Deed(AUDIT, facts=lambda w, k: {"sentence": "The disk is full."}),
    "note_on_flag": Deed(AUDIT, facts=lambda w, k: {"flag_id": w.flags["hidden"], "text": "Asked her"}),
    "sign_off_flag": Deed(AUDIT, facts=lambda w, k: {"flag_id": w.flags["hidden"], "text": "Asked her"}),
    "tell_home": Deed(ADMINISTER, facts=lambda w, k: {"worker_id": w.others.lee.pk, "lines": "1 Elm Road", "postcode_text": "LS8 1AB"}),
    "tell_worker_on_record": Deed(AUDIT, "person", lambda w, k: {"worker_id": w.cast.cerys.pk}),
    "end_worker_on_record": Deed(AUDIT, facts=lambda w, k: {"row_id": w.on_record}),
}
AN_ACTION = {"what": "A bunk bed", "who": "Dad", "worker_id": None, "due_on": None}
CHILDRENS: Part = {
    "record_facts": Deed(
        RECORD, "things", lambda w, k: {"step_id": w.things[k].step, "said": {("childrens.source", w.things[k].person): "6"}}
    ),
    "load_facts": Deed(RECORD, facts=lambda w, k: {"rows": {}, "manifest": {}}),
}
PLANS: Part = {
    "load_plans": Step("the owner's, from the command line, as load_entries"),
    "make_plan": Deed(RECORD, "shared", lambda w, k: {"step_id": w.things[k].step}),
    "leave_plans": Step("follows close_episode, whose step's command has asked"),
    "end_plan": Deed(RECORD, "shared", lambda w, k: {"plan_id": w.things[k].plan, "ended_on": w.now.date(), "because": "All is met"}),
    "add_need": Deed(RECORD, "person", lambda w, k: {"plan_id": w.things[k].plan, "says": "A bed", "wanted": ""}),
    "add_action": Deed(RECORD, "things", lambda w, k: {"need_id": w.things[k].need, **AN_ACTION}),
    "change_action": Deed(RECORD, "things", lambda w, k: {"action_id": w.things[k].action, "why": "Two of them", **AN_ACTION}),
    "review_plan": Deed(
        RECORD,
        "things",
        lambda w, k: {"plan_id": w.things[k].plan, "judged": {w.things[k].action: Judged("met")}, "reviewed_on": w.now.date()},
    ),
}
DEEDS: dict[str, Deed | Step] = {
    f"{room}.{name}": deed
    for room, part in (
        ("childrens", CHILDRENS), ("plans", PLANS),
        ("access", ACCESS), ("ledger", LEDGER), ("staff", STAFF), ("finding", FINDING), ("people", PEOPLE), ("recording", RECORDING),
        ("forms", FORMS), ("pathways", PATHWAYS), ("work", WORK), ("assurance", ASSURANCE),
    )
    for name, deed in part.items()
}  # fmt: skip
HOW_TO_ADD = 'Add a line to its room\'s part of tests/access/deeds.py, such as "{name}": Deed(RECORD, "person", lambda w, k: {{...}}). Its top says how.'
# Not asked for by their command by the person's id, because their row brings the person along.
BRINGS_ITS_PERSON = {
    "access.open_partnership", "people.review_alert", "people.end_dated", "people.strike_out", "people.correct_name", "people.keep_address_from",
    "work.end_allocation", "work.hand_over_together", "work.move_allocations",
    "work.pass_on_tasks", "finding.index_people", "recording.add_document", "recording.start_draft",
    "recording.tell_story", "recording.tell_stories", "people.settle_facts", "people.settle_professionals", "people.settle_known_as",
    "people.settle_homes", "people.give_contact_points", "forms.start_response", "pathways.begin_step",
}  # fmt: skip
