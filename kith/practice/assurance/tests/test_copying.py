"""What was sealed is copied out of the database by itself, each row once."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from kith.foundations.ledger.commands import copying, leave_trace
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.ledger.queries import AnchorTrouble
from kith.practice.assurance.reactions import copy_by_itself
from kith.practice.assurance.tests.test_flags import seal_all
from kith.practice.people.commands import register_person
from tests.cast import Cast
from tests.eyes import see_everything


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(copying, "default_home", lambda: tmp_path)
    monkeypatch.setattr(settings, "LEDGER_COPY", str(tmp_path / "mounted" / "ledger.jsonl"))
    return tmp_path / "mounted" / "ledger.jsonl"


def _copy() -> None:
    task: Any = copy_by_itself
    try:
        task(0)
    finally:
        see_everything()


def test_every_row_goes_once_whoever_it_is_about(elsewhere: Path, cast: Cast, now: datetime) -> None:
    elsewhere.parent.mkdir()
    kit = register_person(forenames="Kit", surname="O'Brien", sex="F", by=cast.amina, at=now)
    seal_all()
    _copy()
    _copy()
    leave_trace("record", person_id=kit.pk, seen_by=cast.amina, at=now)
    seal_all()
    _copy()
    rows = [json.loads(line) for line in elsewhere.read_text().splitlines()]
    assert sorted(row["id"] for row in rows) == sorted(LedgerEntry.objects.values_list("pk", flat=True))
    assert rows[-1] | {"seal": 0, "id": 0, "at": ""} == {
        "seal": 0, "id": 0, "at": "", "kind": "looked", "event": "record", "worker_id": cast.amina.pk, "person_id": kit.pk, "reason": "",
        "door": "inside", "address": "", "os_user": "", "subject": "",
    }  # fmt: skip


def test_what_could_not_be_written_goes_the_next_time(elsewhere: Path, cast: Cast) -> None:
    assert cast
    seal_all()
    with pytest.raises(AnchorTrouble, match=r"could not be copied to .*: No such file or directory"):
        _copy()
    elsewhere.parent.mkdir()
    _copy()
    assert len(elsewhere.read_text().splitlines()) == LedgerEntry.objects.count()


def test_without_a_place_nothing_is_copied(elsewhere: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cast
    monkeypatch.setattr(settings, "LEDGER_COPY", "")
    seal_all()
    _copy()
    assert not elsewhere.exists()
