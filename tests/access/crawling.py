"""A browser that follows every link and keeps every form: a sample of each kind of page, so that it comes to its end."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.db import transaction
from django.db.models import Max
from django.test import Client
from django.urls import Resolver404, resolve

from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from tests.access.canaries import told_by
from tests.access.world import World

OF_A_KIND = 2  # pages of one kind that are asked for; of the forms of one kind the first is sent
DEPTH = 6
EXAMPLE = "a postcode such as LS8 1AB"  # of an error; the refuge has the same
GLASS = ("GlassBroken", "GlassReviewed")
NEVER_ASKED = {"sign_out", "health", "static", "provider"}
HOSTILE = ("", "Zed", "0", "-1", "²", "9" * 30, "31", "' or 1=1 --", "<script>x</script>", "\0", "é" * 300)


@dataclass(frozen=True)
class Form:
    """A form as a page had it, with what stood in it."""

    page: str
    action: str
    method: str
    fields: tuple[tuple[str, str], ...]

    @property
    def kind(self) -> tuple[str, frozenset[str]]:
        """One of a kind has the same address but for numbers, and the same boxes but for numbers."""
        return f"{self.method} {route_of(self.action)}", frozenset("".join(c for c in name if not c.isdigit()) for name, _ in self.fields)

    def prefilled(self) -> dict[str, list[str]]:
        said: dict[str, list[str]] = {}
        for name, value in self.fields:
            said.setdefault(name, []).append(value)
        return said

    def generated(self, turn: int) -> dict[str, list[str]]:
        """Something else in every box, another each turn; what the button says stays."""
        names = list(dict.fromkeys(name for name, _ in self.fields))
        return {name: [self._button() if name == "do" else HOSTILE[(turn + place) % len(HOSTILE)]] for place, name in enumerate(names)}

    def _button(self) -> str:
        return self.prefilled()["do"][0]


@dataclass
class Crawl:
    """What one worker came to, what of it told too much or broke, and the forms that were there."""

    client: Client
    by: Worker
    shut: dict[str, str]
    world: World
    forms: list[Form] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    pages: int = 0
    asked: list[str] = field(default_factory=list)  # stands on the ledger, for auditors, as it was typed
    seen: "Counter[str]" = field(default_factory=Counter)
    kept: "Counter[tuple[str, frozenset[str]]]" = field(default_factory=Counter)

    def follow(self, starts: list[str]) -> None:
        """From these addresses, breadth first."""
        been: set[str] = set()
        todo = [(start, 0) for start in starts]
        while todo:
            address, depth = todo.pop(0)
            if address in been or not self._is_wanted(address, depth):
                continue
            been.add(address)
            todo += [(link, depth + 1) for link in self._read(address)]

    def _is_wanted(self, address: str, depth: int) -> bool:
        kind = route_of(address)
        self.seen[kind] += 1
        return depth <= DEPTH and kind not in NEVER_ASKED and (depth == 0 or self.seen[kind] <= OF_A_KIND)

    def _read(self, address: str) -> list[str]:
        self.pages += 1
        self.asked.append(urlsplit(address).path)
        return self.links_of(self.client.get(address), address)

    def links_of(self, answer: Any, address: str) -> list[str]:
        """What an answer leads to. What it tells and must not is a trouble."""
        self.judge(answer, f"GET {address}", [address, *(value for _, value in parse_qsl(urlsplit(address).query))])
        if answer.status_code in (301, 302):
            return [urljoin(address, answer["Location"])]
        if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
            return []
        page = BeautifulSoup(answer.content, "html.parser")
        self._keep(page, address)
        hrefs = [urljoin(address, str(link["href"])).partition("#")[0] for link in page.select("a[href]")]
        return [href for href in hrefs if href.startswith("/")]

    def judge(self, answer: Any, what: str, asked: list[str]) -> None:
        if answer.status_code >= 500:
            self.troubles.append(f"{what} broke: {answer.exc_info[1]!r}")
        text = f"{answer.get('Location', '')} {b''.join(answer).decode('utf-8', 'replace')}"
        self.troubles += [f"{what} tells of {told}" for told in told_by(text, self.shut, self.world, asked=[EXAMPLE, *asked, *self.asked])]

    def _keep(self, page: BeautifulSoup, address: str) -> None:
        for tag in page.select("form"):
            for form in _forms(tag, address):
                self.kept[form.kind] += 1
                if self.kept[form.kind] == 1 and route_of(form.action) not in NEVER_ASKED:
                    self.forms.append(form)

    def send(self, form: Form, said: dict[str, list[str]]) -> Any:
        """Send it, see what it did and where it leads, and leave nothing of it."""
        signed_in = self.client.cookies.copy()
        what = f"{form.method.upper()} {form.action} of {form.page} with {said}"
        typed = [form.action, *(one for values in said.values() for one in values)]
        with transaction.atomic():
            last = LedgerEntry.objects.aggregate(last=Max("pk"))["last"] or 0
            answer: Any = self.client.post(form.action, said) if form.method == "post" else self.client.get(form.action, said)
            self.judge(answer, what, typed)
            self.troubles += [f"{what} did {deed}" for deed in self._done_to_the_shut(last)]
            if answer.status_code == 302 and answer["Location"].startswith("/"):
                self.judge(self.client.get(answer["Location"]), f"{answer['Location']} after {what}", [*typed, answer["Location"]])
            transaction.set_rollback(True)
        self.client.cookies = signed_in  # type: ignore[assignment]  # as Django's own type has it
        return answer

    def _done_to_the_shut(self, last: int) -> list[str]:
        """What this worker did since to somebody whose record is shut to them; but to break the glass, and to sign that off."""
        people = {self.world.things[kind].person: kind for kind in self.shut}
        done = LedgerEntry.objects.filter(pk__gt=last, kind="did", worker_id=self.by.pk, person_id__in=people).exclude(event__in=GLASS)
        return [f"{one.event} to the {people[one.person_id or 0]} record" for one in done]


def route_of(address: str) -> str:
    """The name of the page at an address; of what is none of ours, the address."""
    try:
        return resolve(urlsplit(address).path).url_name or address
    except Resolver404:
        return address


def _forms(tag: Tag, address: str) -> Iterator[Form]:
    """One for each button: each says something else."""
    boxes = [pair for box in tag.select("input, select, textarea") for pair in _filled(box)]
    buttons = [[(str(each["name"]), str(each.get("value", "")))] for each in tag.select("button[name]")] or [[]]
    for button in buttons:
        action = urljoin(address, str(tag.get("action") or address))
        yield Form(address, action, str(tag.get("method", "get")).lower(), tuple(boxes + button))


def _filled(box: Tag) -> Iterator[tuple[str, str]]:
    name, kind = str(box.get("name", "")), str(box.get("type", ""))
    if not name or name == "csrfmiddlewaretoken" or kind in ("file", "submit", "button"):
        return
    if box.name == "select":
        options = box.select("option[selected]") or box.select("option")[:1]
        yield from ((name, str(option.get("value", option.get_text()))) for option in options)
    elif kind not in ("checkbox", "radio") or box.has_attr("checked"):
        yield name, box.get_text() if box.name == "textarea" else str(box.get("value", ""))
