"""What holds another involvement does not end while that goes on."""

from kith.practice.pathways.queries.in_force import _declared
from kith.practice.pathways.rules.verdicts import Decided, Subject, judge_outcomes


def _told(kind: str, outcome: str, *open_now: str) -> list[str]:
    declared = _declared(())
    ella = Subject(1, "Ella", None, frozenset(open_now), {})
    return [sentence for _, sentence in judge_outcomes(declared.of(kind), {1: Decided(outcome, "because", "RC7")}, [ella], declared)]


def test_the_work_does_not_end_while_a_plan_goes_on() -> None:
    (said,) = _told("child-in-need-planning", "not-needed", "child-in-need", "child-in-need-plan")
    assert said.startswith("Ella: the child in need plan is still open.")
    assert _told("child-in-need-planning", "not-needed", "child-in-need") == []


def test_an_outcome_that_ends_both_ends_both() -> None:
    assert _told("closing", "closed", "child-in-need", "child-in-need-plan") == []
    assert len(_told("closing", "closed", "child-in-need", "child-in-need-plan", "child-protection-plan")) == 1
