"""Where everybody stands in a genogram: generations in rows, couples side by side, children below the middle of their parents.

Symbols follow McGoldrick, Gerson and Petry, Genograms: Assessment and Treatment (4th edition): square male, circle female, diamond
where sex is not recorded, triangle for a pregnancy, a cross for a death, double outline for the person in question.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from kith.practice.people.rules.relationships import COUPLES, inverse_of

STEP, ROW, MARGIN = 118, 168, 80  # pixels between neighbours, between generations, around all
GENERATION = {
    "parent": -1, "adoptive_parent": -1, "step_parent": -1, "foster_carer": -1, "guardian": -1, "aunt_uncle": -1, "grandparent": -2,
    "child": 1, "adopted_child": 1, "step_child": 1, "fostered_child": 1, "ward": 1, "niece_nephew": 1, "grandchild": 2,
}  # fmt: skip
DESCENT = {"parent": "", "adoptive_parent": "dashed", "foster_carer": "dashed", "guardian": "dashed"}


@dataclass(frozen=True)
class Tie:
    """`person` is the `kind` of `other`; `is_over` when it has ended, but for `by_death`, which separates nobody."""

    person: int
    other: int
    kind: str
    is_over: bool = False
    by_death: bool = False


@dataclass(frozen=True)
class Bond:
    """The line between two. `style`: "" married, "dashed" a couple, "dotted" parents of a child of whom the record does not say whether they
    are a couple. `slashes`: 0, 1 (separated) or 2 (ended, divorced)."""

    left: int
    right: int
    style: str
    slashes: int


@dataclass(frozen=True)
class Brood:
    """Children of the same parents, with the style of each one's line; twins share a point."""

    parents: tuple[int, ...]
    children: tuple[tuple[int, str], ...]
    twins: tuple[tuple[int, int], ...]


@dataclass
class Plan:
    """Everybody's place in pixels, and the lines between them."""

    at: dict[int, tuple[int, int]] = field(default_factory=dict)
    bonds: list[Bond] = field(default_factory=list)
    broods: list[Brood] = field(default_factory=list)
    width: int = 0
    height: int = 0


def plan(index: int, ties: Iterable[Tie], birth_order: Mapping[int, str]) -> Plan:
    """Place everybody who is tied to the index by family. `birth_order`: a sortable birth date a person, the eldest first."""
    all_ties = sorted(ties, key=lambda tie: (tie.person, tie.other, tie.kind))
    rows = _generations(index, all_ties)
    parents = _parents(all_ties, rows)
    bonds = _bonds(all_ties, parents, rows)
    blocks = _blocks(rows, bonds, birth_order)
    places = _settle(blocks, parents)
    made = Plan(bonds=bonds, broods=_broods(parents, all_ties))
    top = min(rows.values())
    made.at = {person: (MARGIN + round(x), MARGIN + (rows[person] - top) * ROW) for person, x in places.items()}
    made.width = max(x for x, _ in made.at.values()) + MARGIN
    made.height = max(y for _, y in made.at.values()) + MARGIN + 30
    return made


def _generations(index: int, ties: list[Tie]) -> dict[int, int]:
    """A row for each person, walking out from the index; whoever is reached first by the shortest way keeps that row."""
    steps: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for tie in ties:
        down = GENERATION.get(tie.kind, 0)
        steps[tie.other].append((tie.person, down))
        steps[tie.person].append((tie.other, -down))
    rows, edge = {index: 0}, [index]
    while edge:
        reached = []
        for person in edge:
            for other, by in sorted(steps[person]):
                if other not in rows:
                    rows[other] = rows[person] + by
                    reached.append(other)
        edge = reached
    return rows


def _parents(ties: list[Tie], rows: dict[int, int]) -> dict[int, dict[int, str]]:
    """Child -> parents, each with the style of the line of descent. Foster and guardian lines only where no parent is known."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for tie in ties:
        for parent, child, kind in ((tie.person, tie.other, tie.kind), (tie.other, tie.person, inverse_of(tie.kind))):
            if kind in DESCENT and parent in rows and child in rows and rows[parent] < rows[child]:
                found[child][parent] = DESCENT[kind]
    for child, styles in found.items():
        birth = {parent: style for parent, style in styles.items() if not style}
        found[child] = dict(list((birth or styles).items())[:2])
    return found


def _bonds(ties: list[Tie], parents: dict[int, dict[int, str]], rows: dict[int, int]) -> list[Bond]:
    """Couples as recorded, and whoever has a child together."""
    couples: dict[tuple[int, int], list[Tie]] = defaultdict(list)
    for tie in ties:
        pair = (min(tie.person, tie.other), max(tie.person, tie.other))
        if tie.kind in COUPLES and pair[0] in rows and rows[pair[0]] == rows.get(pair[1]):
            couples[pair].append(tie)
    found = {pair: _couple(pair, told) for pair, told in couples.items()}
    for both in parents.values():
        if len(both) == 2:
            pair = (min(both), max(both))
            if rows[pair[0]] == rows[pair[1]]:
                found.setdefault(pair, Bond(*pair, "dotted", 0))
    return list(found.values())


def _couple(pair: tuple[int, int], told: list[Tie]) -> Bond:
    """All that is recorded of a couple in one line: a marriage that holds beside "ex-partner" is a separation; one that is over, a divorce."""
    married = [tie for tie in told if tie.kind == "married"]
    together = [tie for tie in told if tie.kind != "ex_partner" and (not tie.is_over or tie.by_death)]
    parted = any(tie.kind == "ex_partner" for tie in told)
    slashes = 2 if not together else 1 if parted else 0
    return Bond(*pair, "" if married else "dashed", slashes)


def _blocks(rows: dict[int, int], bonds: list[Bond], birth_order: Mapping[int, str]) -> dict[int, list[list[int]]]:
    """In each row, people joined by bonds stand together: whoever has most bonds in the middle."""
    partners: dict[int, set[int]] = defaultdict(set)
    for bond in bonds:
        partners[bond.left].add(bond.right)
        partners[bond.right].add(bond.left)
    by_row: dict[int, list[list[int]]] = defaultdict(list)
    placed: set[int] = set()
    for person in sorted(rows, key=lambda one: (rows[one], birth_order.get(one, "9"), one)):
        if person in placed:
            continue
        block = _chain(person, partners)
        placed.update(block)
        by_row[rows[person]].append(block)
    return by_row


def _chain(person: int, partners: dict[int, set[int]]) -> list[int]:
    """Everybody joined to the person, as a chain that begins at an end."""
    joined, edge = {person}, [person]
    while edge:
        edge = [other for one in edge for other in sorted(partners[one]) if other not in joined and not joined.add(other)]  # type: ignore[func-returns-value]  # add() in a filter
    start = min(joined, key=lambda one: (len(partners[one]), one))
    chain, left = [start], joined - {start}
    while left:
        near = [one for one in sorted(left) if one in partners[chain[-1]]]
        following = min(near, key=lambda one: (len(partners[one] & left), one)) if near else min(left)
        chain.append(following)
        left.discard(following)
    return chain


def _settle(blocks: dict[int, list[list[int]]], parents: dict[int, dict[int, str]]) -> dict[int, float]:
    """Slide the blocks of each row towards parents and children, and apart, until they rest."""
    children: dict[int, list[int]] = defaultdict(list)
    for child, both in parents.items():
        for parent in both:
            children[parent].append(child)
    x = {person: float(at * STEP) for row in blocks.values() for at, person in enumerate(one for block in row for one in block)}
    for turn in range(12):
        for row in sorted(blocks, reverse=bool(turn % 2)):
            _slide(blocks[row], x, parents, children)
    least = min(x.values())
    return {person: place - least for person, place in x.items()}


def _slide(row: list[list[int]], x: dict[int, float], parents: dict[int, dict[int, str]], children: dict[int, list[int]]) -> None:
    wanted = []
    for block in row:
        pulls = [_mean([x[parent] for parent in parents[person]]) - at * STEP for at, person in enumerate(block) if parents.get(person)]
        pulls += [_mean([x[child] for child in children[person]]) - (len(block) - 1) * STEP / 2 for person in block if children.get(person)]
        wanted.append((_mean(pulls) if pulls else x[block[0]], block))
    end = None
    for start, block in sorted(wanted, key=lambda pair: (pair[0], pair[1][0])):
        begin = start if end is None else max(start, end + STEP)
        for at, person in enumerate(block):
            x[person] = begin + at * STEP
        end = begin + (len(block) - 1) * STEP
    row.sort(key=lambda block: x[block[0]])


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _broods(parents: dict[int, dict[int, str]], ties: list[Tie]) -> list[Brood]:
    groups: dict[tuple[int, ...], list[tuple[int, str]]] = defaultdict(list)
    for child, styles in sorted(parents.items()):
        groups[tuple(sorted(styles))].append((child, next(iter(styles.values()))))
    twins = [tuple(sorted((tie.person, tie.other))) for tie in ties if tie.kind == "twin"]
    made = []
    for both, kids in groups.items():
        own = {child for child, _ in kids}
        pairs = tuple(dict.fromkeys((pair[0], pair[1]) for pair in twins if set(pair) <= own))
        made.append(Brood(both, tuple(kids), pairs))
    return made


def overlapping(made: Plan) -> list[tuple[int, int]]:
    """Pairs of people whose symbols would touch: there must be none."""
    by_row: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for person, (x, y) in made.at.items():
        by_row[y].append((x, person))
    return [(a[1], b[1]) for row in by_row.values() for a, b in pairwise(sorted(row)) if b[0] - a[0] < STEP * 0.95]
