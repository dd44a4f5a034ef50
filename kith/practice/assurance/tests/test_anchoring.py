"""The ledger is anchored outside once a day by itself; when it cannot be, auditors and administrators are told."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.ledger.queries import AnchorTrouble, anchors
from kith.foundations.staff.models import Worker
from kith.practice.assurance.reactions import TRIES_AGAIN, anchor_by_itself
from kith.practice.assurance.tests.test_flags import seal_all
from kith.practice.work.models import Notice
from tests.cast import Cast
from tests.eyes import see_everything


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cast: Cast) -> Path:
    monkeypatch.setattr(anchors, "default_home", lambda: tmp_path)
    monkeypatch.setattr(settings, "LEDGER_ANCHOR", str(tmp_path / "mounted" / "anchors"))
    (tmp_path / "mounted").mkdir()
    seal_all()
    return tmp_path / "mounted" / "anchors"


def run(attempts: int = 0) -> None:
    task: Any = anchor_by_itself
    try:
        task(SimpleNamespace(job=SimpleNamespace(attempts=attempts)), 0)
    finally:
        see_everything()


def test_once_a_day_and_not_each_hour(outside: Path, cast: Cast, client_of: Callable[[Worker], Client]) -> None:
    for _ in range(3):
        run()
    assert len(outside.read_text().splitlines()) == 1
    row = LedgerEntry.objects.get(event="LedgerAnchored")
    assert str(outside) in row.reason
    assert "Its last seal was put outside" in client_of(cast.olu).get("/ledger").content.decode()


def test_what_fails_is_tried_again_and_told_at_the_last_try(outside: Path, cast: Cast, now: datetime) -> None:
    outside.parent.rmdir()
    with pytest.raises(AnchorTrouble):
        run(attempts=0)
    assert Notice.objects.count() == 0
    for _ in range(2):  # the next hour it fails again: the notice that was not seen yet is enough
        with pytest.raises(AnchorTrouble):
            run(attempts=TRIES_AGAIN)
    assert set(Notice.objects.values_list("worker_id", flat=True)) == {cast.olu.pk, cast.ada.pk}
    assert Notice.objects.count() == 2
    assert "could not be written" in Notice.objects.first().text  # type: ignore[union-attr]  # there are two
    assert LedgerEntry.objects.filter(kind="refused", event="anchoring the ledger").count() == 2


def test_without_a_place_nothing_is_done(outside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "LEDGER_ANCHOR", "")
    run()
    assert not outside.exists()
    assert not LedgerEntry.objects.filter(event="LedgerAnchored").exists()
