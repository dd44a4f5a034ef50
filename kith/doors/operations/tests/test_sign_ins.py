"""Who can sign in to the synthetic council: the list that is printed, the one in the README and the cast of the tests agree."""

import re
from pathlib import Path

from pytest_django import Settings

from kith.doors.operations import demo
from kith.foundations.access.rules import Role
from tests.cast import Cast

ROOT = Path(__file__).resolve().parents[4]


def test_the_printed_list_has_everybody_and_the_readme_agrees(tmp_path: Path, settings: Settings) -> None:
    settings.HOME = tmp_path
    printed = demo._write_sign_ins()
    assert (tmp_path / "sign-in.txt").read_text() == printed
    listed = dict(re.findall(r"(\w+)@demo\.example\s+(.+)", printed))
    readme = dict(re.findall(r"^\| `(\w+)@demo\.example` \| ([^:|]+)", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert readme.keys() == listed.keys()
    assert {name: words for name, words in listed.items() if words.partition(",")[0].split()[0] not in readme[name]} == {}


def test_the_cast_of_the_tests_is_there_and_every_role_that_a_council_has() -> None:
    cast = {name for name in Cast.__dataclass_fields__ if name not in ("machine", "north", "south")}
    names = {name.split()[0].lower() for name, _, _ in demo.SIGN_INS}
    assert cast <= names
    assert {role for _, role, _ in demo.SIGN_INS} == set(Role) - {Role.MACHINE, Role.PARTNER}
