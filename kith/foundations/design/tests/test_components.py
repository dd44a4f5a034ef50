"""Our mark-up is GOV.UK's: each macro, given the parameters of a published example, draws the example's elements, classes and text.

Compared are all examples whose parameters a macro takes. What is not taken (HTML in place of text, attributes from outside,
conditional reveals, dividers, prefixes) no page of ours uses. `DECISIONS` has the differences that are meant.
"""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.loader import render_to_string
from django.test import RequestFactory

from kith.foundations.design.tests.reference import COMPONENTS, Fixture, fixtures, outline, paths_of

Options = dict[str, Any]
Drawn = tuple[str, Options]
CONTROL = {"id", "name", "classes", "label.text", "hint.text", "errorMessage.text"}
BOXES = {
    "name", "idPrefix", "classes", "fieldset.legend.text", "hint.text", "errorMessage.text", "items[].text", "items[].value", "items[].checked", "value",
}  # fmt: skip
MORE = ("autocomplete", "inputmode", "pattern", "spellcheck", "autocapitalize")


def _control(options: Options, **more: Any) -> Options:
    """What every control with one label takes."""
    return {
        "id": options.get("id", options["name"]), "name": options["name"], "words": options["label"]["text"], "label_classes": "",
        "hint": options.get("hint", {}).get("text", ""), "error": options.get("errorMessage", {}).get("text", ""),
        "classes": options.get("classes", ""), **more,
    }  # fmt: skip


def _text_input(options: Options) -> Drawn:
    more = {key: {True: "true", False: "false"}.get(options[key], options[key]) for key in MORE if key in options}
    return "text_input", _control(options, value=options.get("value", ""), type=options.get("type", "text"), more=more)


def _password(options: Options) -> Drawn:
    return "password_input", _control(options, autocomplete=options.get("autocomplete", "current-password"))


def _textarea(options: Options) -> Drawn:
    return "textarea", _control(options, value=options.get("value", ""), rows=options.get("rows", 5))


def _select(options: Options) -> Drawn:
    items = options.get("items", [])
    chosen = [item["value"] for item in items if item.get("selected")] or [options.get("value", "nothing")]
    return "select", _control(options, choices=[(item["value"], item["text"]) for item in items], value=chosen[0])


def _boxes(options: Options) -> Options:
    items = options["items"]
    return {
        "id": options.get("idPrefix", options["name"]), "name": options["name"], "legend": options.get("fieldset", {}).get("legend", {}).get("text", ""),
        "choices": [(item["value"], item["text"]) for item in items], "classes": options.get("classes", ""), "legend_classes": "",
        "hint": options.get("hint", {}).get("text", ""), "error": options.get("errorMessage", {}).get("text", ""),
    }  # fmt: skip


def _radios(options: Options) -> Drawn:
    chosen = [item["value"] for item in options["items"] if item.get("checked")] or [options.get("value", "nothing")]
    return "radios", {**_boxes(options), "value": chosen[0]}


def _checkboxes(options: Options) -> Drawn:
    chosen = [item["value"] for item in options["items"] if item.get("checked")]
    choices = [(item["value"], item["text"], item.get("hint", {}).get("text", "")) for item in options["items"]]
    return "checkboxes", {**_boxes(options), "choices": choices, "values": options.get("values", chosen)}


def _date_input(options: Options) -> Drawn:
    parts = ("day", "month", "year")
    error = options.get("errorMessage", {}).get("text", "")
    named = [part for part in parts if options.get(part, {}).get("error")]
    spared = [part for part in parts if options.get(part, {}).get("error") is False]
    prefix = f"{options['namePrefix']}-" if "namePrefix" in options else ""
    return "date_input", {
        "id": options["id"], "name": options.get("namePrefix", ""), "legend": options["fieldset"]["legend"]["text"], "legend_classes": "",
        "hint": options.get("hint", {}).get("text", ""), "error": error, "values": [options.get("values", {}).get(prefix + part, "") for part in parts],
        "wrong": named or ([part for part in parts if part not in spared] if error else []),
    }  # fmt: skip


def _summary(options: Options) -> Drawn:
    problems = [(item.get("href", "").removeprefix("#"), item["text"]) for item in options["errorList"]]
    return "problem_summary", {"problems": problems, "title": options["titleText"]}


def _button(options: Options) -> Drawn:
    return "button", {"words": options["text"], **{key: options[key] for key in ("classes", "name", "value") if key in options}}


def _back(options: Options) -> Drawn:
    return "back", {"href": options.get("href", "#"), **({"words": options["text"]} if "text" in options else {})}


# component: how its parameters become our macro's, which parameters that covers, how many examples at least are then compared
COVERED: dict[str, tuple[Callable[[Options], Drawn], set[str], int]] = {
    "input": (_text_input, CONTROL | {"value", "type", *MORE}, 23),
    "password-input": (_password, CONTROL | {"autocomplete"}, 7),
    "textarea": (_textarea, CONTROL | {"value", "rows"}, 8),
    "select": (_select, CONTROL | {"items[].text", "items[].value", "items[].selected", "items[].disabled", "value"}, 7),
    "file-upload": (lambda options: ("file_upload", _control(options)), CONTROL, 6),
    "radios": (_radios, BOXES, 14),
    "checkboxes": (_checkboxes, BOXES | {"values[]", "items[].hint.text"}, 14),
    "date-input": (
        _date_input,
        {"id", "namePrefix", "fieldset.legend.text", "hint.text", "errorMessage.text"}
        | {f"{kind}{part}" for part in ("day", "month", "year") for kind in ("values.", "values.dob-")}
        | {f"{part}.error" for part in ("day", "month", "year")},
        10,
    ),
    "error-summary": (_summary, {"titleText", "errorList[].text", "errorList[].href"}, 6),
    "button": (_button, {"text", "classes", "name", "value"}, 21),
    "back-link": (_back, {"href", "text"}, 3),
}

# component, what the reference writes, what we write in its place, and why
DECISIONS = [
    ("date-input", r'name="(?:(\w+)-)?(day|month|year)"', r'name="\1_\2"', "Django's forms of several boxes join the names by _"),
    ("select", r" disabled\b", "", "no choice is shown that cannot be chosen"),
    ("back-link", r"^(.*)$", r'<nav aria-label="Back">\1</nav>', "everything on a page stands in a landmark (axe, best practice)"),
    ("notification-banner", r"\bSuccess\b", "Done", "the worker's word: it tells that the act is done"),
]
# Examples of covered parameters that are not compared, and why
LEFT_OUT = {
    "without values": "each of our choices has a value",
    "without values with selected value": "each of our choices has a value",
    "with falsy values": "our values are words or numbers",
    "item selected overrides value": "what is chosen is said once",
    "item checked overrides value": "what is chosen is said once",
    "item checked overrides values": "what is chosen is said once",
    "with empty items": "a date always has its three boxes and a legend",
}


def _compared(component: str) -> list[Fixture]:
    covered = COVERED[component][1]
    return [each for each in fixtures(component) if paths_of(each["options"]) <= covered and each["name"] not in LEFT_OUT]


COMPARED = [pytest.param(component, each, id=f"{component}: {each['name']}") for component in COVERED for each in _compared(component)]


def _macro(name: str, options: Options) -> str:
    """What a macro of design/form.html draws."""
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    return str(getattr(engine.env.get_template("design/form.html").module, name)(**options))


def _decided(component: str, html: str) -> str:
    for name, theirs, ours, _ in DECISIONS:
        if name == component:
            html = re.sub(theirs, ours, html)
    return html


def test_the_reference_is_installed() -> None:
    assert COMPONENTS.is_dir(), "govuk-frontend is not installed: run `make setup`"


@pytest.mark.parametrize(("component", "example"), COMPARED)
def test_a_macro_draws_what_the_reference_draws(component: str, example: Fixture) -> None:
    macro, options = COVERED[component][0](example["options"])
    assert outline(_macro(macro, options)) == outline(_decided(component, example["html"]))


@pytest.mark.parametrize("component", COVERED)
def test_the_comparison_is_not_empty(component: str) -> None:
    assert len(_compared(component)) >= COVERED[component][2]


@pytest.mark.parametrize("component", sorted({name for name, *_ in DECISIONS}))
def test_a_decision_still_decides_something(component: str) -> None:
    assert any(_decided(component, example["html"]) != example["html"] for example in fixtures(component))


def _published(component: str, name: str) -> str:
    return next(str(example["html"]) for example in fixtures(component) if example["name"] == name)


@pytest.mark.parametrize("page", ["design/page.html", "design/signed_out.html"])
def test_the_skip_link_is_the_reference(page: str) -> None:
    reference = _published("skip-link", "default").replace("#test-target-element", "#main")
    assert outline(_part_of(page, "a.govuk-skip-link")) == outline(reference)


def test_the_banner_of_what_was_done_is_the_reference() -> None:
    drawn = _part_of("design/page.html", ".govuk-notification-banner").replace("done-1", "govuk-notification-banner-title")
    assert outline(drawn) == outline(_decided("notification-banner", _published("notification-banner", "with type as success")))


def _part_of(page: str, selector: str) -> str:
    request = RequestFactory().get("/")
    vars(request).update(user=SimpleNamespace(name="Amina", abilities=()), _messages=["Email sent to example@email.com"])
    html = render_to_string(page, request=request)
    found = BeautifulSoup(html, "html.parser").select_one(selector)
    assert found, f"{page} has no {selector}"
    return str(found)
