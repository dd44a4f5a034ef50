"""What `kith bench` needs and nobody else may use."""

import importlib.util

import pytest

from kith.doors.operations.bench.in_turn import BENCH, UNTRACED
from kith.foundations.postgres.trouble import Trouble


def test_the_door_without_traces_is_not_installed_and_opens_for_the_bench_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KITH_MEASURE", raising=False)
    name = UNTRACED.door.partition(":")[0]
    assert importlib.util.find_spec(name) is None
    spec = importlib.util.spec_from_file_location(name, BENCH / f"{name}.py")
    assert spec
    assert spec.loader
    with pytest.raises(Trouble, match="for `kith bench`"):
        spec.loader.exec_module(importlib.util.module_from_spec(spec))
