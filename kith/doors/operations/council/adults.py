"""Adults whom adult social care knows, and those who care for them: older people, disabled adults, spouses, daughters and sons."""

from datetime import date, timedelta

from kith.doors.operations.council.drafting import Makers
from kith.doors.operations.council.homes import Stay
from kith.doors.operations.council.living import FRIENDS, LONGEST_KNOWN
from kith.doors.operations.council.rows import YEAR, Care, Household, Rows, Someone


def adult_household(m: Makers, rows: Rows) -> Household:
    """An older person, or a disabled adult, with or without somebody who cares."""
    return _older(m, rows) if m.chance(0.62) else _disabled(m, rows)


def _older(m: Makers, rows: Rows) -> Household:
    people, rng = m.people, m.people.rng
    community, taken, surnames = people.community(), set[str](), set[str]()
    surname = people.surname(community, but=surnames)
    born = m.today - timedelta(days=int(YEAR * rng.triangular(66, 97, 82)))
    sex = "FM"[m.chance(0.4)]
    person = people.make(rows, community, sex, born, surname, taken)
    home = _home(m, person, "dementia" if m.chance(0.35) else "caring" if m.chance(0.2) else "frailty")
    place = m.homes.elsewhere(rows, person, m.today - m.days(3000, 14000)) if not m.chance(0.12) else 0
    if not place:
        m.homes.live(rows, person, [Stay(m.homes.care_home(rows), m.today - m.days(40, 900))], kind="placement")
    spouse = None
    if m.chance(0.45):
        other = "M" if sex == "F" else "F"
        died = m.between(m.today - timedelta(days=4000), m.today - timedelta(days=400)) if m.chance(0.45) else None
        spouse = people.make(rows, community, other, born + m.days(-1500, 1500), surname, taken, died=died)
        people.can_be_reached(rows, spouse)
        m.relate(rows, spouse, person, "married", until=died)
        if place and not died:
            m.homes.live(rows, spouse, [Stay(place, None)])
        m.around.surgery(rows, spouse, home.setting)
    child = _child(m, rows, person, taken, surnames, surname) if m.chance(0.65) else None
    carer = spouse if spouse and not spouse.died and place and m.chance(0.7) else child
    _cared_for(m, rows, home, person, carer)
    return home


def _child(m: Makers, rows: Rows, parent: Someone, taken: set[str], surnames: set[str], surname: str) -> Someone | None:
    """A grown daughter or son, 18 to 40 years younger, who lives elsewhere."""
    born = parent.born + timedelta(days=int(YEAR * m.people.rng.triangular(18.5, 40, 27)))
    if (m.today - born).days < 19 * YEAR:
        return None
    sex = "FM"[m.chance(0.35)]
    own = surname if sex == "M" or m.chance(0.4) else m.people.surname(parent.community, but=surnames)
    one = m.people.make(rows, parent.community, sex, born, own, taken)
    m.people.can_be_reached(rows, one)
    m.relate(rows, parent, one, "parent")
    m.homes.elsewhere(rows, one, m.today - m.days(200, 5000))
    return one


def _disabled(m: Makers, rows: Rows) -> Household:
    people, rng = m.people, m.people.rng
    community, taken, surnames = people.community(), set[str](), set[str]()
    surname = people.surname(community, but=surnames)
    born = m.today - timedelta(days=int(YEAR * (19 + 44 * rng.random())))
    person = people.make(rows, community, "FM"[m.chance(0.55)], born, surname, taken)
    theme = ("learning_disability", "learning_disability", "physical", "mind")[int(rng.random() * 4)]
    home = _home(m, person, theme)
    if theme != "mind":
        people.is_disabled(rows, person, "LD" if theme == "learning_disability" else "MOB")
    carer = None
    mother_born = born - timedelta(days=int(YEAR * rng.triangular(18, 40, 26)))
    if m.chance(0.5) and (m.today - mother_born).days < 88 * YEAR:
        carer = people.make(rows, community, "F" if m.chance(0.8) else "M", mother_born, surname, taken)
        people.can_be_reached(rows, carer)
        m.relate(rows, carer, person, "parent")
        place = m.homes.elsewhere(rows, carer, None)
        m.homes.live(rows, person, [Stay(place, None)])
    else:
        m.homes.elsewhere(rows, person, max(m.today - m.days(200, 3000), person.birthday(18)))
    _cared_for(m, rows, home, person, carer)
    return home


def _home(m: Makers, person: Someone, theme: str) -> Household:
    known = max(m.today - timedelta(days=LONGEST_KNOWN), person.birthday(18) + timedelta(days=1))
    home = Household("adults", [person], [(date.min, theme)], known_from=known, setting=m.around.settings())
    home.helper = f"neighbour {FRIENDS[int(m.people.rng.random() * len(FRIENDS))]}"
    return home


def _cared_for(m: Makers, rows: Rows, home: Household, person: Someone, carer: Someone | None) -> None:
    m.people.can_be_reached(rows, person)
    m.around.surgery(rows, person, home.setting)
    theme = home.themes[0][1]
    if carer:
        m.relate(rows, carer, person, "carer")
        m.around.surgery(rows, carer, home.setting)
        home.cares.append(Care(carer, date.min, date.max))
    elif theme == "caring":
        home.themes = [(date.min, "frailty")]
    if m.chance(0.5):
        m.around.service(
            rows,
            person,
            "mental_health" if theme == "mind" else "district_nurse" if m.chance(0.4) else "home_care",
            "" if theme == "mind" else "other",
        )
    if m.chance(0.06):
        m.around.alert(rows, person, ("medical", "other", "dog")[int(m.people.rng.random() * 3)])
