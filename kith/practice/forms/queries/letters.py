"""A letter of a form, written as far as the record knows; and to whom it can go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.timezone import localdate

from kith.foundations.access.queries import has_part, require
from kith.foundations.access.rules import Ability, Part
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import teams_of
from kith.practice.forms.queries.naming import names_in
from kith.practice.forms.queries.responses import NoSuchResponse, ResponseView, _answer_places, response, sheet_of
from kith.practice.forms.rules.definition import Letter, LetterWords
from kith.practice.forms.rules.letters import composed
from kith.practice.forms.rules.registry import facts
from kith.practice.forms.rules.saying import in_words
from kith.practice.forms.rules.sheet import Who, bound_to, wording_of
from kith.practice.people.queries import Near, Reach, circle_of, reach_of


@dataclass(frozen=True)
class Recipient:
    """To whom a letter can go: `what` they are to the people, and the lines of their address, none where it is confidential or not known."""

    key: str
    name: str
    what: str
    address: tuple[str, ...] = ()


@dataclass(frozen=True)
class LetterView:
    """A letter to look through: `about`: the one person whom it is about, if it is of each; `text` with [write: ...] where something is missing."""

    response_id: int
    letter: Letter
    people: list[Who]
    about: Who | None
    to: list[Recipient]
    text: str
    title: str
    wording: str  # in which of the words it is; none: in its own
    wordings: list[tuple[str, str]]  # (key, name) of the others that it has


def letter_view(response_id: int, letter_key: str, *, person_id: int | None = None, wording: str = "", seen_by: Worker) -> LetterView:
    """Raises NoSuchResponse. What is shut to the worker is left to be written, as what was not answered. A wording that it does not have is its
    own."""
    require(seen_by, Ability.VIEW)
    view = response(response_id, seen_by=seen_by)
    letter = next((each for each in view.form.letters if each.key == letter_key), None)
    if letter is None:
        raise NoSuchResponse
    about = next((who for who in view.people if who.id == person_id), view.people[0]) if letter.per_person else None
    words = letter.wording.get(wording) or LetterWords("", letter.says)
    text = composed(words.says, _said(view, about, seen_by), _asks(view, about))
    there = [(key, view.form.wordings.get(key, key)) for key in letter.wording]
    chosen = wording if wording in letter.wording else ""
    return LetterView(view.id, letter, view.people, about, _recipients(view, seen_by), text, words.title or letter.title, chosen, there)


def _said(view: ResponseView, about: Who | None, seen_by: Worker) -> dict[str, str]:
    """What is known of everything that a letter may name."""
    answers = _answer_places(view) if view.finished_at else sheet_of(view, seen_by=seen_by).answers
    names = names_in(view.form, [answers], seen_by=seen_by)
    today = localdate()
    said = {
        "names": _together([who.name for who in view.people]), "name": about.first_name if about else "", "today": f"{today.day} {today:%B %Y}",
        "worker": seen_by.name, "job_title": seen_by.job_title, "worker_phone": seen_by.phone,
        "team": _together(teams_of(seen_by, on=today)), "council": settings.COUNCIL_NAME,
    }  # fmt: skip
    for question in view.form.questions():
        if about is None or question.per_person or _is_theirs(view, about):
            value = answers.get((question.key, about.id if about and question.per_person else None))
            said[question.key] = in_words(bound_to(question, facts()), value, names)
    return said


def _is_theirs(view: ResponseView, about: Who) -> bool:
    """Whether what is written of all together may stand in a letter about one: where they are the only one, or its author has released it."""
    return set(view.parts) == {about.id} or bool(view.shared and view.shared.released_at)


def _asks(view: ResponseView, about: Who | None) -> dict[str, str]:
    own = {"worker_phone": "your telephone", "job_title": "what you are", "team": "your team"}
    return own | {each.key: wording_of(each, about) for each in view.form.questions()}


def _together(names: Iterable[str]) -> str:
    """Ella, Noah and Siobhan."""
    *others, last = list(names) or [""]
    return f"{', '.join(others)} and {last}" if others else last


def _recipients(view: ResponseView, seen_by: Worker) -> list[Recipient]:
    """Whom the form is about, those around them, and the professionals who know them; whose records are open, and who live."""
    around: dict[int, Near] = {}
    for person_id in view.cards:
        around |= {near.card.id: near for near in circle_of(person_id, seen_by=seen_by) if near.card.id not in around}
    near = [one for one in around.values() if one.card.is_open and not (one.card.died_on or one.card.is_unborn or one.card.id in view.cards)]
    own = [card for card in view.cards.values() if not (card.died_on or card.is_unborn)]
    reach = reach_of([*(one.card.id for one in near), *view.cards], on_record_of=next(iter(view.cards)), seen_by=seen_by)
    found = [Recipient(f"person-{one.card.id}", one.card.name, one.word, _address(reach[one.card.id])) for one in near]
    found += [Recipient(f"person-{card.id}", card.name, "", _address(reach[card.id])) for card in own]
    return found + (_professionals(view, reach) if has_part(seen_by, Part.INVOLVED) else [])


def _professionals(view: ResponseView, reach: Mapping[int, Reach]) -> list[Recipient]:
    told = dict.fromkeys((one.who, one.role) for person_id in view.cards for one in reach[person_id].professionals)
    return [Recipient(f"professional-{at}", who, role) for at, (who, role) in enumerate(told, start=1)]


def _address(reach: Reach) -> tuple[str, ...]:
    """Where they live, unless any home of theirs is confidential: then the letter is handed over, and has no address on it."""
    if not reach.homes or any(home.is_confidential for home in reach.homes):
        return ()
    return tuple(line for line in (each.strip() for each in reach.homes[0].text.split(",")) if line)
