"""Every query of the rooms: whom it is about, and what it answers to somebody who may not see them. Read it as a document.

A query that is not here fails the suite. To add one, write a line into the part of its room:

    "tasks_about": Ask("person", lambda w, k, by: tasks_about(w.things[k].person, seen_by=by), VIEW),    refused where the record is shut
    "alerts_of": Ask("some", lambda w, k, by: alerts_of(everybody(w), seen_by=by), SEARCH),              answered without those who are shut
    "kinds_of_story": Plain("tells of no person"),

`about`: person or thing (refused where the record is shut), some (answered, and nothing in the answer tells of whoever is shut).
"""

# ruff: noqa: ARG005 - each line of the table is given the same: the world, the kind of record, whose eyes
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kith.doors.desk.queries import around, brief_of, header, told_looks
from kith.foundations.access import queries as access
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.queries import Wanted, looks_at
from kith.foundations.staff.models import Worker
from kith.practice.assurance import queries as assurance
from kith.practice.assurance.rules.flags import Seen
from kith.practice.childrens import queries as childrens
from kith.practice.finding import queries as finding
from kith.practice.finding.queries.gathering import gather
from kith.practice.finding.rules import box
from kith.practice.forms import queries as forms
from kith.practice.pathways import models as steps
from kith.practice.pathways import queries as pathways
from kith.practice.people import queries as people
from kith.practice.people.models import Identifier
from kith.practice.people.queries import numbers
from kith.practice.plans import queries as plans
from kith.practice.recording import queries as recording
from kith.practice.work import queries as work
from tests.access.families import KINDS, NHS, forename, own_word, word
from tests.access.world import World, soon

SIGNED_IN, SEARCH, VIEW, RECORD, ALLOCATE, ADMINISTER, GUARD, AUDIT = (
    Ability.SIGNED_IN, Ability.SEARCH, Ability.VIEW, Ability.RECORD, Ability.ALLOCATE, Ability.ADMINISTER, Ability.GUARD, Ability.AUDIT,
)  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """A query. `asks` puts it, for one kind of record, with whose eyes."""

    about: str
    asks: Callable[[World, str, Worker], Any]
    ability: Ability = SIGNED_IN


@dataclass(frozen=True)
class Plain:
    """A query that tells of no person on record: why."""

    why: str


Part = dict[str, Ask | Plain]


def everybody(world: World) -> list[int]:
    return [world.things[kind].person for kind in KINDS]


def _everything(world: World) -> Wanted:
    return Wanted(since=world.now - timedelta(days=400), until=world.now + timedelta(days=400))


def _a_look(world: World, kind: str) -> Seen:
    return Seen(id=1, at=world.now, worker_id=world.cast.cerys.pk, person_id=world.things[kind].person)


def _today(world: World) -> Any:
    return world.now.date()


def _brief(world: World, kind: str, by: Worker) -> Any:
    person = world.things[kind].person
    return brief_of(person, header=header(person, seen_by=by, today=_today(world)), seen_by=by, today=_today(world))


def _file(world: World, kind: str, by: Worker) -> Any:
    with recording.file_of(recording.document(world.things[kind].document, seen_by=by), seen_by=by) as kept:
        return kept.read().decode()


def _searched(kind: str) -> list[str]:
    """By everything that finds somebody."""
    place, surname = KINDS.index(kind), word(kind)
    return [
        surname,
        f"{place + 1} {surname} street",
        f"{surname}-1",
        f"07700 90010{place}",
        f"AB1{place} {surname[:3]}",
        f"LS{place + 2} 1AB",
    ]


def _duplicates(world: World, kind: str, by: Worker) -> Any:
    del world
    row = finding.Asked(1, f"{forename(kind)} {word(kind)}", None, NHS[KINDS.index(kind)], f"0770090010{KINDS.index(kind)}", "")
    return finding.possible_duplicates([row], seen_by=by)


def _in_short(world: World, kind: str, by: Worker) -> str:
    row = Identifier(person_id=world.things[kind].person, scheme="other", value="N-1")
    return people.in_short(row, about=world.things[kind].person, seen_by=by)


def _search(world: World, kind: str, by: Worker) -> Any:
    return [finding.search(text, seen_by=by, today=_today(world)).results for text in _searched(kind)]


def _search_entries(world: World, kind: str, by: Worker) -> Any:
    words = [own_word(kind), "sharedwords", "only of", "letter"]
    about = [None, everybody(world)]
    return [recording.search_entries(text, seen_by=by, person_ids=people) for text in words for people in about]


ACCESS: Part = {
    **{name: Plain("asks of a worker's own roles") for name in ("look_as", "roles_held", "holdings_of", "matrix", "glass_of", "level_of")},
    "may": Ask("some", lambda w, k, by: access.may(by, VIEW, about=w.things[k].person)),
    "require": Ask("person", lambda w, k, by: access.require(by, VIEW, about=w.things[k].person), VIEW),
    "open_ids": Ask("some", lambda w, k, by: [f"/people/{id_}" for id_ in access.open_ids(everybody(w), seen_by=by)]),
    "not_shut_out": Ask(
        "person", lambda w, k, by: access.not_shut_out([w.cast.amina.pk, w.cast.dev.pk], about=[w.things[k].person], seen_by=by), VIEW
    ),
    "granted_pairs": Plain("yes or no, of numbers that the asker has"),
    "of_kind": Ask("some", lambda w, k, by: [f"/people/{one}" for one in access.of_kind("profile", seen_by=by)], AUDIT),
    "changes_waiting": Ask("some", lambda w, k, by: access.changes_waiting(seen_by=by)),
    "change_proposed": Ask("some", lambda w, k, by: access.change_proposed(w.change, seen_by=by), ADMINISTER),
    "roles_of": Ask("some", lambda w, k, by: access.roles_of(w.others.lee.pk, seen_by=by), ADMINISTER),
    "holders_of_role": Ask("some", lambda w, k, by: access.holders_of_role("manager", on=_today(w), seen_by=by), ADMINISTER),
    "kept_by": Ask("some", lambda w, k, by: [f"/people/{one.person_id}" for one in access.kept_by(on=_today(w), seen_by=by)], Ability.RESTRICT),
    "restrictions_on": Ask("person", lambda w, k, by: access.restrictions_on(w.things[k].person, seen_by=by), VIEW),
    "restrictions_of": Ask("some", lambda w, k, by: access.restrictions_of(f"recording.Entry:{w.things[k].entry}", seen_by=by), VIEW),
    **{name: Plain("asks of a worker's own account") for name in ("parts_of", "has_part", "require_part", "source_of")},
    "my_partnership": Ask("some", lambda w, k, by: access.my_partnership(on=_today(w), seen_by=by)),
    "partnerships_about": Ask(
        "person", lambda w, k, by: access.partnerships_about(w.things[k].person, on=_today(w), seen_by=by), Ability.RESTRICT
    ),
    "in_counts": Plain("a condition for a query under the second lock; candidates shows what it does"),
    "counted": Ask("some", lambda w, k, by: [f"/people/{id_}" for id_ in access.counted(everybody(w), seen_by=by)]),
    "things_shut": Ask("some", lambda w, k, by: access.things_shut(w.things[k].person, seen_by=by), Ability.DUTY),
    "shut_out": Ask("some", lambda w, k, by: access.shut_out(seen_by=by)),
    "glass_broken": Ask("some", lambda w, k, by: access.glass_broken(seen_by=by)),
}
LEDGER: Part = {
    "verify": Plain("walks seals and digests, as the owner"),
    "last_seal": Plain("a number and a digest"),
    **{name: Plain("seals' numbers and digests, and keys") for name in ("anchors_in", "noted_seal", "stands", "our_keys", "signing_key", "public_half")},
    **{name: Plain("where keys are") for name in ("key_place", "noted_place", "retired_place")},
    "refused_alike": Plain("counts a worker's own refusals"),
    "written": Plain("rows with numbers; who may read them with names: assurance.on_the_ledger"),
    "about_whom": Plain("as written: assurance.record_of_line"),
    "sealed_in": Plain("as written: assurance looks for flags in it, as the machine"),
    "looks_of": Plain("as sealed_in"),
    "refusals_of": Plain("as sealed_in"),
    "kinds_of_deed": Plain("names kinds of deeds"),
    "looks_at": Ask("some", lambda w, k, by: looks_at(w.things[k].person, only_looks=False)),
}
STAFF: Part = {
    name: Plain("tells of workers, not of people on record")
    for name in (
        "worker_of",
        "why_not_this_password",
        "names_of",
        "workers_by_id",
        "names_of_workers",
        "times_in_teams",
        "workers_called",
        "holders_of",
        "teams_of",
        "partner_accounts",
        "workers_with_roles",
        "sessions_of",
        "second_factors_of",
        "whose_account",
        "accounts_tried_from",
        "workers_meant",
        "facts_of",
        "team_facts",
        "places_of",
        "workers_here",
        "covering",
        "could_cover",
        "may_set_cover_for",
        "covers_to_see",
        "role_holders",
        "managers_of",
        "holdings_over_time",
    )
}
DESK: Part = {
    "brief_of": Ask("person", _brief, VIEW),
    "header": Ask("person", lambda w, k, by: header(w.things[k].person, seen_by=by, today=_today(w)), VIEW),
    "told_looks": Ask("person", lambda w, k, by: told_looks(w.things[k].person, since=None, seen_by=by), VIEW),
    "around": Ask("person", lambda w, k, by: around(w.things[k].person, seen_by=by, today=_today(w)), VIEW),
}
FINDING: Part = {
    "gather": Ask(
        "some",
        lambda w, k, by: [
            f"/people/{fit.person_id}" for fit in gather(box.read(word(k), today=_today(w)), seen_by=by, today=_today(w), enough=20)
        ],
        SEARCH,
    ),
    "search": Ask("some", _search, SEARCH),
    "possible_duplicates": Ask("some", _duplicates, SEARCH),
}
PEOPLE: Part = {
    "facts_now": Ask("some", lambda w, k, by: people.facts_now("religion", everybody(w), seen_by=by), VIEW),
    "professional_now": Ask("some", lambda w, k, by: people.professional_now("gp", everybody(w), seen_by=by), VIEW),
    "phone_now": Ask("some", lambda w, k, by: people.phone_now(everybody(w), seen_by=by), VIEW),
    "home_now": Ask("some", lambda w, k, by: [str(each.place) for each in people.home_now(everybody(w), seen_by=by).values()], VIEW),
    "names_now": Ask("some", lambda w, k, by: people.names_now("legal", everybody(w), seen_by=by), VIEW),
    "holders_of_responsibility": Ask("some", lambda w, k, by: people.holders_of_responsibility(everybody(w), seen_by=by), VIEW),
    "banner": Ask("person", lambda w, k, by: people.banner(w.things[k].person, seen_by=by), VIEW),
    "standings": Ask("some", lambda w, k, by: people.standings(everybody(w), seen_by=by)),
    "anybody_known": Ask("some", lambda w, k, by: people.anybody_known(seen_by=by), SEARCH),
    "person_cards": Ask("some", lambda w, k, by: people.person_cards(everybody(w), seen_by=by)),
    "card_of": Ask("person", lambda w, k, by: people.card_of(w.things[k].person, seen_by=by)),
    "cards_with_alerts": Ask("some", lambda w, k, by: people.cards_with_alerts(everybody(w), seen_by=by)),
    "alerts_of": Ask("some", lambda w, k, by: people.alerts_of(everybody(w), seen_by=by), SEARCH),
    "adults_around": Ask(
        "person", lambda w, k, by: people.adults_around({w.things[k].person: "Child"}, on=w.now.date(), seen_by=by), VIEW
    ),
    "circle_of": Ask("person", lambda w, k, by: people.circle_of(w.things[k].person, seen_by=by), VIEW),
    "circles_of": Ask(
        "some",
        lambda w, k, by: [f"/people/{one}" for one in people.circles_of([w.things["open"].person], seen_by=by)[w.things["open"].person]],
        SEARCH,
    ),
    "household_of": Ask("person", lambda w, k, by: people.household_of(w.things[k].person, seen_by=by), VIEW),
    "siblings_and_household": Ask("person", lambda w, k, by: people.siblings_and_household(w.things[k].person, seen_by=by), VIEW),
    "clashes_waiting": Plain("a number of numbers, to the guardian"),
    "clashes": Ask("some", lambda w, k, by: people.clashes(seen_by=by), GUARD),
    "details": Ask("person", lambda w, k, by: people.details(w.things[k].person, seen_by=by), VIEW),
    "residences_of": Ask("person", lambda w, k, by: people.residences_of(w.things[k].person, seen_by=by), VIEW),
    "professionals_of": Ask("person", lambda w, k, by: people.professionals_of(w.things[k].person, seen_by=by), VIEW),
    "other_identities": Ask("person", lambda w, k, by: people.other_identities(w.things[k].person, seen_by=by), VIEW),
    "in_short": Ask("person", _in_short, VIEW),
    "main_home": Ask("person", lambda w, k, by: people.main_home(w.things[k].person, seen_by=by), VIEW),
    "kept_from": Ask("person", lambda w, k, by: people.kept_from(list(range(1, 100)), about=w.things[k].person, seen_by=by), VIEW),
    "shared_numbers": Ask(
        "person", lambda w, k, by: [people.shared_numbers(n, about=w.things[k].person, seen_by=by) for n in range(1, 60)], VIEW
    ),
    "identifiers_also_on": Ask("person", lambda w, k, by: people.identifiers_also_on(w.things[k].person, seen_by=by), VIEW),
    "said_also_on": Ask("person", lambda w, k, by: people.said_also_on(w.things[k].person, seen_by=by), VIEW),
    "answers_of": Ask("some", lambda w, k, by: numbers.answers_of([f"0770090010{KINDS.index(k)}"], seen_by=by), VIEW),
    "known_here": Ask("person", lambda w, k, by: people.known_here(list(range(1, 100)), besides=w.things[k].person, seen_by=by), VIEW),
    "reach_of": Ask("some", lambda w, k, by: people.reach_of([w.things[k].person], on_record_of=w.things[k].person, seen_by=by), VIEW),
    "risks_near_several": Ask("some", lambda w, k, by: people.risks_near_several(everybody(w), seen_by=by), VIEW),
    "risks_nearby": Ask("person", lambda w, k, by: people.risks_nearby(w.things[k].person, around=[], seen_by=by), VIEW),
    "relations_of": Ask("person", lambda w, k, by: people.relations_of(w.things[k].person, seen_by=by), VIEW),
    "family_graph": Ask("person", lambda w, k, by: people.family_graph(w.things[k].person, seen_by=by), VIEW),
    "on_record": Ask("some", lambda w, k, by: list(people.on_record([f"{word(k)}-1"], seen_by=by).values()), VIEW),
    "places_by_key": Ask("some", lambda w, k, by: people.places_by_key(seen_by=by), VIEW),
    "next_ids": Plain("two numbers to go on from"),
    "names_of_people": Ask("some", lambda w, k, by: people.names_of_people(everybody(w), seen_by=by), SEARCH),
    "homes_of_people": Ask("some", lambda w, k, by: people.homes_of_people(everybody(w), seen_by=by), SEARCH),
    "listed": Ask("some", lambda w, k, by: people.listed(everybody(w), seen_by=by), SEARCH),
}
RECORDING: Part = {
    "why_not_to_change": Ask("some", lambda w, k, by: recording.why_not_to_change(w.cast.amina, about=[w.things[k].person], seen_by=by)),
    "chronology": Ask("person", lambda w, k, by: recording.chronology(w.things[k].person, seen_by=by), VIEW),
    "opens_line": Ask("some", lambda w, k, by: recording.opens_line(w.things[k].line, seen_by=by)),
    "document": Ask("thing", lambda w, k, by: recording.document(w.things[k].document, seen_by=by), VIEW),
    "people_of_document": Ask(
        "some", lambda w, k, by: [f"/people/{id_}" for id_ in recording.people_of_document(w.things[k].document, seen_by=by)]
    ),
    "titles_of": Ask("some", lambda w, k, by: recording.titles_of([w.things[each].document for each in KINDS], seen_by=by), VIEW),
    "is_own_attachment": Ask("some", lambda w, k, by: recording.is_own_attachment(w.things[k].document, seen_by=by)),
    "file_of": Ask("thing", _file, VIEW),
    "beside": Ask("person", lambda w, k, by: recording.beside(w.things[k].document, on_record_of=w.things[k].person, seen_by=by), VIEW),
    "attached_to": Ask("some", lambda w, k, by: recording.attached_to(w.things[k].draft, seen_by=by), RECORD),
    "documents_about": Ask("person", lambda w, k, by: recording.documents_about(w.things[k].person, seen_by=by), VIEW),
    "drafts_put_away": Ask("some", lambda w, k, by: recording.drafts_put_away(seen_by=by)),
    "own_draft": Ask("some", lambda w, k, by: list(filter(None, [recording.own_draft(w.things[k].draft, seen_by=by)]))),
    "open_drafts": Ask("some", lambda w, k, by: recording.open_drafts(seen_by=by)),
    "draft": Ask("own", lambda w, k, by: recording.draft(w.things[k].draft, seen_by=by), RECORD),
    "entry": Ask("thing", lambda w, k, by: recording.entry(w.things[k].entry, seen_by=by), VIEW),
    "people_in": Ask("some", lambda w, k, by: [f"/people/{id_}" for id_ in recording.people_in(w.things[k].entry, seen_by=by)]),
    "seen_in": Ask("some", lambda w, k, by: [f"/people/{id_}" for id_ in recording.seen_in(w.things[k].entry, seen_by=by)]),
    "is_whole": Ask("some", lambda w, k, by: recording.is_whole(w.things[k].entry, seen_by=by)),
    "not_seen_since": Ask("person", lambda w, k, by: recording.not_seen_since(w.things[k].person, seen_by=by), VIEW),
    "last_seen": Ask("some", lambda w, k, by: recording.last_seen(everybody(w), seen_by=by), SEARCH),
    "search_entries": Ask("some", _search_entries, SEARCH),
    "find_in_entries": Ask("some", lambda w, k, by: recording.find_in_entries(own_word(k), seen_by=by), SEARCH),
    "story": Ask("person", lambda w, k, by: recording.story(w.things[k].person, seen_by=by), VIEW),
    "kinds_of_story": Plain("names kinds of entries"),
}
def _visit(w: World, by: Worker) -> Any:
    return forms.form("visit", seen_by=by)


def _letter_text(form: int, by: Worker) -> list[object]:
    view = forms.letter_view(form, "after", seen_by=by)
    return [view.text, [who.name for who in view.people], [(one.name, one.address) for one in view.to]]


FORMS: Part = {
    "people_named": Ask("thing", lambda w, k, by: [f"/people/{id_}" for id_ in forms.people_named(w.things[k].form, seen_by=by)], VIEW),
    "form": Plain("a form without answers"),
    "forms": Plain("forms without answers"),
    "shipped_forms": Plain("forms without answers"),
    "current_number": Plain("a form without answers"),
    "current_text": Plain("a form without answers"),
    "versions_of": Plain("forms without answers"),
    "version_of": Plain("a form without answers"),
    "in_the_making": Plain("a form without answers"),
    "judgement": Plain("a form without answers"),
    "edited_text": Plain("a form without answers"),
    "newer_than": Plain("a form without answers"),
    "preview": Plain("a form without answers, about two made-up children"),
    "unused_questions": Plain("counts answers of everybody, and tells of nobody"),
    "names_in": Plain("part of drawn and read_response: names by person_cards and titles_of"),
    "id_of": Plain("a number; what uses it asks whether it is open"),
    "asked_now": Plain("ids of boxes, of a response that the worker has just saved"),
    "letter_view": Ask("thing", lambda w, k, by: _letter_text(w.things[k].form, by), VIEW),
    "rows_offered": Plain("part of drawn, of a response that was looked up; its people are tried as adults_around"),
    "asking_of": Plain("part of drawn, of a response that was looked up"),
    "sheet_of": Plain("as asking_of"),
    "response": Ask("thing", lambda w, k, by: forms.response(w.things[k].form, seen_by=by), VIEW),
    "response_by_uuid": Ask("thing", lambda w, k, by: forms.response_by_uuid(w.things[k].form_uuid, seen_by=by), VIEW),
    "read_response": Ask("thing", lambda w, k, by: forms.read_response(w.things[k].form, seen_by=by), VIEW),
    "answers": Ask("thing", lambda w, k, by: forms.answers(w.things[k].form, person_id=w.things[k].person, seen_by=by), VIEW),
    "drawn": Ask("thing", lambda w, k, by: forms.drawn(w.things[k].filling, seen_by=by), VIEW),
    "what_is_known": Ask("some", lambda w, k, by: forms.what_is_known(_visit(w, by), everybody(w), seen_by=by), VIEW),
    "people_of_response": Ask("some", lambda w, k, by: [f"/people/{id_}" for id_ in forms.people_of_response(w.things[k].form_uuid, seen_by=by)]),
    "is_whole": Ask("some", lambda w, k, by: forms.is_whole(w.things[k].form, seen_by=by), VIEW),
    "is_own_draft": Ask("some", lambda w, k, by: forms.is_own_draft(w.things[k].filling_uuid, seen_by=by)),
    "open_responses": Ask("some", lambda w, k, by: [each.names for each in forms.open_responses(seen_by=by)]),
    "last_like_it": Ask(
        "some", lambda w, k, by: forms.last_like_it("visit", ["", f"pathways.Step:{w.things[k].step}"], seen_by=by), VIEW
    ),
    "said_before": Ask("some", lambda w, k, by: forms.said_before("said.worry", ["", f"pathways.Step:{w.things[k].step}"], seen_by=by), VIEW),
    "is_rewritten": Plain("compares the wording of a form, and says nothing of answers"),
    "rewritten": Ask("thing", lambda w, k, by: forms.rewritten(w.things[k].form, seen_by=by), VIEW),
    "responses_of": Ask("some", lambda w, k, by: [each.answers for each in forms.responses_of("", seen_by=by)], VIEW),
}
def _step(world: World, kind: str) -> steps.Step:
    return steps.Step(pk=world.things[kind].step, kind="contact")


PATHWAYS: Part = {
    "in_force": Plain("declarations without people"),
    "view_of": Plain("words for a clock"),
    "with_file": Plain("declarations without people"),
    "council_clocks": Plain("the council's own limits, without people"),
    "council_pathways": Plain("declarations without people"),
    "before": Ask("thing", lambda w, k, by: pathways.before(steps.Step.objects.get(pk=w.things[k].step), seen_by=by), VIEW),
    "nobody_leads": Ask("some", lambda w, k, by: [f"/people/{one.person_id}" for one in pathways.nobody_leads(limit=999, seen_by=by)], VIEW),
    "episodes_of": Ask(
        "some", lambda w, k, by: [f"/people/{one.person_id}" for one in pathways.episodes_of(everybody(w), ("child-in-need",), seen_by=by)], VIEW
    ),
    "steps_of": Ask("some", lambda w, k, by: [f"/people/{id_}" for id_ in pathways.steps_of(everybody(w), ("contact",), seen_by=by)], VIEW),
    "needed": Plain("tells whoever may finish a step what is missing; finish_step asks"),
    "line_of": Ask("some", lambda w, k, by: [f"/people/{id_}" for id_ in pathways.line_of(w.things[k].step, everybody(w), seen_by=by)]),
    "prior_of": Ask("some", lambda w, k, by: pathways.prior_of(w.things[k].step, everybody(w), "step_notes", seen_by=by), VIEW),
    "said_in_line": Ask("some", lambda w, k, by: pathways.said_in_line("said.worry", w.things[k].step, everybody(w), seen_by=by), VIEW),
    "earlier_beginnings": Ask("some", lambda w, k, by: pathways.earlier_beginnings(_step(w, k), seen_by=by), VIEW),
    "steps_after": Ask("some", lambda w, k, by: pathways.steps_after(w.things[k].step, seen_by=by)),
    "noted_on": Ask("some", lambda w, k, by: pathways.noted_on(w.things[k].step, "contact", seen_by=by), VIEW),
    "following": Ask("some", lambda w, k, by: pathways.following(_step(w, k), now=w.now, seen_by=by), VIEW),
    "happenings_of": Ask("some", lambda w, k, by: list(pathways.happenings_of(_step(w, k), everybody(w), seen_by=by)[w.things[k].person].own)),
    "people_of_step": Ask("some", lambda w, k, by: [f"/people/{id_}" for id_ in pathways.people_of_step(w.things[k].step, seen_by=by)]),
    "is_whole": Ask("some", lambda w, k, by: pathways.is_whole(w.things[k].step, seen_by=by)),
    "whole_steps": Ask("some", lambda w, k, by: pathways.whole_steps([w.things[k].step], seen_by=by)),
    "everybody_in": Ask("thing", lambda w, k, by: pathways.everybody_in(_step(w, k), VIEW, seen_by=by), VIEW),
    "step_for": Ask("thing", lambda w, k, by: pathways.step_for(w.things[k].step, seen_by=by), VIEW),
    "subjects_of": Ask("some", lambda w, k, by: pathways.subjects_of(_step(w, k), seen_by=by), VIEW),
    "open_episodes": Ask("person", lambda w, k, by: pathways.open_episodes([w.things[k].person], seen_by=by), VIEW),
    "has_come_before": Ask("person", lambda w, k, by: pathways.has_come_before(("contact",), [w.things[k].person], seen_by=by), VIEW),
    "journey": Ask("person", lambda w, k, by: pathways.journey(w.things[k].person, now=w.now, seen_by=by), VIEW),
    "step_view": Ask("person", lambda w, k, by: pathways.step_view(_step(w, k), w.things[k].person, now=w.now, seen_by=by), VIEW),
    "waiting_for": Ask("some", lambda w, k, by: pathways.waiting_for(_step(w, k), seen_by=by), VIEW),
    "rounds_of": Ask("some", lambda w, k, by: pathways.rounds_of(_step(w, k), seen_by=by), VIEW),
    "approvers": Plain("names workers"),
    "underway": Ask("person", lambda w, k, by: pathways.underway(w.things[k].person, now=w.now, seen_by=by), VIEW),
    "late_about": Ask("some", lambda w, k, by: pathways.late_about(everybody(w), now=w.now + timedelta(days=400), seen_by=by)),
    "due_for": Ask("some", lambda w, k, by: pathways.due_for(everybody(w), now=w.now, seen_by=by)),
    "to_begin": Ask("some", lambda w, k, by: pathways.to_begin(seen_by=by)),
    "how_they_stand": Ask("some", lambda w, k, by: [f"/people/{one}" for one in pathways.how_they_stand(everybody(w), seen_by=by)]),
    "to_sign": Ask("some", lambda w, k, by: pathways.to_sign(now=w.now, seen_by=by)),
}
CHILDRENS: Part = {
    "known_facts": Ask(
        "some",
        lambda w, k, by: [f"/people/{id_}" for id_ in childrens.known_facts("childrens.source", everybody(w), step_id=w.things[k].step, seen_by=by)],
        VIEW,
    ),
    "plans_of": Ask("some", lambda w, k, by: [f"/people/{one.person_id}" for one in childrens.plans_of(everybody(w), seen_by=by)], VIEW),
    "referrals_of": Ask("some", lambda w, k, by: [f"/people/{one.person_id}" for one in childrens.referrals_of(everybody(w), seen_by=by)], VIEW),
    "facts_beside": Ask(
        "some", lambda w, k, by: [f"/people/{id_}" for _, id_ in childrens.facts_beside([one.step for one in w.things.values()], seen_by=by)], VIEW
    ),
}
WORK: Part = {
    "leads_of": Ask("some", lambda w, k, by: [f"/people/{id_}" for id_ in work.leads_of(everybody(w), seen_by=by)], SEARCH),
    "allocations_of": Ask("some", lambda w, k, by: work.allocations_of(everybody(w), seen_by=by), SEARCH),
    "my_people": Ask("some", lambda w, k, by: [f"/people/{id_}" for id_, _, _ in work.my_people(seen_by=by)]),
    "my_teams_people": Ask("some", lambda w, k, by: [f"/people/{one.person_id}" for one in work.my_teams_people(seen_by=by)], ALLOCATE),
    "answerable_for": Ask("some", lambda w, k, by: work.answerable_for([w.things["open"].person], seen_by=by), VIEW),
    "tasks_about": Ask("person", lambda w, k, by: work.tasks_about(w.things[k].person, seen_by=by), VIEW),
    "tasks_done_about": Ask("person", lambda w, k, by: work.tasks_done_about(w.things[k].person, seen_by=by), VIEW),
    "tasks_late": Ask("some", lambda w, k, by: work.tasks_late(everybody(w), today=soon(), seen_by=by)),
    "tasks_to_settle": Ask("some", lambda w, k, by: work.tasks_to_settle(everybody(w), seen_by=by)),
    "tasks_settled_by": Ask("some", lambda w, k, by: work.tasks_settled_by(w.things[k].entry, seen_by=by), VIEW),
    "people_of_task": Ask("some", lambda w, k, by: [f"/people/{id_}" for id_ in work.people_of_task(w.things[k].task, seen_by=by)]),
    "my_tasks": Ask("some", lambda w, k, by: work.my_tasks(seen_by=by)),
    "notices_for": Ask("some", lambda w, k, by: work.notices_for(seen_by=by)),
    "allocations_until_now": Ask("person", lambda w, k, by: work.allocations_until_now(w.things[k].person, seen_by=by), VIEW),
    "candidates": Ask("person", lambda w, k, by: work.candidates([w.things[k].person], team_id=w.cast.north.pk, seen_by=by), ALLOCATE),
    "left_with": Ask("some", lambda w, k, by: [f"/people/{one.person_id}" for one in work.left_with(w.cast.amina.pk, seen_by=by)], ALLOCATE),
    "answerable_for_leaver": Ask("some", lambda w, k, by: work.answerable_for_leaver(w.cast.amina.pk, seen_by=by), ADMINISTER),
    "own_team": Plain("names a team"),
    "emergency_duty": Plain("names teams"),
    "named_to_ring": Plain("names workers and teams"),
    "teams_and_workers": Plain("names teams and workers"),
}
PLANS: Part = {
    "people_with_a_part": Ask("some", lambda w, k, by: [f"/people/{id_}" for id_ in plans.people_with_a_part(w.things[k].plan, seen_by=by)]),
    "everybody_with_a_part": Ask("thing", lambda w, k, by: plans.everybody_with_a_part(w.things[k].plan, VIEW, seen_by=by, whole=False), VIEW),
    "is_whole": Ask("some", lambda w, k, by: plans.is_whole(w.things[k].plan, seen_by=by)),
    "open_plans_of": Ask("person", lambda w, k, by: plans.open_plans_of([w.things[k].person], seen_by=by), VIEW),
    "open_actions": Ask("some", lambda w, k, by: [(each.what, each.need.says) for each in plans.open_actions(w.things[k].plan, seen_by=by)], VIEW),
    "unfinished": Ask("some", lambda w, k, by: [(each.what, each.need.says) for each in plans.unfinished(w.things[k].plan, seen_by=by)], VIEW),
    "plan_is_for": Ask("thing", lambda w, k, by: [f"/people/{id_}" for id_ in plans.plan_is_for(w.things[k].step, seen_by=by)], VIEW),
    "plans_left_in": Ask("person", lambda w, k, by: plans.plans_left_in([w.things[k].step], [w.things[k].person], seen_by=by), VIEW),
    "episode_plan_title": Plain("what a kind of involvement calls its plan"),
    "plan_title": Plain("what a kind of step calls its plan"),
    "need_for": Ask("thing", lambda w, k, by: plans.need_for(w.things[k].need, seen_by=by).says, VIEW),
    "action_for": Ask("thing", lambda w, k, by: plans.action_for(w.things[k].action, seen_by=by).what, VIEW),
    "plan_view": Ask("thing", lambda w, k, by: plans.plan_view(w.things[k].plan, seen_by=by), VIEW),
    "plans_about": Ask("person", lambda w, k, by: plans.plans_about(w.things[k].person, seen_by=by), VIEW),
    "actions_late": Ask("some", lambda w, k, by: plans.actions_late(everybody(w), today=soon(), seen_by=by)),
    "actions_due": Ask("some", lambda w, k, by: plans.actions_due(seen_by=by)),
}
ASSURANCE: Part = {
    "on_the_ledger": Ask("some", lambda w, k, by: assurance.on_the_ledger(_everything(w), seen_by=by, limit=10_000), AUDIT),
    "record_of_line": Ask("some", lambda w, k, by: assurance.record_of_line(1, seen_by=by), AUDIT),
    "flags": Ask("some", lambda w, k, by: [(view.about, view.happened) for view in assurance.flags(seen_by=by)[0]], AUDIT),
    "flag_of": Ask("some", lambda w, k, by: assurance.flag_of(w.flags["hidden" if k == "sealed" else k], seen_by=by)[0].about, AUDIT),
    "home_of": Ask("some", lambda w, k, by: assurance.home_of(w.cast.cerys.pk, seen_by=by)),
    "workers_on_record": Ask("some", lambda w, k, by: [card for _, card in assurance.workers_on_record(seen_by=by)], AUDIT),
    "last_anchored": Ask("some", lambda w, k, by: assurance.last_anchored(seen_by=by), AUDIT),
    "seen_in": Plain("rows that the asker has, put together for the rules"),
    "known_around": Ask("some", lambda w, k, by: assurance.known_around([_a_look(w, k)], seen_by=by).people, AUDIT),
}
QUESTIONS: dict[str, Ask | Plain] = {
    f"{room}.{name}": ask
    for room, part in (
        ("access", ACCESS),
        ("ledger", LEDGER),
        ("staff", STAFF),
        ("desk", DESK),
        ("finding", FINDING),
        ("people", PEOPLE),
        ("recording", RECORDING),
        ("forms", FORMS),
        ("pathways", PATHWAYS),
        ("plans", PLANS),
        ("childrens", CHILDRENS),
        ("work", WORK),
        ("assurance", ASSURANCE),
    )
    for name, ask in part.items()
}
HOW_TO_ADD = 'Add a line to its room\'s part of tests/access/questions.py, such as "{name}": Ask("person", lambda w, k, by: ..., VIEW). Its top says how.'
