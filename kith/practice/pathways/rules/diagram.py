"""The declared journey as a diagram: steps as boxes in rows, what each leads to as lines; for a page, and as Mermaid for a document."""

from collections.abc import Iterator
from dataclasses import dataclass

from kith.practice.pathways.rules.declared import Declarations, StepKind

WIDE, TALL, GAP, ROW, EDGE = 190, 54, 26, 116, 10


@dataclass(frozen=True)
class Box:
    """A kind of step. `again`: it may lead to another of itself."""

    key: str
    lines: tuple[str, ...]
    x: int
    y: int
    again: bool
    sign_off: bool


@dataclass(frozen=True)
class Line:
    """One leads to the other; `back`: to a row above, or beside."""

    path: str
    says: str
    back: bool


@dataclass(frozen=True)
class Diagram:
    """All of it, in units of the drawing."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def diagram(declared: Declarations, service: str) -> Diagram:
    """The steps of a service, in rows by how many steps they are from where somebody first tells us."""
    rows = _rows(declared, service)
    width = max(len(row) for row in rows) * (WIDE + GAP) - GAP + 2 * EDGE
    places: dict[str, Box] = {}
    for down, row in enumerate(rows):
        left = (width - len(row) * (WIDE + GAP) + GAP) // 2
        for across, step in enumerate(row):
            again = step.key in {other for _, other in _ways(declared, step)}
            places[step.key] = Box(step.key, _wrapped(step.title), left + across * (WIDE + GAP), EDGE + down * ROW, again, step.sign_off)
    lines = [_line(places[step.key], places[other], says) for row in rows for step in row for says, other in _joined(declared, step)]
    return Diagram(width, EDGE * 2 + (len(rows) - 1) * ROW + TALL, tuple(places.values()), tuple(lines))


def mermaid(declared: Declarations, service: str) -> str:
    """The same as text, for a document."""
    lines = ["stateDiagram-v2", *(f'    state "{step.title}" as {_name(step.key)}' for step in _of(declared, service))]
    for step in _of(declared, service):
        if step.by_hand and not step.after and not step.inside:
            lines.append(f"    [*] --> {_name(step.key)}")
        for outcome in step.outcomes.values():
            targets = [_name(other) for other in outcome.leads_to] or ["[*]"]
            lines += [f"    {_name(step.key)} --> {target}: {outcome.says}" for target in targets]
    return "\n".join(lines) + "\n"


def _of(declared: Declarations, service: str) -> list[StepKind]:
    return [step for step in declared.steps.values() if step.service == service]


def _ways(declared: Declarations, step: StepKind) -> list[tuple[str, str]]:
    return [(outcome.says, other.key) for outcome, other in declared.ways_on(step)]


def _joined(declared: Declarations, step: StepKind) -> Iterator[tuple[str, str]]:
    """(all outcomes that lead there, where): one line a pair of steps; none to itself, which the box says."""
    found: dict[str, list[str]] = {}
    for says, other in _ways(declared, step):
        found.setdefault(other, []).append(says)
    for other, said in found.items():
        if other != step.key and declared.steps[other].service == step.service:
            yield "; ".join(said), other


def _rows(declared: Declarations, service: str) -> list[list[StepKind]]:
    steps = _of(declared, service)
    led_to = {other for step in steps for _, other in _ways(declared, step)}
    depth: dict[str, int] = {}
    roots = [step for step in steps[1:] if step.key not in led_to]
    for root in [*steps[:1], *sorted(roots, key=lambda step: -len(_reached(declared, step.key)))]:  # the first declared is where it begins
        later = [depth[other] for _, other in _ways(declared, root) if other in depth]
        todo = [(root.key, max(0, min(later) - 1) if later else 0)]
        for key, down in todo:
            if key not in depth:
                depth[key] = down
                todo += [(other, down + 1) for _, other in _ways(declared, declared.steps[key])]
    alone = {step.key for step in roots if not _ways(declared, step)}
    rows: list[list[StepKind]] = [[] for _ in range(max(depth.values(), default=0) + 2)]
    for step in steps:
        rows[-1 if step.key in alone else depth.get(step.key, 0)].append(step)
    return [row for row in rows if row] or [[]]


def _reached(declared: Declarations, key: str) -> set[str]:
    found, todo = set[str](), [key]
    for each in todo:
        if each not in found:
            found.add(each)
            todo += [other for _, other in _ways(declared, declared.steps[each])]
    return found


def _line(one: Box, other: Box, says: str) -> Line:
    if other.y > one.y:
        x, y, to_x, to_y = one.x + WIDE // 2, one.y + TALL, other.x + WIDE // 2, other.y
        middle = (y + to_y) // 2
        return Line(f"M{x} {y}C{x} {middle} {to_x} {middle} {to_x} {to_y}", says, back=False)
    right = other.x >= one.x
    x, to_x = (one.x + WIDE, other.x + WIDE) if right else (one.x, other.x)
    y, to_y, out = one.y + TALL // 2, other.y + TALL // 2, 34 if right else -34
    return Line(f"M{x} {y}C{x + out} {y} {to_x + out} {to_y} {to_x} {to_y}", says, back=True)


def _wrapped(title: str) -> tuple[str, ...]:
    """In at most two lines of about 24 letters."""
    words, lines = title.split(), [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) > 23 and len(lines) < 2:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines)


def _name(key: str) -> str:
    return key.replace("-", "_")
