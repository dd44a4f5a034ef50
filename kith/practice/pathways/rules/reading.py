"""Reads pathways from YAML and refuses what does not hold together, naming the file, the line, the key and what to write instead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeVar

import yaml

from kith.foundations.clocks.catalogue import Catalogue
from kith.practice.pathways.rules.declared import Dated, Declarations, EpisodeKind, Instead, Must, Outcome, Owner, StepKind
from kith.practice.people.rules.fitting import SAID, Ages, ages_from

TOP = {"service", "episodes", "steps", "additions"}
EPISODE = {"title", "reasons", "visits", "later visits", "inside", "instead"}
INSTEAD = {"after", "use"}
STEP = {
    "title", "says", "law", "begins", "done", "dated", "clocks", "notes", "owner", "form", "sign-off", "after", "inside", "about",
    "by hand", "plan", "outcomes", "facts", "when", "restricted", "tells before", "booked ahead", "musts",
}  # fmt: skip
OUTCOME = {"says", "leads to", "opens", "closes", "event", "asks why", "from beginning", "needs", "against", "sign-off", "only"}
MUST = {"has", "with", "otherwise"}


E = TypeVar("E", Dated, Owner)


class Malformed(Exception):
    """A pathway that does not hold together, as a sentence: where it is, what is wrong, what to write."""


@dataclass(frozen=True)
class Source:
    """One file of pathways. A council's own file adds steps, episodes, and outcomes of shipped steps; it replaces nothing."""

    name: str
    text: str


@dataclass(frozen=True)
class Known:
    """What a pathway may refer to: the clocks and their events, and the forms (None: they were checked when it was published)."""

    catalogue: Catalogue
    forms: frozenset[str] | None


class Lined(dict[str, Any]):
    """A mapping that knows on which line each of its keys stands."""

    lines: dict[str, int]


class _Loader(yaml.SafeLoader):
    """YAML whose mappings know their lines and refuse a key twice."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Lined:
    found = Lined()
    found.lines = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node))
        line = key_node.start_mark.line + 1
        if key in found:
            raise Malformed(f'line {line}: "{key}" is there already, on line {found.lines[key]}. Give it another key.')
        found[key], found.lines[key] = loader.construct_object(value_node, deep=True), line
    return found


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def declarations(sources: Iterable[Source], known: Known) -> Declarations:
    """All that these files declare, checked against each other. Raises Malformed."""
    episodes: dict[str, EpisodeKind] = {}
    steps: dict[str, StepKind] = {}
    read = [(source.name, _page(source)) for source in sources]
    for name, page in read:
        for key, told in _part(name, page, "episodes").items():
            episodes[_new(name, page["episodes"], key, episodes)] = _episode(name, key, told, str(page["service"]))
        for key, told in _part(name, page, "steps").items():
            steps[_new(name, page["steps"], key, steps)] = _step(name, key, told, str(page["service"]))
    for name, page in read:
        for key, told in _part(name, page, "additions").items():
            steps[key] = _added(f"{name}, line {page['additions'].lines[key]}", key, told, steps)
    found = Declarations(episodes, steps)
    for name, page in read:
        _check(name, page, found, known)
    return found


def _page(source: Source) -> Lined:
    try:
        page = yaml.load(source.text, _Loader)  # noqa: S506 - a safe loader: it makes nothing but texts, numbers, lists and mappings
    except Malformed as wrong:
        raise Malformed(f"{source.name}, {wrong}") from None
    except yaml.MarkedYAMLError as wrong:
        line = wrong.problem_mark.line + 1 if wrong.problem_mark else 1
        raise Malformed(f"{source.name}, line {line}: this is not YAML: {wrong.problem}. Look for a missing colon, quote or indent.") from None
    if not isinstance(page, Lined):
        raise Malformed(f'{source.name}, line 1: the file must begin with "service:", then "episodes:" and "steps:".')
    _keys(source.name, page, TOP, must={"service"})
    return page


def _part(name: str, page: Lined, key: str) -> Lined:
    part = page.get(key)
    if part is None:
        part = Lined()
        part.lines = {}
    if not isinstance(part, Lined):
        raise Malformed(f'{name}, line {page.lines[key]}: under "{key}" there must be keys, each with what it is.')
    for each, told in part.items():
        if not isinstance(told, Lined):
            raise Malformed(f'{name}, line {part.lines[each]}: "{each}" must be followed by what it is, for example "title: Referral".')
    return part


def _new(name: str, part: Lined, key: str, taken: Mapping[str, object]) -> str:
    if key in taken:
        raise Malformed(f'{name}, line {part.lines[key]}: "{key}" is declared already. Give yours another key, or use "additions".')
    return key


def _keys(where: str, told: Lined, may: set[str], must: set[str]) -> None:
    for key in told:
        if key not in may:
            near = get_close_matches(key, may, 1)
            advice = f'Did you mean "{near[0]}"?' if near else f"There may be: {', '.join(sorted(may))}."
            raise Malformed(f'{where}, line {told.lines[key]}: "{key}" is not known. {advice}')
    if missing := sorted(must - set(told)):
        raise Malformed(f'{where}, line {min(told.lines.values(), default=1)}: "{missing[0]}" is missing. Add it.')


def _many(told: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = told.get(key, ())
    return tuple(str(each) for each in value) if isinstance(value, list | tuple) else (str(value),)


def _episode(name: str, key: str, told: Lined, service: str) -> EpisodeKind:
    _keys(f"{name}, {key}", told, EPISODE, must={"title", "reasons"})
    reasons = {str(code): str(words) for code, words in told["reasons"].items()}
    return EpisodeKind(
        key, told["title"], service, reasons, told.get("visits", ""), told.get("inside", ""), told.get("later visits", ""),
        _instead(f"{name}, {key}", told),
    )  # fmt: skip


def _instead(where: str, told: Lined) -> dict[str, Instead]:
    found = {}
    for code, said in (told.get("instead") or {}).items():
        _keys(f"{where}, instead of {code}", said, INSTEAD, must=INSTEAD)
        found[str(code)] = Instead(_many(said, "after"), str(said["use"]))
    return found


def _step(name: str, key: str, told: Lined, service: str) -> StepKind:
    where = f"{name}, {key}"
    _keys(where, told, STEP, must={"title", "outcomes"})
    outcomes = {each: _outcome(where, each, said) for each, said in told["outcomes"].items()}
    return StepKind(
        key=key, title=told["title"], service=service, says=told.get("says", ""), law=told.get("law", ""), begins=told.get("begins", ""),
        done=told.get("done", ""), dated=_one_of(where, told, "dated", Dated, Dated.FINISHED), clocks=_many(told, "clocks"),
        notes=_many(told, "notes"), owner=_one_of(where, told, "owner", Owner, Owner.LEAD), form=told.get("form", ""),
        facts=_many(told, "facts"), when=told.get("when", ""), restricted=told.get("restricted", ""),
        tells_before=bool(told.get("tells before", False)), booked_ahead=bool(told.get("booked ahead", True)),
        sign_off=bool(told.get("sign-off", False)), plan=bool(told.get("plan", False)), after=_many(told, "after"), inside=told.get("inside", ""),
        about=told.get("about", "child"), by_hand=bool(told.get("by hand", True)), outcomes=outcomes,
        musts=tuple(_must(where, says, said) for says, said in (told.get("musts") or {}).items()),
    )  # fmt: skip


def _must(where: str, says: str, said: Lined) -> Must:
    _keys(f"{where}, musts {says}", said, MUST, must=MUST)
    ((column, answer),) = said["with"].items()
    return Must(says, str(said["has"]), str(column), str(answer), str(said["otherwise"]))


def _one_of(where: str, told: Lined, key: str, kind: type[E], usual: E) -> E:
    if key not in told:
        return usual
    try:
        return kind(str(told[key]))
    except ValueError:
        choices = ", ".join(kind)
        raise Malformed(f'{where}, line {told.lines[key]}: "{key}: {told[key]}" is not one of {choices}.') from None


def _outcome(where: str, key: str, said: Any) -> Outcome:
    if isinstance(said, str):
        return Outcome(key, said)
    _keys(f"{where}, {key}", said, OUTCOME, must={"says"})
    return Outcome(
        key, said["says"], _many(said, "leads to"), _many(said, "opens"), bool(said.get("from beginning", False)),
        {each: _many(said["closes"], each) for each in said.get("closes", {})}, said.get("event", ""), bool(said.get("asks why", False)),
        _many(said, "needs"), {str(question): _many(said["against"], question) for question in said.get("against", {})},
        bool(said.get("sign-off", False)), _only(f"{where}, {key}", said),
    )  # fmt: skip


def _only(where: str, said: Lined) -> Ages | None:
    if "only" not in said:
        return None
    if (ages := ages_from(str(said["only"]))) is None:
        raise Malformed(f'{where}, line {said.lines["only"]}: "only: {said["only"]}" is no age. Write one of: {SAID}.')
    return ages


def _added(where: str, key: str, told: Lined, steps: Mapping[str, StepKind]) -> StepKind:
    """A shipped step with a council's further outcomes."""
    if key not in steps:
        raise Malformed(f'{where}: there is no step "{key}" to add to.{_near(key, steps)}')
    shipped = steps[key]
    _keys(where, told, {"outcomes"}, must={"outcomes"})
    more = {each: _outcome(where, each, said) for each, said in told["outcomes"].items()}
    if twice := sorted(set(more) & set(shipped.outcomes)):
        raise Malformed(f'{where}: the step has an outcome "{twice[0]}" already. Give yours another key.')
    return StepKind(**{**shipped.__dict__, "outcomes": {**shipped.outcomes, **more}})


def _near(key: str, known: Iterable[str]) -> str:
    near = get_close_matches(key, list(known), 2)
    return f" Did you mean {' or '.join(near)}?" if near else ""


def _check(name: str, page: Lined, found: Declarations, known: Known) -> None:
    """Everything that is referred to is there."""
    for key in _part(name, page, "episodes"):
        episode = found.episodes[key]
        where = f"{name}, line {page['episodes'].lines[key]}, {key}"
        _there(where, "visits", [episode.visits, episode.later_visits], known.catalogue.rules, "clock")
        _there(where, "inside", [episode.inside], found.episodes, "kind of episode")
        for code, other in episode.instead.items():
            _there(where, "instead", [code, other.use], episode.reasons, "reason")
            _there(f"{where}, instead of {code}", "after", other.after, found.steps, "kind of step")
    lines = {**_part(name, page, "steps").lines, **_part(name, page, "additions").lines}
    for key, line in lines.items():
        _check_step(f"{name}, line {line}, {key}", found.steps[key], found, known)


def _check_step(where: str, step: StepKind, found: Declarations, known: Known) -> None:
    kinds = known.catalogue.kinds
    _there(where, "clocks", step.clocks, known.catalogue.rules, "clock")
    for what, keys in (("begins", [step.begins]), ("done", [step.done]), ("notes", step.notes)):
        _there(where, what, keys, kinds, "event")
    if known.forms is not None:
        _there(where, "form", [step.form], known.forms, "form")
    _there(where, "after", step.after, found.steps, "kind of step")
    _there(where, "inside", [step.inside], found.episodes, "kind of episode")
    if not step.outcomes:
        raise Malformed(f'{where}: a step needs at least one outcome, for example "done: It was done".')
    if step.dated is Dated.AUTHORISED and not step.sign_off:
        raise Malformed(f'{where}: "dated: authorised" needs "sign-off: true".')
    for outcome in step.outcomes.values():
        at = f"{where}, outcome {outcome.key}"
        _there(at, "leads to", outcome.leads_to, found.steps, "kind of step")
        _there(at, "opens", outcome.opens, found.episodes, "kind of episode")
        _check_closing(at, outcome, found)
        _there(at, "event", [outcome.event], kinds, "event")
        _there(at, "needs", outcome.needs, step.facts, "fact among the facts of the step")


def _check_closing(at: str, outcome: Outcome, found: Declarations) -> None:
    _there(at, "closes", outcome.closes, found.episodes, "kind of episode")
    for kind, reasons in outcome.closes.items():
        _there(at, f"closes: {kind}", reasons, found.episodes[kind].reasons, "reason for which it ends")
    if sum(len(reasons) > 1 for reasons in outcome.closes.values()) > 1:
        raise Malformed(f"{at}: only one of the episodes that it closes may leave its reason to the worker. Name one reason for the others.")


def _there(where: str, what: str, keys: Iterable[str], known: Iterable[str], thing: str) -> None:
    for key in keys:
        if key and key not in known:
            raise Malformed(f'{where}: "{what}" names "{key}", and there is no such {thing}.{_near(key, known)}')
