"""The mark-up that pages write by hand keeps GOV.UK's grammar, learnt from what govuk-frontend publishes: which element bears a class,
inside what, beside what. And every page's references lead somewhere.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from kith.foundations.design.tests.reference import COMPONENTS, fixtures
from kith.foundations.staff.models import Worker
from kith.practice.recording.models import Draft, Entry
from tests.architecture.source import ROOT
from tests.cast import Cast
from tests.pages import OF_A_PERSON, OF_AN_ADMINISTRATOR, OF_AN_AUDITOR, OF_THE_DAY, OF_THE_GUARDIAN, a_full_record

ClientOf = Callable[[Worker], Client]
STYLES = ROOT / "kith" / "foundations" / "design" / "static" / "built" / "kith.css"
COMPONENT_NAMES = sorted(path.parent.name for path in COMPONENTS.glob("*/fixtures.json"))


def _classes(tag: Tag) -> list[str]:
    return [each for each in tag.get_attribute_list("class") if each and each.startswith("govuk-")]


@cache
def grammar() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Of each class in the reference: the elements that bear it, and the blocks (`govuk-table` of `govuk-table__row`) it stands in."""
    elements: dict[str, set[str]] = defaultdict(set)
    blocks: dict[str, set[str]] = defaultdict(set)
    for component in COMPONENT_NAMES:
        for example in fixtures(component):
            for tag in BeautifulSoup(example["html"], "html.parser").select("*"):
                for each in _classes(tag):
                    elements[each].add(tag.name)
                    blocks[each] |= _blocks_around(tag)
    return elements, blocks


def _blocks_around(tag: Tag) -> set[str]:
    return {each for parent in tag.parents for each in _classes(parent) if "__" not in each and "--" not in each}


def _faults(page: BeautifulSoup, styled: str) -> Iterator[str]:
    elements, blocks = grammar()
    for tag in page.select("*"):
        for each in _classes(tag):
            block = each.split("__")[0].split("--")[0]
            if "." + each.replace("!", "\\!") not in styled and each not in elements:
                yield f"{each}: unknown"
            if block.removeprefix("govuk-") in COMPONENT_NAMES and "--" not in each and tag.name not in elements[each]:
                yield f"{each}: on <{tag.name}>, in the reference on {sorted(elements[each])}"
            if "__" in each and block in blocks[each] and block not in _blocks_around(tag):
                yield f"{each}: outside {block}"
            if "--" in each and each.split("--")[0] not in _classes(tag):
                yield f"{each}: without {each.split('--')[0]}"


def _dangling(page: BeautifulSoup) -> Iterator[str]:
    ids = [str(tag["id"]) for tag in page.select("[id]")]
    yield from (f"id twice: {each}" for each in set(ids) if ids.count(each) > 1)
    for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for tag in page.select(f"[{name}]"):
            yield from (f"{name} leads nowhere: {each}" for each in str(tag[name]).split() if each not in ids)
    for link in page.select('a[href^="#"]'):
        if str(link["href"])[1:] not in ids:
            yield f"link leads nowhere: {link['href']}"


def _assert_sound(html: bytes) -> None:
    page = BeautifulSoup(html, "html.parser")
    assert sorted({*_faults(page, STYLES.read_text()), *_dangling(page)}) == []


@pytest.mark.parametrize(
    "address", ["record", *OF_A_PERSON[1:], "draft", "entry", *OF_THE_DAY, "/find/entries?words=kittens", "/find?q=ella"]
)
def test_a_workers_page_keeps_the_grammar(address: str, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    person = a_full_record(cast, now)
    special = {
        "record": f"/people/{person.pk}",
        "draft": f"/drafts/{Draft.objects.get(finished_at=None).pk}",
        "entry": f"/entries/{Entry.objects.all()[0].pk}",
    }
    path = special.get(address) or (f"/people/{person.pk}{address}" if address in OF_A_PERSON else address)
    answer = client_of(cast.amina).get(path)
    assert answer.status_code == 200
    _assert_sound(answer.content)


@pytest.mark.parametrize("address", OF_AN_ADMINISTRATOR)
def test_an_administrators_page_keeps_the_grammar(address: str, cast: Cast, client_of: ClientOf) -> None:
    _assert_sound(client_of(cast.ada).get(address).content)


@pytest.mark.parametrize("address", OF_AN_AUDITOR)
def test_an_auditors_page_keeps_the_grammar(address: str, cast: Cast, client_of: ClientOf) -> None:
    _assert_sound(client_of(cast.olu).get(address).content)


@pytest.mark.parametrize("address", OF_THE_GUARDIAN)
def test_the_guardians_page_keeps_the_grammar(address: str, cast: Cast, client_of: ClientOf) -> None:
    _assert_sound(client_of(cast.gwen).get(address).content)


def test_the_doorstep_keeps_the_grammar(cast: Cast) -> None:
    _assert_sound(Client().get("/sign-in").content)
    _assert_sound(Client().post("/sign-in", {"email": "amina@council.example", "password": "wrong"}).content)


@pytest.mark.parametrize(
    ("address", "fields"), [("/add/alert", {"told": "?"}), ("/chronology/add", {"happened_on_day": "3"}), ("/documents/add", {"title": ""})]
)
def test_a_form_that_is_wrong_keeps_the_grammar(
    address: str, fields: dict[str, str], cast: Cast, now: datetime, client_of: ClientOf
) -> None:
    person = a_full_record(cast, now)
    page = client_of(cast.amina).post(f"/people/{person.pk}{address}", fields).content
    assert b"There is a problem" in page
    _assert_sound(page)


def test_a_draft_that_is_not_ready_keeps_the_grammar(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    a_full_record(cast, now)
    draft = Draft.objects.get(finished_at=None)
    fields = {"revision": str(draft.revision), "shown": ["people", "mentioned"], "happened_on_day": "", "do": "finish"}
    page = client_of(cast.amina).post(f"/drafts/{draft.pk}", fields).content
    assert b"Not finished yet" in page
    _assert_sound(page)


def test_the_grammar_is_installed() -> None:
    assert COMPONENT_NAMES, "govuk-frontend is not installed: run `make setup`"


def test_the_grammar_finds_faults() -> None:
    """A test that cannot fail is a defect."""
    page = BeautifulSoup(
        '<p class="govuk-table__row govuk-nonsense govuk-button--warning" aria-describedby="gone" id="a"></p>', "html.parser"
    )
    assert len([*_faults(page, STYLES.read_text()), *_dangling(page)]) >= 4
