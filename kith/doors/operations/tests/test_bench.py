"""What `kith bench` needs and nobody else may use."""

import importlib

import pytest

from kith.foundations.postgres.trouble import Trouble


def test_the_door_without_traces_opens_for_the_bench_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KITH_MEASURE", raising=False)
    with pytest.raises(Trouble, match="for `kith bench`"):
        importlib.import_module("kith.doors.operations.bench.untraced")
