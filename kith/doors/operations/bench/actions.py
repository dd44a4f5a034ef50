"""What a worker does all day, as requests: search, open, save a draft, finish an entry, my list."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import httpx
from django.utils import timezone

from kith.doors.operations.bench import forms
from kith.doors.operations.bench.driving import Action, Browser
from kith.doors.operations.bench.subjects import KINDS, Subject, questions

WORDS = ("bruise", "school", "grandmother", "sleeping", "attendance", "arguments", "football", "hospital", "landlord", "worried")
SAVED = "She showed me the drawing that she made at school and talked about her week. "


@dataclass(frozen=True)
class Measured:
    """An action with its name, the floor it is held against and how often it is done for each full run."""

    name: str
    floor: str
    action: Action
    before: Callable[[Browser], None] | None = None


def actions(subjects: list[Subject], *, seed: int) -> list[Measured]:
    """Everything that is measured, in the order of the speed table of the design."""
    return [
        *[Measured(f"search: {kind}", "search", _search(kind, subjects, seed)) for kind in KINDS],
        Measured("open a record", "record", _open(subjects, "/people/{id}")),
        Measured("open a story", "record", _open(subjects, "/people/{id}/story")),
        Measured("my list", "my list", lambda browser, _: browser.http.get("/my-list")),
        Measured("search in all entries", "entries", _search_entries(seed)),
        Measured("save a draft", "save", _save, before=_start_draft(subjects)),
        Measured("finish an entry", "finish", _finish(subjects)),
        Measured("save a form of 200 answers", "save", forms.pause, before=_start_form(subjects)),
        Measured("finish a form of 200 answers", "finish", forms.finish(subjects)),
    ]


def _search(kind: str, subjects: list[Subject], seed: int) -> Action:
    rng = random.Random(seed)
    asked = [questions(kind, subject, rng) for subject in subjects]
    return lambda browser, turn: browser.http.get("/find", params={"q": asked[turn % len(asked)]})


def _open(subjects: list[Subject], path: str) -> Action:
    return lambda browser, turn: browser.http.get(path.format(id=subjects[turn % len(subjects)].person_id))


def _search_entries(seed: int) -> Action:
    rng = random.Random(seed)
    asked = [" ".join(rng.sample(WORDS, rng.choice([1, 1, 2]))) for _ in range(200)]
    return lambda browser, turn: browser.http.get("/find/entries", params={"q": asked[turn % len(asked)]})


def _start_draft(subjects: list[Subject]) -> Callable[[Browser], None]:
    def start(browser: Browser) -> None:
        browser.notes["draft"] = _new_draft(browser, subjects[0])
        browser.notes["revision"] = "1"

    return start


def _start_form(subjects: list[Subject]) -> Callable[[Browser], None]:
    def start(browser: Browser) -> None:
        browser.notes |= {"form": forms.start(browser, subjects[0]), "form revision": "1"}

    return start


def _new_draft(browser: Browser, subject: Subject) -> str:
    """Start a visit about somebody; returns the draft's path."""
    fields: dict[str, str | list[str]] = {"kind": "visit", "person": str(subject.person_id)}
    answer = browser.post("/record-something", fields)
    return re.sub(r"^https?://[^/]+", "", answer.headers["Location"])


def visit_fields(subject: Subject, *, revision: str, text: str) -> dict[str, str | list[str]]:
    """A visit form as a browser would post it."""
    when = timezone.localtime() - timedelta(hours=2)
    return {
        "revision": revision,
        "people": [str(subject.person_id)],
        "happened_on_day": str(when.day),
        "happened_on_month": str(when.month),
        "happened_on_year": str(when.year),
        "happened_time": when.strftime("%H:%M"),
        "text": text,
        f"part_{subject.person_id}_seen": "yes",
        f"part_{subject.person_id}_seen_alone": "yes",
    }


def _save(browser: Browser, turn: int) -> httpx.Response:
    fields: dict[str, str | list[str]] = {"revision": browser.notes["revision"], "text": SAVED * (turn % 40 + 1)}
    answer = browser.post(browser.notes["draft"] + "/save", fields, accept="application/json")
    if answer.status_code == 200:
        browser.notes["revision"] = str(answer.json()["revision"])
    return answer


def _finish(subjects: list[Subject]) -> Action:
    """Only the finishing is timed by the server's own clock; starting the draft is a request of its own before it."""

    def finish(browser: Browser, turn: int) -> httpx.Response:
        subject = subjects[turn % len(subjects)]
        draft = _new_draft(browser, subject)
        return browser.post(draft + "/finish", visit_fields(subject, revision="1", text=SAVED * 8))

    return finish
