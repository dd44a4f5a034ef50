"""`kith clocks`, through its typer app."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kith.doors.operations.clocks import ClockTrouble, app

TARGETS = "targets: {child-and-family-assessment: {within: %s, source: Practice standards 2.1}}"


def said(*arguments: str) -> str:
    answer = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert answer.exit_code == 0
    return answer.output


def test_a_due_date_is_explained() -> None:
    told = said("explain", "child-and-family-assessment", "2026-11-23")
    assert "is due by Thursday 28 January 2027: within 45 working days of the referral on Monday 23 November 2026" in told
    assert "Looks on the way: Monday 7 December 2026" in told
    assert "Note: Counted from the referral to the authorisation" in told


def test_a_time_is_a_time_in_london_and_a_day_is_a_day() -> None:
    assert json.loads(said("explain", "return-interview", "2026-03-27T20:00", "--json"))["due"] == "2026-03-30T20:00:00+00:00"
    assert json.loads(said("explain", "return-interview", "2026-07-01", "--json"))["due"] == "2026-07-03T23:00:00+00:00"


def test_a_council_has_its_own_limits_and_no_looser_ones(tmp_path: Path) -> None:
    file = tmp_path / "council.yaml"
    file.write_text(TARGETS % "35 working days")
    assert "your council's own, stricter limit" in said("explain", "child-and-family-assessment", "2026-11-23", "--council", str(file))
    file.write_text(TARGETS % "50 working days")
    with pytest.raises(ClockTrouble, match="may only be stricter"):
        said("explain", "child-and-family-assessment", "2026-11-23", "--council", str(file))


@pytest.mark.parametrize(
    ("text", "says"), [("targets: [", "cannot be read"), ("", "has no settings"), ("target: {}", "target is not known")]
)
def test_a_councils_file_that_cannot_be_used_is_named(text: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "council.yaml"
    file.write_text(text)
    with pytest.raises(ClockTrouble, match=says) as refused:
        said("explain", "child-and-family-assessment", "2026-11-23", "--council", str(file))
    assert str(file) in str(refused.value)


@pytest.mark.parametrize(
    ("rule", "start", "says"), [("core", "2026-11-23", "Did you mean core-group"), ("core-group", "soon", "is not a day or a time")]
)
def test_what_cannot_be_explained_is_refused_in_a_sentence(rule: str, start: str, says: str) -> None:
    with pytest.raises(ClockTrouble, match=says):
        said("explain", rule, start)


def test_the_clocks_are_listed() -> None:
    rows = json.loads(said("list", "conference", "--json"))
    assert {"initial-child-protection-conference", "transfer-in-conference"} <= {row["key"] for row in rows}
    assert "within 15 working days" in said("list", "transfer-in")
