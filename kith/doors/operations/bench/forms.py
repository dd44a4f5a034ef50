"""A form of two hundred answers, saved on a pause and finished: as large as the largest that councils have."""

import re
from datetime import datetime
from typing import Any

import httpx
import yaml

from kith.doors.operations.bench.driving import Action, Browser
from kith.doors.operations.bench.subjects import Subject
from kith.foundations.staff.models import Worker
from kith.practice.forms.commands import load_form

KEY, QUESTIONS, A_SECTION = "bench_two_hundred", 200, 10
TYPES = ("text", "long text", "yes or no", "date", "choice", "choices")
CHOICES = {"one": "The first", "two": "The second", "three": "The third"}
SAID = "He likes his new class, and asked when he will see his brother. "


def load(*, by: Worker, at: datetime) -> None:
    """Make the form one of the council's own."""
    load_form(text=yaml.safe_dump(_definition(), sort_keys=False), by=by, at=at)


def start(browser: Browser, subject: Subject) -> str:
    """Begin to fill it in about somebody; returns its path."""
    answer = browser.post(f"/people/{subject.person_id}/forms", {"form": KEY})
    return re.sub(r"^https?://[^/]+", "", answer.headers["Location"])


def pause(browser: Browser, turn: int) -> httpx.Response:
    """A pause in typing, late in the form: everything that it holds goes along."""
    fields: dict[str, str | list[str]] = {**_answers(turn), "revision": browser.notes["form revision"]}
    answer = browser.post(browser.notes["form"] + "/save", fields, accept="application/json")
    if answer.status_code == 200:
        browser.notes["form revision"] = str(answer.json()["revision"])
    return answer


def finish(subjects: list[Subject]) -> Action:
    """Only the finishing is timed by the server's own clock; beginning is a request of its own before it."""

    def finished(browser: Browser, turn: int) -> httpx.Response:
        path = start(browser, subjects[turn % len(subjects)])
        return browser.post(path, {**_answers(turn), "revision": "1", "do": "finish"})

    return finished


def _definition() -> dict[str, Any]:
    """One answer in twenty is always required; one question in ten is asked on a condition."""
    questions = [_question(number) for number in range(1, QUESTIONS + 1)]
    sections = [
        {"key": f"section_{start // A_SECTION + 1}", "title": f"Part {start // A_SECTION + 1}", "questions": questions[start : start + A_SECTION]}
        for start in range(0, QUESTIONS, A_SECTION)
    ]
    budget = {"always": QUESTIONS // 20, "conditional": QUESTIONS // 10}
    return {"key": KEY, "title": "Two hundred questions", "version": 1, "budget": budget, "sections": sections}


def _question(number: int) -> dict[str, Any]:
    kind = TYPES[number % len(TYPES)]
    asked: dict[str, Any] = {"key": f"q_{number}", "ask": f"Question {number}?", "type": kind}
    if kind.startswith("choice"):
        asked["choices"] = dict(CHOICES)
    if number % 20 == 1:
        asked["required"] = True
    if number % 10 == 5:
        asked["when"] = f"answered(q_{number - 1})"
    return asked


def _answers(turn: int) -> dict[str, str | list[str]]:
    """As a browser posts them."""
    boxes: dict[str, str | list[str]] = {}
    for number in range(1, QUESTIONS + 1):
        key, kind = f"q_{number}", TYPES[number % len(TYPES)]
        if kind == "date":
            boxes |= {f"{key}__day": "4", f"{key}__month": "3", f"{key}__year": "2026"}
        else:
            said: dict[str, str | list[str]] = {
                "text": SAID,
                "long text": SAID * ((number + turn) % 8 + 1),
                "yes or no": "yes",
                "choice": "two",
                "choices": ["one", "three"],
            }
            boxes[key] = said[kind]
    return boxes
