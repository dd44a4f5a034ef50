"""The declared rules hold together, and one that does not is refused by file, clock and key."""

from datetime import date

import pytest

from kith.foundations.clocks.catalogue import Malformed, catalogue, shipped
from kith.foundations.clocks.moments import Uncountable
from kith.foundations.clocks.reckoning import due
from kith.foundations.clocks.rules import Evidence, Rule
from kith.foundations.clocks.spans import Span, Unit, span

EVENTS = "referral: the referral\nassessed: the assessment\ndied: the person died\n"
RULE = "what: The assessment, within: 45 working days, of: referral, until: assessed, force: guidance, source: WT, evidence: unread"


def declared(rule: str = RULE) -> str:
    return f"service: Children\nends: [died]\nclocks:\n  assessment: {{{rule}}}\n"


@pytest.mark.parametrize("rule", shipped().rules.values(), ids=lambda rule: rule.key)
def test_every_rule_gives_a_date_and_a_sentence(rule: Rule) -> None:
    found = due(rule, date(2026, 11, 23))
    assert found.why.count(rule.source) == 1
    assert str(found.span) in found.why
    assert ".." not in found.why
    assert not rule.ends or rule.stop not in rule.ends


@pytest.mark.parametrize("rule", shipped().rules.values(), ids=lambda rule: rule.key)
def test_what_follows_a_rule_starts_with_what_stops_it(rule: Rule) -> None:
    """Or with something of its own, never with an event that only this service's other clocks know."""
    follows = [shipped().rule(key) for key in rule.then]
    assert all(each.service == rule.service for each in follows)
    assert rule.start != rule.stop or any(each.start == rule.stop for each in follows)


def test_every_event_is_used() -> None:
    used = {
        kind.key for rule in shipped().rules.values() for kind in (rule.start, rule.stop, *rule.ends, *rule.pauses, *rule.pauses.values())
    }
    assert set(shipped().kinds) == used


def test_a_rule_without_national_limit_binds_nobody() -> None:
    local = [rule.key for rule in shipped().rules.values() if not rule.force.binds]
    assert "protection-visit" in local
    assert "child-and-family-assessment" not in local


def test_a_rule_is_read() -> None:
    rule = catalogue(EVENTS, {"children": declared()}).rule("assessment")
    assert (rule.span, rule.counted_as, rule.warn) == (
        Span(45, Unit.WORKING_DAYS),
        "within 45 working days of the referral",
        Span(2, Unit.WORKING_DAYS),
    )
    assert (rule.evidence, rule.service) == (Evidence.UNREAD, "Children")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (declared(RULE.replace("within: 45 working days, ", "")), 'children.yaml, assessment: say "within" and "of"'),
        (declared(RULE.replace("45 working days", "45 wd")), 'assessment, within: "45 wd" is not a length of time'),
        (declared(RULE.replace("of: referral", "of: referal")), 'there is no event "referal". Add it to events.yaml'),
        (declared(RULE.replace("source: WT, ", "")), "these are missing: source"),
        (declared(RULE + ", colour: red"), "colour is not known. A clock may have"),
        (declared(RULE.replace("guidance", "custom")), 'assessment, force: "custom" is not one of statute, regulations, guidance, local'),
        (declared(RULE + ", then: {review: always}"), '"then" names "review", which is no clock'),
    ],
)
def test_a_definition_that_does_not_hold_together_is_refused(text: str, says: str) -> None:
    with pytest.raises(Malformed) as refused:
        catalogue(EVENTS, {"children": text})
    assert says in str(refused.value)


def test_a_key_is_given_once() -> None:
    with pytest.raises(Malformed, match="already a clock of this key"):
        catalogue(EVENTS, {"children": declared(), "adults": declared()})


def test_a_clock_that_is_not_there_is_said_with_what_is_near() -> None:
    with pytest.raises(Uncountable, match=r"Did you mean .*core-group"):
        shipped().rule("core-meeting")
    with pytest.raises(Uncountable, match="kith clocks list"):
        shipped().rule("xyz")


@pytest.mark.parametrize(
    ("text", "read"),
    [("1 working day", Span(1, Unit.WORKING_DAYS)), (" 72  Hours", Span(72, Unit.HOURS)), ("5 clear days", Span(5, Unit.CLEAR_DAYS))],
)
def test_a_length_of_time_is_read_and_said(text: str, read: Span) -> None:
    assert span(text) == read
    assert span(str(read)) == read


@pytest.mark.parametrize("text", ["", "soon", "-1 days", "45", "1.5 hours", "3 fortnights"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(Uncountable, match=r"is not a length of time. Write a number and one of"):
        span(text)
