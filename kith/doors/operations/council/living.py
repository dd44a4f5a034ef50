"""Where a family lives and with whom, who looks after the children, what runs through their story, and what was significant in it."""

from datetime import date, timedelta

from kith.doors.operations.council.around import said
from kith.doors.operations.council.drafting import Draft, Makers, Wanted
from kith.doors.operations.council.homes import Stay
from kith.doors.operations.council.rows import YEAR, Care, Household, Someone
from kith.doors.operations.council.words import of_community

LONGEST_KNOWN = 2600  # days of involvement
GENERAL = ("neglect", "hardship", "mental_health", "hardship", "neglect", "substance")
FRIENDS = ("Carol", "Denise", "Yvonne", "Pat", "Shazia", "Elaine", "Comfort", "Maureen", "Janet", "Trish")
KNOWN_FACES = "Known faces, and the same bedtime each night. Missed home, and said so."
NEW_FACES = "Frightened on the first night; ate and slept within a week."
SERVICES = {"mental_health": "mental_health", "substance": "substance", "hardship": "housing"}


def household(m: Makers, draft: Draft, wanted: Wanted | None) -> Household:
    """Everything about a family that follows from who was born when."""
    minors = [child for child in draft.children if child.is_unborn or child.age(m.today) < 18]
    home = Household("children", draft.children, [], known_from=max(m.today - timedelta(days=LONGEST_KNOWN), draft.births[0]))
    home.setting = m.around.settings()
    home.cares = _parents_care(draft)
    moved = _moved(m, draft, minors) if not wanted else None
    _themes(m, draft, home, minors, wanted)
    stays = _live(m, draft, home, moved)
    _in_care(m, draft, home, minors, *moved) if moved else None
    _helper(m, draft, home)
    _facts(draft, home, stays)
    for child in draft.children:
        m.around.pupil(draft.rows, child, home.setting) if not child.is_unborn else None
        m.around.surgery(draft.rows, child, home.setting)
        if not child.is_unborn and child.age(m.today) < 5 and m.chance(0.5):
            m.around.service(draft.rows, child, "health_visitor")
    for adult in draft.adults:
        m.around.surgery(draft.rows, adult, home.setting)
    service = SERVICES.get(home.themes[0][1])
    if service and not draft.mother.died:
        m.around.service(draft.rows, draft.mother, service)
    m.around.alerts(draft.rows, home, draft.adults)
    home.wanted = wanted.mark if wanted else ""
    return home


def _parents_care(draft: Draft) -> list[Care]:
    mother, father, partner = draft.mother, draft.father, draft.partner
    cares = [Care(mother, date.min, mother.died or date.max)]
    if father and draft.pattern == "together":
        cares.append(Care(father, date.min, father.died or date.max))
    if partner:
        cares.append(Care(partner, draft.partner_since, date.max))
    return cares


def _moved(m: Makers, draft: Draft, minors: list[Someone]) -> tuple[date, str] | None:
    """Whether, when and to whom the children went: foster carers, or a grandparent who is well and under 72."""
    if not minors or any(child.is_unborn for child in minors):
        return None
    alone = bool(draft.mother.died) and (draft.father is None or bool(draft.father.died))
    if not alone and not m.chance(0.08):
        return None
    earliest = max(min(draft.births[-1] + timedelta(days=20), m.today - timedelta(days=2)), draft.mother.died or date.min)
    earliest = max(earliest, m.today - timedelta(days=2000))
    able = [one for word, one in draft.relatives if word.startswith("grand") and one.age(m.today) < 72]
    return m.between(earliest, m.today - timedelta(days=1)), "kinship" if able and m.chance(0.5) else "foster"


def _live(m: Makers, draft: Draft, home: Household, moved: tuple[date, str] | None) -> list[Stay]:
    """The household's homes one after the other; children from birth until they left; whoever lives elsewhere, there."""
    rows, homes = draft.rows, m.homes
    first = min(draft.together_since, draft.births[0])
    stays = homes.moves(rows, first, m.today, homes.known_place(rows, *draft.named.home, communal=False) if draft.named else None)
    secret = not draft.named and home.themes[0][1] == "domestic_abuse" and m.chance(0.2)
    homes.live(rows, draft.mother, stays, confidential=secret)
    if draft.father and draft.pattern == "together":
        homes.live(rows, draft.father, stays)
    elif draft.father:
        homes.elsewhere(rows, draft.father, m.between(draft.births[0], m.today) if m.chance(0.6) else None)
    if draft.partner:
        homes.live(rows, draft.partner, _clipped(stays, draft.partner_since, date.max), confidential=secret)
    for child in draft.children:
        if child.is_unborn:
            continue
        grown = child.age(m.today) >= 18
        left = moved[0] if moved and not grown else date.max
        if grown and m.chance(0.5):
            left = m.between(child.birthday(18), m.today)
            homes.elsewhere(rows, child, left)
        homes.live(rows, child, _clipped(stays, child.born, left), confidential=secret)
    return stays


def _clipped(stays: list[Stay], since: date, until: date) -> list[Stay]:
    """The part of the stays between two days."""
    clipped = [(stay.place, max(stay.since or since, since), min(stay.until or date.max, until)) for stay in stays]
    return [Stay(place, begins, None if ends == date.max else ends) for place, begins, ends in clipped if begins < ends]


def _in_care(m: Makers, draft: Draft, home: Household, minors: list[Someone], moved: date, how: str) -> None:
    """The children live with a grandparent as special guardian (CA 1989 s14A), or with foster carers."""
    rows = draft.rows
    if how == "kinship":
        carer = next(one for word, one in draft.relatives if word.startswith("grand") and one.age(m.today) < 72)
        draft.relatives = [(word, one) for word, one in draft.relatives if one is not carer]
        place, kind, stay = draft.places[carer.id], "guardian", "main"
        home.themes.append((moved, "kinship"))
    else:
        community = m.people.community()
        surname = m.people.surname(community, but=draft.surnames)
        carer = m.people.make(rows, community, "F", m.today - m.days(36 * YEAR, 62 * YEAR), surname, draft.taken)
        m.people.can_be_reached(rows, carer, unsafe=0)
        place = m.homes.elsewhere(rows, carer, moved - m.days(400, 4000))
        kind, stay = "foster_carer", "placement"
        m.around.surgery(rows, carer, home.setting)
        home.themes.append((moved, "in_care"))
        home.is_in_care = True
    for child in minors:
        m.homes.live(rows, child, [Stay(place, moved)], kind=stay)
        m.relate(rows, carer, child, kind, has_pr=kind == "guardian", since=moved)
    for care in home.cares:
        care.until = min(care.until, moved)
    home.cares.append(Care(carer, moved, date.max))
    what = (
        f"Moved to live with grandparent {carer.first}."
        if kind == "guardian"
        else f"Became looked after, and was placed with {carer.first}, a foster carer."
    )
    meant = KNOWN_FACES if kind == "guardian" else NEW_FACES
    home.facts.append((moved, what, meant))


def _themes(m: Makers, draft: Draft, home: Household, minors: list[Someone], wanted: Wanted | None) -> None:
    """What runs through the story. It fits: nobody of two is exploited, and no abuser is a stranger to the record."""
    rnd = m.people.rng.random
    theme = GENERAL[int(rnd() * len(GENERAL))]
    teens = [child for child in minors if not child.is_unborn and child.age(m.today) >= 13]
    eldest = draft.births[0]
    if draft.father and not draft.father.died and draft.pattern in ("apart", "step") and rnd() < 0.5:
        theme = "domestic_abuse"
    elif (m.today - eldest).days < 900 and draft.mother.age(eldest) < 25:
        theme = "new_parents"
    elif teens and rnd() < 0.25:
        theme, home.focus = "exploitation", teens[0]
    elif minors and not minors[0].is_unborn and not wanted and minors[0].age(m.today) >= 2 and rnd() < 0.12:
        theme, home.focus = "disability", minors[0]
        m.people.is_disabled(draft.rows, minors[0])
        if m.chance(0.5):
            home.setting[f"special:{minors[0].id}"] = "yes"
    home.themes.append((date.min, theme))


def _helper(m: Makers, draft: Draft, home: Household) -> None:
    """Who helps: a relative on record if there is one; otherwise a friend, by name only."""
    tags = {home.themes[0][1]}
    if draft.relatives:
        word, one = draft.relatives[0]
        home.helper = f"{word} {one.first}"
    else:
        home.helper = f"{('neighbour', 'family friend')[m.chance(0.5)]} {FRIENDS[int(m.people.rng.random() * len(FRIENDS))]}"
    if any(word == "grandmother" for word, _ in draft.relatives):
        tags.add("gran")
    if draft.father and not draft.father.died and draft.pattern in ("apart", "step"):
        tags.add("father_away")
    if of_community(draft.mother.community, "language"):
        tags.add("interpreter")
    home.tags = frozenset(tags)


def _facts(draft: Draft, home: Household, stays: list[Stay]) -> None:
    """What the rest of the record says too, and what it meant for the children who were there."""
    mother = draft.mother
    for child in draft.children[1:]:
        if not child.is_unborn and child.born > draft.children[0].born:
            word = "brother" if child.sex == "M" else "sister"
            meant = f"Proud and put out by turns. {mother.first} had less sleep and more visitors."
            home.facts.append((child.born, f"Birth of a younger {word}, {child.first}.", meant))
    for stay in stays[1:]:
        if stay.since:
            meant = "New streets and new doors. It took some months until everybody slept through again."
            home.facts.append((stay.since, f"The family moved house on {said(stay.since)}.", meant))
    if draft.partner:
        meant = f"A different rhythm at home. The children took to {draft.partner.first} slowly."
        home.facts.append((draft.partner_since, f"{mother.first}'s partner, {draft.partner.first}, moved in.", meant))
    home.facts += [_loss(draft, one, one.died) for one in draft.adults if one.died]


def _loss(draft: Draft, one: Someone, died: date) -> tuple[date, str, str]:
    if one is draft.mother or one is draft.father:
        word = "mother" if one is draft.mother else "father"
        return (
            died,
            f"Death of the children's {word}, {one.first}.",
            "Grief shows in sleep and in temper. A bereavement worker sees the children.",
        )
    return (
        died,
        f"Death of {one.first}, of the older generation.",
        "The one who held the family together is missed, on school days most of all.",
    )
