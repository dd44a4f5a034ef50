"""`kith pathways`: names the line, the key and the fix; loads; lists."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kith.doors.operations.pathways import app
from kith.practice.pathways.pages.declared import EXAMPLE

pytestmark = pytest.mark.django_db


def _file(folder: Path, text: str) -> str:
    path = folder / "own.yaml"
    path.write_text(text)
    return str(path)


def test_a_file_that_holds_together_is_checked_and_loaded(tmp_path: Path) -> None:
    file = _file(tmp_path, EXAMPLE)
    assert "wellbeing-call" in CliRunner().invoke(app, ["check", file]).output
    assert CliRunner().invoke(app, ["load", file]).exit_code == 0
    listed = json.loads(CliRunner().invoke(app, ["list", "--json"]).output)
    assert {step["key"]: step["whose"] for step in listed} | {"wellbeing-call": "the council's", "contact": "shipped"} == {
        step["key"]: step["whose"] for step in listed
    }


@pytest.mark.parametrize("verb", ["check", "load"])
def test_what_is_wrong_is_named_with_line_key_and_fix(verb: str, tmp_path: Path) -> None:
    said = CliRunner().invoke(app, [verb, _file(tmp_path, EXAMPLE.replace("leads to", "leads too")), "--json"])
    assert said.exit_code == 1
    assert 'line 10: "leads too" is not known. Did you mean "leads to"?' in json.loads(said.output)["problem"]
