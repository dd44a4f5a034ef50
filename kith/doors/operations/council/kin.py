"""Grandparents, aunts and uncles, children who are expected, and others who come into a family's life."""

from datetime import date, timedelta

from kith.doors.operations.council.drafting import Draft, Makers
from kith.doors.operations.council.rows import YEAR, Someone

WORDS = {("F", True): "grandmother", ("M", True): "grandfather", ("F", False): "aunt", ("M", False): "uncle"}


def relatives(m: Makers, draft: Draft) -> None:
    """The older ones, who are 17 years and more above their children; and the mother's brother or sister."""
    for sex, chance, child in (("F", 0.55, draft.mother), ("M", 0.25, draft.mother), ("F", 0.2, draft.father)):
        if child is not None and m.chance(chance):
            _grandparent(m, draft, sex, child)
    if m.chance(0.18):
        _aunt_or_uncle(m, draft)


def _grandparent(m: Makers, draft: Draft, sex: str, child: Someone) -> None:
    born = child.born - timedelta(days=int(YEAR * m.people.rng.triangular(17.5, 41, 25)))
    if (m.today - born).days > 96 * YEAR:
        return
    surname = draft.mother_surname if child is draft.mother else child.surname
    one = m.people.make(draft.rows, child.community, sex, born, surname, draft.taken, died=_died(m, born, child.born))
    m.relate(draft.rows, one, child, "parent")
    for grandchild in draft.children:
        if child is draft.mother or not draft.is_partners(grandchild.born):
            m.relate(draft.rows, one, grandchild, "grandparent")
    _settle(m, draft, one, WORDS[sex, True])


def _died(m: Makers, born: date, child_born: date) -> date | None:
    """The older, the likelier; a year after the birth of their own child at the earliest."""
    years = (m.today - born).days / YEAR
    earliest = max(child_born + timedelta(days=366), m.today - timedelta(days=5000))
    if not m.chance(max(0.03, (years - 50) / 90)) or (m.today - earliest).days < 60:
        return None
    return m.between(earliest, m.today - timedelta(days=20))


def _aunt_or_uncle(m: Makers, draft: Draft) -> None:
    mother = draft.mother
    born = mother.born + (m.days(500, 2200) if m.chance(0.5) else -m.days(500, 1500))
    parents = [one for one in draft.adults if one.surname == draft.mother_surname and one is not mother]
    fits = all(17 <= (born - parent.born).days / YEAR <= 43 and not (parent.died and parent.died <= born) for parent in parents)
    if not fits or born > m.today - timedelta(days=int(18.2 * YEAR)):
        return
    one = m.people.make(draft.rows, draft.community, "FM"[m.chance(0.4)], born, draft.mother_surname, draft.taken)
    m.relate(draft.rows, one, mother, "sibling")
    for parent in parents:
        m.relate(draft.rows, parent, one, "parent")
    for child in draft.children:
        m.relate(draft.rows, one, child, "aunt_uncle")
    _settle(m, draft, one, WORDS[one.sex, False])


def _settle(m: Makers, draft: Draft, one: Someone, word: str) -> None:
    """A home and a telephone of their own. Those who are alive may help."""
    draft.adults.append(one)
    m.people.can_be_reached(draft.rows, one)
    since = max(one.birthday(17), m.today - m.days(2100, 12000)) if m.chance(0.6) else None
    draft.places[one.id] = m.homes.elsewhere(draft.rows, one, since)
    if not one.died:
        draft.relatives.append((word, one))


def unborn(m: Makers, draft: Draft) -> None:
    """A child who is expected by a mother under 43, a year after the last."""
    mother = draft.mother
    if mother.died or mother.age(m.today) > 42 or (m.today - draft.births[-1]).days < 360 or not m.chance(0.06):
        return
    child = m.people.unborn(draft.rows, mother, m.today + m.days(12, 170))
    m.relate(draft.rows, mother, child, "parent")
    father = draft.partner or (draft.father if draft.pattern == "together" else None)
    if father and not father.died:
        m.relate(draft.rows, father, child, "parent")
    for other in draft.children:
        same = draft.pattern == "together" or draft.is_partners(other.born)
        m.relate(draft.rows, other, child, "sibling" if same else "half_sibling")
    draft.children.append(child)
    m.around.service(draft.rows, mother, "midwife")


def others(m: Makers, draft: Draft) -> None:
    """A friend, a neighbour, a lodger; or a man who may pose a risk to the children."""
    minors = [child for child in draft.children if not child.is_unborn and child.age(m.today) < 18]
    if not minors:
        return
    if m.chance(0.06):
        kind = ("friend", "neighbour", "neighbour")[int(m.people.rng.random() * 3)]
        one = _stranger(m, draft, "FM"[m.chance(0.3)])
        m.relate(draft.rows, one, draft.mother, kind)
        if not draft.mother.died:
            draft.relatives.append(("neighbour" if kind == "neighbour" else "family friend", one))
    if m.chance(0.03):
        man = _stranger(m, draft, "M")
        since = m.today - m.days(60, 600)
        m.around.alert(draft.rows, man, "poses_risk", since)
        for child in minors:
            m.relate(draft.rows, man, child, "poses_risk_to", since=max(since, child.born))


def _stranger(m: Makers, draft: Draft, sex: str) -> Someone:
    community = m.people.community()
    one = m.people.make(
        draft.rows, community, sex, m.today - m.days(20 * YEAR, 64 * YEAR), m.people.surname(community, but=draft.surnames), draft.taken
    )
    m.people.can_be_reached(draft.rows, one)
    m.homes.elsewhere(draft.rows, one, m.today - m.days(100, 4000))
    return one
