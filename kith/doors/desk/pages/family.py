"""Family and network: the drawn genogram, and the same in a table."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kith.doors.desk.queries import header
from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability
from kith.foundations.ledger.commands import leave_trace
from kith.foundations.staff.queries import worker_of
from kith.practice.people.queries import Bond, FamilyGraph, PersonCard, family_graph, household_of, professionals_of, relations_of
from kith.practice.people.rules import genogram

HALF = 23  # half a symbol's width in pixels
WIDEST = 14  # letters below a symbol


@dataclass(frozen=True)
class Symbol:
    """A person drawn: where, which shape, and what is written below."""

    card: PersonCard
    x: int
    y: int
    shape: str
    lines: list[str]
    age: str
    is_index: bool
    at_home: bool


@dataclass(frozen=True)
class Line:
    """A path with its class."""

    path: str
    style: str


@dataclass(frozen=True)
class Drawing:
    """What the template draws."""

    width: int
    height: int
    symbols: list[Symbol]
    lines: list[Line]


@page_for(Ability.VIEW)
def family(request: HttpRequest, person_id: int) -> HttpResponse:
    """The genogram of three steps around the person, the household marked, and everybody in a table below."""
    worker, today = worker_of(request), timezone.localdate()
    top = header(person_id, seen_by=worker, today=today)
    graph = family_graph(person_id, seen_by=worker)
    home = {member.card.id for member in household_of(person_id, seen_by=worker)}
    leave_trace("family", person_id=person_id, seen_by=worker, at=timezone.now())
    context = {
        "header": top, "person_id": person_id, "tab": "family", "today": today, "home": home,
        "drawing": draw(graph, home, today) if len(graph.people) > 1 else None,
        "relations": relations_of(person_id, seen_by=worker),
        "professionals": professionals_of(person_id, seen_by=worker),
    }  # fmt: skip
    return render(request, "desk/family.html", context)


def draw(graph: FamilyGraph, home: set[int], today: date) -> Drawing:
    """Turn the plan into symbols and lines."""
    ties = [
        genogram.Tie(bond.person_id, bond.other_id, bond.kind, bond.ends_on is not None, by_death=_by_death(bond, graph))
        for bond in graph.bonds
    ]
    births = {id_: (card.born_on or card.expected_on or date.max).isoformat() for id_, card in graph.people.items()}
    plan = genogram.plan(graph.index_id, ties, births)
    symbols = [_symbol(graph.people[id_], x, y, graph.index_id, home, today) for id_, (x, y) in plan.at.items() if id_ in graph.people]
    lines = [line for bond in plan.bonds for line in _bond(bond, plan)]
    lines += [line for place, brood in enumerate(plan.broods) for line in _brood(brood, place, plan)]
    return Drawing(plan.width, plan.height, symbols, lines)


def _by_death(bond: Bond, graph: FamilyGraph) -> bool:
    """Whether it ended because one of the two had died."""
    deaths = [graph.people[id_].died_on for id_ in (bond.person_id, bond.other_id)]
    return bond.ends_on is not None and any(died and died <= bond.ends_on for died in deaths)


def _symbol(card: PersonCard, x: int, y: int, index: int, home: set[int], today: date) -> Symbol:
    shape = "triangle" if card.is_unborn else {"M": "square", "F": "circle"}.get(card.sex, "diamond")
    words = card.name.split(" (")[0].split()
    last = " ".join(words[1:])
    short = [_fit(words[0]), _fit(last if len(last) <= WIDEST else words[-1])] if len(words) > 1 else [_fit(card.name)]
    age = card.age(today).split(",")[0] if not card.died_on else f"died {card.died_on.year}"
    return Symbol(card, x, y, shape, short, age.replace(" not known", "?"), card.id == index, card.id in home)


def _fit(words: str) -> str:
    """As much of a name as stands below a symbol; whole in the link's title and in the table."""
    return words if len(words) <= WIDEST else words[: WIDEST - 1].rstrip("-'") + "…"


def _bond(bond: genogram.Bond, plan: genogram.Plan) -> list[Line]:
    """Side by side a straight line; past somebody else a bow below."""
    (x1, y), (x2, _) = sorted((plan.at[bond.left], plan.at[bond.right]))
    middle = (x1 + x2) // 2
    near = x2 - x1 <= genogram.STEP * 1.2
    path = f"M{x1 + HALF} {y}H{x2 - HALF}" if near else f"M{x1 + 10} {y + HALF}v14H{x2 - 10}v-14"
    level = y if near else y + HALF + 14
    middle = middle if near else x2 - 38  # of a bow beside its end: its middle may pass below somebody's name
    slashes = [Line(f"M{middle + 9 * at - 12} {level + 9}l12 -18", "bond") for at in range(bond.slashes)]
    return [Line(path, f"bond {bond.style}".strip()), *slashes]


def _brood(brood: genogram.Brood, place: int, plan: genogram.Plan) -> list[Line]:
    """From between the parents down to a bar, and from the bar down to each child; twins from one point."""
    spots = sorted(plan.at[parent] for parent in brood.parents)
    start_x = sum(x for x, _ in spots) // len(spots)
    near = len(spots) == 2 and spots[1][0] - spots[0][0] <= genogram.STEP * 1.2
    start_y = spots[0][1] if near else spots[0][1] + HALF + (14 if len(spots) == 2 else 0)
    kids = [(plan.at[child], style, child) for child, style in brood.children]
    bar = min(y for (_, y), _, _ in kids) - HALF - 16 - (place % 3) * 7
    joined = {child: (plan.at[pair[0]][0] + plan.at[pair[1]][0]) // 2 for pair in brood.twins for child in pair}
    ends = [joined.get(child, x) for (x, _), _, child in kids] + [start_x]
    lines = [Line(f"M{start_x} {start_y}V{bar}M{min(ends)} {bar}H{max(ends)}", "down")]
    for (x, y), style, child in kids:
        lines.append(Line(f"M{joined.get(child, x)} {bar}L{x} {y - HALF}", f"down {style}".strip()))
    return lines
