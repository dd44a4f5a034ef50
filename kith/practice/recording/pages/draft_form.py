"""The form of an entry: whom it may be about, what to know before the door opens, and what was typed."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kith.foundations.staff.models import Worker
from kith.practice.people.queries import (
    AlertView,
    PersonCard,
    RiskNearby,
    alerts_of,
    person_cards,
    risks_near_several,
    siblings_and_household,
)
from kith.practice.people.rules.ages import years_between
from kith.practice.recording.models import Draft
from kith.practice.recording.models.entry import EntryKind
from kith.practice.recording.queries import attached_to
from kith.practice.recording.rules.aside import Aside, asides
from kith.practice.recording.rules.entries import REQUIRED, SAID_OF, Fields, ids, one
from kith.practice.recording.rules.files import ALLOWED

_PROMPTS = Path(__file__).resolve().parent.parent / "definitions" / "prompts.yaml"


@cache
def prompts() -> dict[str, list[str]]:
    """What helps to think of, by kind of entry."""
    read: dict[str, list[str]] = yaml.safe_load(_PROMPTS.read_text())
    return read


def draft_form(request: HttpRequest, draft: Draft, worker: Worker, *, missing: list[tuple[str, str]] | None = None) -> HttpResponse:
    """The page of a draft; `missing` lists (field, sentence) of what keeps it from being finished."""
    ticked, mentioned = ids(draft.fields, "people"), ids(draft.fields, "mentioned")
    offered = _offered(draft, ticked, worker)
    named = person_cards(mentioned, seen_by=worker)
    asks_seen = "seen" in REQUIRED[draft.kind]
    context = {
        "draft": draft,
        "kind_word": EntryKind(draft.kind).label,
        "asks_seen": asks_seen,
        "warnings": _warnings(offered, worker) if asks_seen and offered else None,
        "people": offered,
        "ticked": ticked,
        "mentioned": [named[id_] for id_ in mentioned if id_ in named],
        "apart": _written_apart(draft.fields, {card.id for card in offered}),
        "asides": [] if draft.corrects_entry_id else _asides(offered, worker),
        "documents": attached_to(draft.pk, seen_by=worker),
        "allowed_files": ALLOWED,
        "missing": missing or [],
        "missing_at": [("happened_on-day" if name == "happened_on" else name, sentence) for name, sentence in missing or []],
        "wrong": dict(reversed(missing or [])),
        "typed": lambda name: (draft.fields.get(name) or [""])[0],
        "prompts": prompts().get(draft.kind, []),
        "today": timezone.localdate(),
    }
    return render(request, "recording/draft.html", context)


def _offered(draft: Draft, ticked: list[int], worker: Worker) -> list[PersonCard]:
    """Whom the entry may be about: those chosen, then siblings and household of the first of them, children first."""
    cards = person_cards([*draft.person_ids, *ticked], seen_by=worker)
    chosen = [cards[id_] for id_ in dict.fromkeys([*draft.person_ids, *ticked]) if id_ in cards]
    first = next((card for card in chosen if card.is_open), None)
    near = siblings_and_household(first.id, seen_by=worker) if first else []
    offered = [card for card in near if card.id not in cards]
    return chosen + sorted(offered, key=_is_adult)


def _asides(offered: list[PersonCard], worker: Worker) -> list[tuple[Aside, Sequence[tuple[int, str]]]]:
    """What rooms above ask beside the entry, where they have anything to ask."""
    asked = [(aside, aside.offers([card.id for card in offered if card.is_open], seen_by=worker)) for aside in asides()]
    return [(aside, boxes) for aside, boxes in asked if boxes]


def _written_apart(fields: Fields, shown: set[int]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What was written of people whom the form does not show any more, under the field's name: it is the writer's own, and must not vanish."""
    names = [name for name in fields if SAID_OF.match(name) and one(fields, name)]
    people = sorted({int(name.split("_")[1]) for name in names} - shown)
    return [(f"person_{id_}", [(name, one(fields, name)) for name in names if name.split("_")[1] == str(id_)]) for id_ in people]


def _warnings(offered: list[PersonCard], worker: Worker) -> tuple[list[RiskNearby], list[tuple[PersonCard, list[AlertView]]]]:
    """What to know before the door opens: who poses a risk at home or around them, and the alerts of those the visit is offered to be about."""
    near = [card for card in offered if card.is_open]
    risks = risks_near_several([card.id for card in near], seen_by=worker)
    told = {risk.card.id for risk in risks if risk.alerts}
    alerts = alerts_of([card.id for card in near if card.id not in told], seen_by=worker)
    return risks, [(card, alerts[card.id]) for card in near if alerts.get(card.id)]


def _is_adult(card: PersonCard) -> bool:
    """Children are offered first. Somebody whose age is not known is taken for an adult."""
    if card.born_on is None:
        return not card.is_unborn
    return years_between(card.born_on, timezone.localdate()) >= 18
