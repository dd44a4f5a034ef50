"""Families with children: who was born to whom, and when. Everything else follows from the dates."""

from datetime import date, timedelta

from kith.doors.operations.council.drafting import Draft, Makers, Wanted
from kith.doors.operations.council.rows import YEAR, Rows, Someone

NEAR_DOUBLES = 0.06  # families with a child whose name and date of birth are nearly those of a stranger
PATTERNS = ("together",) * 9 + ("apart",) * 6 + ("step",) * 5 + ("unknown",) * 2
HOW_MANY = (1,) * 32 + (2,) * 34 + (3,) * 19 + (4,) * 9 + (5,) * 4 + (6,) * 2
TAKES_HIS_NAME = ("british", "caribbean", "nigerian", "polish", "romanian")


def parents_and_children(m: Makers, rows: Rows, wanted: Wanted | None) -> Draft:
    """The mother, the father or fathers, and the children."""
    draft = _mother(m, rows, wanted)
    _father(m, draft)
    if draft.pattern == "step":
        _partner(m, draft)
    for turn, born in enumerate(draft.births):
        _child(m, draft, born, first=turn == 0, wanted=wanted)
    return draft


def _double(m: Makers, wanted: Wanted | None) -> Someone | None:
    """Somebody of another family whom the eldest child is nearly to be mistaken for."""
    if wanted or not m.people.doubles or not m.chance(NEAR_DOUBLES):
        return None
    young = [one for one in m.people.doubles if 1 <= one.age(m.today) < 20]
    return young[int(m.people.rng.random() * len(young))] if young else None


def _wanted_births(m: Makers, wanted: Wanted) -> tuple[date, list[date]]:
    births = [wanted.eldest.born] if wanted.eldest else []
    births += [m.today - timedelta(days=int(age * YEAR) + 12) - m.days(0, 330) for age in wanted.ages]
    for turn in range(1, len(births)):
        births[turn] = max(births[turn], births[turn - 1] + timedelta(days=330))
    births = [born for born in births if born < m.today - timedelta(days=10)]
    years = min(m.people.rng.triangular(18, 36, 25), 44 - (births[-1] - births[0]).days / YEAR)
    return births[0] - timedelta(days=int(YEAR * years)), births


def _births(m: Makers, double: Someone | None) -> tuple[date, list[date]]:
    """The mother's date of birth and the children's: she is 16 to 44 at each, and children of two births are ten months apart."""
    rng = m.people.rng
    eldest = double.born + m.days(-4, 5) if double else m.today - m.days(20, 20.5 * 365)
    eldest = min(eldest, m.today - timedelta(days=16))
    mother_born = eldest - timedelta(days=int(YEAR * rng.triangular(16.3, 40, 25)))
    births = [eldest]
    for _ in range(HOW_MANY[int(rng.random() * 100)] - 1):
        is_twin = m.chance(0.025) and births.count(births[-1]) < 2
        born = births[-1] if is_twin else births[-1] + timedelta(days=int(rng.triangular(310, 2200, 800)))
        if born > m.today - timedelta(days=16) or (born - mother_born).days > 44 * YEAR:
            break
        births.append(born)
    return mother_born, births


def _mother(m: Makers, rows: Rows, wanted: Wanted | None) -> Draft:
    people, double = m.people, _double(m, wanted)
    named = wanted.eldest if wanted else None
    community = double.community if double else "british" if named else people.community()
    mother_born, births = _wanted_births(m, wanted) if wanted else _births(m, double)
    surnames = {double.surname} if double else set[str]()
    taken = {double.first} if double else set[str]()
    surname = people.surname(community, but=surnames)
    his = double.surname if double else named.surname if named else people.surname(community, but=surnames)
    pattern = PATTERNS[int(people.rng.random() * len(PATTERNS))]
    pattern = "together" if double or named or (wanted and pattern == "unknown") else pattern
    takes = pattern == "together" and community in TAKES_HIS_NAME and m.chance(0.5)
    died = _died(m, births[-1] + timedelta(days=60), 0.01) if pattern == "together" and not wanted else None
    mother = people.make(rows, community, "F", mother_born, his if takes else surname, taken, died=died)
    people.can_be_reached(rows, mother, unsafe=0.06)
    draft = Draft(rows, community, births, mother, surname, pattern, taken, surnames, named, double, adults=[mother])
    draft.together_since = max(births[0] - m.days(280, 1500), mother.birthday(16))
    if takes:
        people.takes_name(rows, mother, surname, draft.together_since)
    if pattern != "unknown":
        draft.father = _man(m, draft, his, births[0], died=None if died or wanted else _died(m, births[-1] + timedelta(days=10), 0.025))
    return draft


def _died(m: Makers, earliest: date, chance: float) -> date | None:
    return m.between(earliest, m.today - timedelta(days=20)) if m.chance(chance) and (m.today - earliest).days > 120 else None


def _man(m: Makers, draft: Draft, surname: str, first_child: date, *, died: date | None = None) -> Someone:
    """A father or partner: near the mother's age, 16 at the first birth and at most 55 at the last, mostly of her community."""
    people = m.people
    community = draft.community if draft.double or m.chance(0.85) else people.community()
    oldest = 55 - (draft.births[-1] - first_child).days / YEAR
    years = max(16.5, min(oldest, (first_child - draft.mother.born).days / YEAR + people.rng.gauss(2.3, 4)))
    man = people.make(draft.rows, community, "M", first_child - timedelta(days=int(years * YEAR)), surname, draft.taken, died=died)
    people.can_be_reached(draft.rows, man)
    draft.adults.append(man)
    return man


def _father(m: Makers, draft: Draft) -> None:
    """How father and mother stand to each other."""
    mother, father = draft.mother, draft.father
    if father is None:
        return
    ended = min(filter(None, (mother.died, father.died)), default=None)
    if draft.pattern != "together":
        m.relate(draft.rows, mother, father, "ex_partner", until=ended)
    else:
        kind = "married" if mother.surname == father.surname or m.chance(0.35) else "partner"
        m.relate(draft.rows, mother, father, kind, since=draft.together_since, until=ended)


def _partner(m: Makers, draft: Draft) -> None:
    """A new partner, who came after one of the children was born; children born later are his."""
    births = draft.births
    after = births[int(m.people.rng.random() * len(births))] + timedelta(days=330)
    latest = m.today - timedelta(days=5)
    draft.partner_since = min(after + m.days(0, 900), latest)
    draft.partner = _man(m, draft, m.people.surname(draft.community, but=draft.surnames), births[0])
    m.relate(draft.rows, draft.mother, draft.partner, "partner", since=draft.partner_since)


def _surname(m: Makers, draft: Draft) -> str:
    """That of a child of the first father: his, hers, or both."""
    if draft.father is None:
        return draft.mother.surname
    drawn = m.people.rng.random()
    if draft.double or draft.named or draft.mother.surname == draft.father.surname or drawn < 0.62:
        return draft.father.surname
    return f"{draft.mother_surname}-{draft.father.surname}" if drawn > 0.92 and draft.community == "british" else draft.mother.surname


def _child(m: Makers, draft: Draft, born: date, *, first: bool, wanted: Wanted | None) -> None:
    people, rows, double, named = m.people, draft.rows, draft.double if first else None, draft.named if first else None
    is_new = draft.is_partners(born)
    father = draft.partner if is_new else draft.father
    elder = next((one for one in draft.children if not draft.is_partners(one.born)), None)
    surname = draft.partner.surname if is_new and draft.partner else elder.surname if elder else _surname(m, draft)
    sex = double.sex if double else named.sex if named else "F" if first and wanted and wanted.first_is_girl else "FM"[m.chance(0.51)]
    child = people.make(
        rows, draft.mother.community, sex, born, surname, draft.taken, forename=double.first if double else named.forename if named else "",
        mixed_with=father.community if father else "",
    )  # fmt: skip
    m.relate(rows, draft.mother, child, "parent", has_pr=True)
    if father:
        m.relate(rows, father, child, "parent", has_pr=m.chance(0.85))
    if draft.partner and not is_new:
        m.relate(rows, draft.partner, child, "step_parent", has_pr=False, since=max(draft.partner_since, born))
    for other in draft.children:
        half = is_new != draft.is_partners(other.born)
        m.relate(rows, other, child, "half_sibling" if half else "twin" if other.born == child.born else "sibling")
    draft.children.append(child)
