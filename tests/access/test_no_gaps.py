"""Two worlds: a child whose sibling is hidden, and the same child without a sibling. No page tells which of them it is in."""

import re
from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.test import Client

from kith.foundations.access.commands import restrict
from kith.foundations.staff.models import Worker
from kith.practice.people import commands as people
from kith.practice.recording.commands import finish_entry, save_draft, start_draft
from kith.practice.work.commands import allocate
from tests.cast import Cast
from tests.pages import TABS

ClientOf = Callable[[Worker], Client]
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value="|csrftoken=)[\w-]+')
EVERY_PAGE = [*TABS, "/who-has-looked", "/chronology.docx", "/documents/add"]
NUMBERS = re.compile(
    r">record \d+<|/(people|entries|drafts|documents|story-lines|significant-events|tasks)/[\w-]+|person=\d+|(id|for|value|href|name)=\"[^\"]*\d+[^\"]*\""
)


def test_a_record_is_the_same_whether_or_not_a_sibling_is_hidden(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    """Counts, the genogram, who else is known at an address, the story, the brief: none has a gap where the hidden one would be."""
    worlds = []
    for with_sibling in (True, False):
        with transaction.atomic():
            child = _child("Kit", cast, now)
            if with_sibling:
                _hidden_sibling(child, cast, now)
            client = client_of(cast.cerys)
            worlds.append({page: _words(client.get(f"/people/{child}{page}").content) for page in EVERY_PAGE})
            worlds[-1]["find"] = _words(client.get("/find", {"q": "Fennimore"}).content)
            worlds[-1]["find at the address"] = _words(client.get("/find", {"q": "7 Elm Road"}).content)
            transaction.set_rollback(True)
    for page, body in worlds[0].items():
        assert body == worlds[1][page], f"{page}: {sorted(set(body.splitlines()) ^ set(worlds[1][page].splitlines()))[:10]}"


def _words(content: bytes) -> str:
    return NUMBERS.sub("", TOKEN.sub("", content.decode("utf-8", "replace"))) if not content.startswith(b"PK") else str(len(content) // 200)


def _child(forenames: str, cast: Cast, now: datetime) -> int:
    person = people.register_person(
        forenames=forenames, surname="Fennimore", born_on=date(2015, 1, 2), birth_known="exact", sex="M", by=cast.amina, at=now
    )
    people.move_to(person_id=person.pk, lines="7 Elm Road", postcode_text="LS8 1AB", starts_on=date(2024, 1, 1), by=cast.amina, at=now)
    allocate(person_id=person.pk, worker_id=cast.amina.pk, team_id=cast.north.pk, starts_on=now.date(), by=cast.ben, at=now)
    draft = start_draft(kind="note", person_ids=[person.pk], by=cast.amina, at=now)
    save_draft(draft_id=draft.pk, fields={"text": ["Settled at school."]}, revision=1, by=cast.amina, at=now)
    finish_entry(draft_id=draft.pk, by=cast.amina, at=now)
    return person.pk


def _hidden_sibling(child: int, cast: Cast, now: datetime) -> None:
    sibling = _child("Fay", cast, now)
    tie = people.relate(person_id=sibling, other_id=child, kind="friend", by=cast.amina, at=now)
    people.end_dated(row=tie, ends_on=now.date(), by=cast.amina, at=now)
    people.relate(person_id=sibling, other_id=child, kind="half_sibling", by=cast.amina, at=now)
    people.raise_alert(
        person_id=sibling, kind="violence", reason="x", review_on=date(2027, 1, 1), starts_on=now.date(), is_risk_to_workers=True, by=cast.amina, at=now
    )  # fmt: skip
    restrict(person_id=sibling, kind="staff", level="hidden", reason="x", workers=[cast.amina.pk], by=cast.ben, at=now)
