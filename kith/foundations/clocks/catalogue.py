"""Reads the rules from definitions/*.yaml and refuses what does not hold together, naming the file, the clock and the key."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import yaml

from kith.foundations.clocks.counting import Way
from kith.foundations.clocks.moments import Uncountable
from kith.foundations.clocks.rules import Evidence, Force, Kind, Rule
from kith.foundations.clocks.spans import Span, Unit, span

T = TypeVar("T")
FILES = ("protection", "looked_after", "leaving_care_and_carers", "adults", "records")
MUST = {"what", "until", "force", "source", "evidence"}
MAY = {"note", "rolls", "anywhere", "pauses", "then", "checkpoints", "warn"}
WAYS = {("within", "of"): Way.WITHIN, ("within", "beginning with"): Way.BEGINNING, ("at least", "before"): Way.BEFORE}
FORCES = {"statute": Force.STATUTE, "regulations": Force.REGULATIONS, "guidance": Force.GUIDANCE}
FORCES |= {"local": Force.LOCAL}
EVIDENCE = {"read": Evidence.READ, "procedure": Evidence.PROCEDURE, "unread": Evidence.UNREAD}
USUAL_WARNING = {
    Unit.HOURS: Span(8, Unit.HOURS), Unit.OPENING_HOURS: Span(1, Unit.HOURS), Unit.WORKING_DAYS: Span(2, Unit.WORKING_DAYS),
    Unit.DAYS: Span(2, Unit.WORKING_DAYS), Unit.CLEAR_DAYS: Span(1, Unit.DAYS), Unit.WEEKS: Span(5, Unit.WORKING_DAYS),
    Unit.MONTHS: Span(10, Unit.WORKING_DAYS), Unit.YEARS: Span(20, Unit.WORKING_DAYS),
}  # fmt: skip


class Malformed(Uncountable):
    """A definition that does not hold together: where, what is wrong, what to write."""


@dataclass(frozen=True)
class Catalogue:
    """All rules by key, all kinds of event by key."""

    rules: Mapping[str, Rule]
    kinds: Mapping[str, Kind]

    def rule(self, key: str) -> Rule:
        if key not in self.rules:
            near = [each for each in self.rules if key.lower() in each] or [
                each for each in self.rules if set(key.split("-")) & set(each.split("-"))
            ]
            raise Uncountable(
                f'There is no clock "{key}". ' + (f"Did you mean {', '.join(near[:5])}?" if near else "`kith clocks list` has them.")
            )
        return self.rules[key]


@cache
def shipped() -> Catalogue:
    """The rules of this release."""
    folder = files("kith.foundations.clocks") / "definitions"
    texts = {name: (folder / f"{name}.yaml").read_text() for name in FILES}
    return catalogue((folder / "events.yaml").read_text(), texts)


def catalogue(events: str, texts: Mapping[str, str]) -> Catalogue:
    """Rules from YAML: `events` names the kinds, each of `texts` the clocks of a service. Raises Malformed."""
    kinds = {key: Kind(key, says) for key, says in yaml.safe_load(events).items()}
    rules: dict[str, Rule] = {}
    for name, text in texts.items():
        page = yaml.safe_load(text)
        ends = tuple(_kind(f"{name}.yaml", key, kinds) for key in page["ends"])
        for key, told in page["clocks"].items():
            where = f"{name}.yaml, {key}"
            if key in rules:
                raise Malformed(f"{where}: there is already a clock of this key. Give it another.")
            rules[key] = _rule(where, key, told, kinds, page["service"], ends)
    for rule in rules.values():
        for then in rule.then:
            if then not in rules:
                raise Malformed(f'{rule.key}: "then" names "{then}", which is no clock.')
    return Catalogue(rules, kinds)


def _rule(where: str, key: str, told: Mapping[str, Any], kinds: Mapping[str, Kind], service: str, ends: tuple[Kind, ...]) -> Rule:
    length, event = next((pair for pair in WAYS if set(pair) <= set(told)), ("", ""))
    if not length:
        raise Malformed(f'{where}: say "within" and "of", or "within" and "beginning with", or "at least" and "before".')
    _check_keys(where, told, {length, event})
    long = _span(where, length, told)
    stop = _kind(where, told["until"], kinds)
    return Rule(
        key=key, what=told["what"], span=long, way=WAYS[length, event], start=_kind(where, told[event], kinds), stop=stop,
        force=_one_of(where, "force", told, FORCES), source=told["source"], evidence=_one_of(where, "evidence", told, EVIDENCE),
        service=service, warn=_span(where, "warn", told) if "warn" in told else USUAL_WARNING[long.unit], note=told.get("note", ""),
        rolls=bool(told.get("rolls")), anywhere=bool(told.get("anywhere")), then=told.get("then", {}),
        pauses={_kind(where, begins, kinds): _kind(where, goes_on, kinds) for begins, goes_on in told.get("pauses", {}).items()},
        ends=tuple(kind for kind in ends if kind != stop), checkpoints=tuple(told.get("checkpoints", ())),
    )  # fmt: skip


def _check_keys(where: str, told: Mapping[str, Any], length: set[str]) -> None:
    if missing := MUST - set(told):
        raise Malformed(f"{where}: these are missing: {', '.join(sorted(missing))}.")
    if strange := set(told) - MUST - MAY - length:
        raise Malformed(f"{where}: {', '.join(sorted(strange))} is not known. A clock may have: {', '.join(sorted(MUST | MAY))}.")


def _span(where: str, key: str, told: Mapping[str, Any]) -> Span:
    try:
        return span(str(told[key]))
    except Uncountable as wrong:
        raise Malformed(f"{where}, {key}: {wrong}") from None


def _kind(where: str, key: str, kinds: Mapping[str, Kind]) -> Kind:
    if key not in kinds:
        raise Malformed(f'{where}: there is no event "{key}". Add it to events.yaml, or use one that is there.')
    return kinds[key]


def _one_of(where: str, key: str, told: Mapping[str, Any], choices: Mapping[str, T]) -> T:
    if told[key] not in choices:
        raise Malformed(f'{where}, {key}: "{told[key]}" is not one of {", ".join(choices)}.')
    return choices[told[key]]
