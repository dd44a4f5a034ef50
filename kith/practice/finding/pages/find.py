"""One box over everybody; the search in what is written; choosing a person for another form."""

from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Part
from kith.foundations.identifiers.keys import key_told
from kith.foundations.ledger.commands import leave_trace, record_search
from kith.foundations.staff.models import Worker
from kith.foundations.staff.pages import is_page_of_ours
from kith.foundations.staff.queries import worker_of
from kith.practice.finding.queries import SearchAnswer, search
from kith.practice.people.queries import person_cards, relations_of
from kith.practice.recording.queries import Found, TooFewWords, find_in_entries
from kith.practice.work.queries import my_people

SHORTEST_TYPED, AT_ONCE = 3, 6


@page_for(Ability.SEARCH)
def find(request: HttpRequest) -> HttpResponse:
    """Who was found, the best first, and why."""
    if request.headers.get("HX-Request"):
        return _as_typed(request)
    asked, answer = _search(request)
    return render(request, "finding/find.html", {"asked": asked, "answer": answer, "next_to": "", "question": "", "skip": ""})


def _as_typed(request: HttpRequest) -> HttpResponse:
    """The best few while somebody types, with Enter for all of them. One or two letters find nobody, so that nobody pages through the council."""
    asked, answer = _search(request) if len(request.GET.get("q", "").strip()) >= SHORTEST_TYPED else ("", None)
    good = answer.good[:AT_ONCE] if answer else []
    response = render(request, "finding/at_once.html", {"asked": asked, "found": good, "has_less_likely": bool(answer and answer.results)})
    response["Vary"] = "HX-Request"
    return response


@page_for(Ability.SEARCH)
def pick_person(request: HttpRequest) -> HttpResponse:
    """Choose somebody for the form that asked; her address then gets person=ID."""
    asked, answer = _search(request)
    way_back = request.GET.get("next", "")
    if not is_page_of_ours(way_back, request):
        way_back = "/"
    question, skip = request.GET.get("for", "Who is it?")[:80], request.GET.get("skip", "")
    context = {
        "asked": asked, "answer": answer, "next_to": _with_person(way_back), "question": question,
        "skip": skip if is_page_of_ours(skip, request) else "",
    }  # fmt: skip
    return render(request, "finding/find.html", context)


@page_for(Ability.SEARCH, part=Part.STORY)
def find_entries(request: HttpRequest) -> HttpResponse:
    """Search in what is written: about one person, their family, the worker's own people, or everybody."""
    worker = worker_of(request)
    words = request.GET.get("words", request.GET.get("q", "")).replace("\x00", " ")[:300]
    scope, person = request.GET.get("scope", "everybody"), request.GET.get("person", "")
    person_id = key_told(person) or 0
    card = person_cards([person_id], seen_by=worker).get(person_id) if person_id else None
    people: list[int] | None = None
    if card and scope in ("person", "family"):
        people = [card.id] + ([view.other.id for view in relations_of(card.id, seen_by=worker)] if scope == "family" else [])
    elif scope == "mine":
        people = [id_ for id_, _, _ in my_people(seen_by=worker)]
    problem, found, asked = "", Found([], ""), bool({"words", "q"} & set(request.GET))
    try:
        if asked:
            found = find_in_entries(words, seen_by=worker, person_ids=people, older_than=request.GET.get("older", ""))
            record_search(f"entries: {words}", seen_by=worker, at=timezone.now())
            _log_for_partners({person_id for hit in found.hits for person_id in hit.person_ids}, worker)
    except TooFewWords as refusal:
        problem = str(refusal)
    older = urlencode({"words": words, "scope": scope, "person": person, "older": found.older}) if found.older else ""
    context = {
        "words": words, "hits": found.hits, "older": older, "is_ranked": people is not None, "problem": problem, "asked_for": asked,
        "scope": scope, "card": card,
    }  # fmt: skip
    return render(request, "finding/find_entries.html", context)


def _search(request: HttpRequest) -> tuple[str, SearchAnswer | None]:
    worker, asked = worker_of(request), request.GET.get("q", "").replace("\x00", " ").strip()
    if not asked:
        return "", None
    answer = search(asked, seen_by=worker, today=timezone.localdate())
    record_search(asked, seen_by=worker, at=timezone.now())
    _log_for_partners({found.card.id for found in answer.results}, worker)
    return asked[:300], answer


def _log_for_partners(found: set[int], worker: Worker) -> None:
    """Of a partner whatever they see is on the ledger, a list of names too."""
    if worker.parts is not None:
        for person_id in sorted(found):
            leave_trace("found", person_id=person_id, seen_by=worker, at=timezone.now())


def _with_person(way_back: str) -> Any:
    """The address to go back to, as a function of the person chosen."""
    parts = urlsplit(way_back)
    join = f"{parts.query}&" if parts.query else ""
    return lambda person_id: urlunsplit(("", "", parts.path, join + urlencode({"person": person_id}), ""))
