"""A password that stands in the council's list of stolen ones is refused."""

import hashlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kith.wiring.breached import BreachedPasswordValidator
from kith.wiring.environment import BadSetting, file


def _listed(passwords: set[str], where: Path) -> BreachedPasswordValidator:
    digests = sorted(hashlib.sha1(one.encode(), usedforsecurity=False).hexdigest().upper() for one in passwords)
    where.write_text("".join(f"{digest}:{count}\r\n" for count, digest in enumerate(digests)))
    return BreachedPasswordValidator(str(where))


@given(st.sets(st.integers(0, 99).map(str), max_size=40), st.integers(0, 99).map(str))
def test_exactly_what_is_listed_is_refused(tmp_path_factory: pytest.TempPathFactory, listed: set[str], other: str) -> None:
    validator = _listed(listed, tmp_path_factory.mktemp("list") / "stolen.txt")
    for one in listed:
        with pytest.raises(ValidationError, match="in a list of stolen passwords"):
            validator.validate(one)
    if other not in listed:
        validator.validate(other)


def test_without_a_list_nothing_is_refused() -> None:
    BreachedPasswordValidator().validate("password")


def test_a_list_that_is_not_there_is_told_at_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KITH_BREACHED_PASSWORDS", str(tmp_path / "nowhere.txt"))
    with pytest.raises(BadSetting, match=r"KITH_BREACHED_PASSWORDS is .* which cannot be read"):
        file("KITH_BREACHED_PASSWORDS")
