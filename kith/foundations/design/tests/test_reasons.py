"""The page that asks for one reason: asks, does it once it is given, and keeps what was typed when it is refused."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest
from django.test import RequestFactory

from kith.foundations.design import reasons
from kith.foundations.design.reasons import ReasonPage


class NotPossible(Exception):
    """A refusal."""


PAGE = ReasonPage("Strike out", "A note", "/back", ask="Why is it struck out?", hint="Everybody sees it", save="Strike out")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What the page was made of, without the frame of a signed-in worker."""
    made: dict[str, object] = {}

    def render(request: HttpRequest, template: str, context: dict[str, object]) -> str:
        del request
        made.update(context, template=template)
        return "page"

    monkeypatch.setattr(reasons, "render", render)
    return made


def _request(reason: str | None) -> HttpRequest:
    asked = RequestFactory()
    request = asked.get("/") if reason is None else asked.post("/", {"reason": reason})
    request.session = {}  # type: ignore[assignment]  # enough for messages
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]  # as the middleware does
    return request


def test_it_asks_in_the_words_that_it_was_given_and_does_nothing_yet(shown: dict[str, object]) -> None:
    done: list[str] = []
    PAGE.answer(_request(None), done.append, refused=NotPossible, done="Done.", way_on="/on")
    assert done == []
    assert shown["template"] == "design/form_page.html"
    form = shown["form"]
    assert isinstance(form, reasons.ReasonForm)
    assert (form["reason"].label, form["reason"].help_text) == ("Why is it struck out?", "Everybody sees it")


@pytest.mark.usefixtures("shown")
def test_with_the_reason_it_is_done_said_and_left() -> None:
    done: list[str] = []
    request = _request("The wrong child")
    answer = PAGE.answer(request, done.append, refused=NotPossible, done="Done.", way_on="/on")
    assert done == ["The wrong child"]
    assert answer.headers["Location"] == "/on"
    assert [str(message) for message in get_messages(request)] == ["Done."]


@pytest.mark.parametrize(("reason", "said"), [("", "Answer: Why is it struck out?"), ("x" * 2001, "2000 characters or fewer")])
def test_without_a_reason_it_asks_again(reason: str, said: str, shown: dict[str, object]) -> None:
    done: list[str] = []
    PAGE.answer(_request(reason), done.append, refused=NotPossible, done="Done.", way_on="/on")
    assert done == []
    assert said in str(getattr(shown["form"], "errors", ""))


def test_what_is_refused_stands_beside_the_box_and_a_bug_is_not_hidden(shown: dict[str, object]) -> None:
    def refuse(reason: str) -> None:
        raise {"refuse": NotPossible("It is struck out already.")}.get(reason, KeyError(reason))

    PAGE.answer(_request("refuse"), refuse, refused=NotPossible, done="Done.", way_on="/on")
    form = shown["form"]
    assert isinstance(form, reasons.ReasonForm)
    assert "It is struck out already." in str(form.errors)
    assert form["reason"].value() == "refuse"
    with pytest.raises(KeyError):
        PAGE.answer(_request("break"), refuse, refused=NotPossible, done="Done.", way_on="/on")


def test_of_whom_it_is_is_asked_only_where_it_is_shown(shown: dict[str, object]) -> None:
    asked: list[str] = []

    def whom() -> str:
        asked.append("once")
        return "Ella"

    page = ReasonPage("Lift", whom, "/back")
    page.answer(_request("Over"), len, refused=NotPossible, done="Done.", way_on="/on")
    assert asked == []
    page.answer(_request(None), len, refused=NotPossible, done="Done.", way_on="/on")
    assert (asked, shown["about"]) == (["once"], "Ella")
