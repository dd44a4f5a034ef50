"""Families across generations and addresses: everybody whom the synthetic council knows, batch by batch, the same for a seed."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from kith.doors.operations.council.words import ETHNICITIES, LANGUAGES, Weighted, era_of, listed, names
from kith.foundations.identifiers.addresses import place_key

Rows = dict[str, list[tuple[object, ...]]]
GROUPS = ("british",) * 15 + ("asian",) * 4 + ("african",) * 2 + ("european",) * 2
ALERTS = (
    ("dog", "Large dog in the yard. Ask for it to be shut away before going in.", True),
    ("violence", "Threatened a worker at the door in the past. Ring ahead.", True),
    ("domestic_abuse", "History of domestic abuse. Do not discuss it while the partner is there.", False),
    ("visit_in_pairs", "Visits by two workers only, agreed after an incident at the home.", True),
    ("self_harm", "Has harmed themselves in the last year. Know the safety plan.", False),
    ("poses_risk", "Assessed as posing a risk to children. No unsupervised contact.", False),
)  # fmt: skip


@dataclass
class Someone:
    """A person being made, with what their stories need."""

    id: int
    forenames: str
    surname: str
    sex: str
    born: date | None
    is_child: bool
    known_as: str = ""


@dataclass
class Family:
    """A household and those around it."""

    children: list[Someone]
    carers: list[Someone]
    everybody: list[Someone]
    address: str
    school: str
    surgery: str


@dataclass
class Maker:
    """Makes families. Ids count up from what is given, so that a seed makes the same rows in an empty database."""

    rng: random.Random
    today: date
    at: datetime
    by: int
    next_person: int = 1
    next_place: int = 1
    places: dict[str, int] = field(default_factory=dict)
    _numbers: int = 0

    def families(self, people: int) -> Iterator[tuple[Family, Rows]]:
        """Families until there are `people` people, each with its rows."""
        until = self.next_person + people
        while self.next_person < until:
            rows: Rows = defaultdict(list)
            yield self._family(rows), rows

    def _family(self, rows: Rows) -> Family:
        rng = self.rng
        group = rng.choice(GROUPS)
        surnames = names(group, "surnames")
        mother_born = self.today - timedelta(days=rng.randint(19 * 365, 46 * 365))
        mother = self._person(rows, group, "F", mother_born, surnames.draw(rng))
        partner = self._person(
            rows, group if rng.random() < 0.85 else rng.choice(GROUPS), "M", mother_born - timedelta(days=rng.randint(-1500, 4000)), ""
        )
        step = rng.random() < 0.22
        father = self._person(rows, group, "M", mother_born - timedelta(days=rng.randint(-900, 3000)), "") if step else partner
        children = self._children(rows, group, mother, mother_born, father, partner, step)
        carers = [mother] if rng.random() < 0.4 else [mother, partner]
        everybody = list(dict.fromkeys([*[child.id for child in children], mother.id, partner.id, father.id]))
        by_id = {one.id: one for one in (*children, mother, partner, father)}
        grandmother = (
            self._person(rows, group, "F", mother_born - timedelta(days=rng.randint(17 * 365, 36 * 365)), surnames.draw(rng))
            if rng.random() < 0.6
            else None
        )
        self._relate(rows, grandmother, mother, "parent", None) if grandmother else None
        if step:
            self._relate(rows, mother, father, "ex_partner", None)
        self._relate(rows, mother, partner, "married" if rng.random() < 0.4 else "partner", None)
        elsewhere = {one.id: one for one in (partner, father, grandmother) if one and one not in carers}
        self._homes(rows, [*children, *carers], list(elsewhere.values()))
        school, surgery = rng.choice(listed("schools")), rng.choice(listed("surgeries"))
        self._around(rows, children, carers, school, surgery)
        family = [by_id[id_] for id_ in everybody] + ([grandmother] if grandmother else [])
        return Family(children, carers, family, "", school, surgery)

    def _children(
        self, rows: Rows, group: str, mother: Someone, mother_born: date, father: Someone, partner: Someone, step: bool
    ) -> list[Someone]:
        rng = self.rng
        count = rng.choices((1, 2, 3, 4, 5), (34, 33, 19, 9, 5))[0]
        surname = rng.choice(
            (father.surname, mother.surname, f"{mother.surname}-{father.surname}" if rng.random() < 0.2 else father.surname)
        )
        youngest = min(17 * 365, max(200, (self.today - mother_born).days - 17 * 365))
        ages = sorted((rng.randint(20, youngest) for _ in range(count)), reverse=True)
        children: list[Someone] = []
        for at, age in enumerate(ages):
            twin = at > 0 and rng.random() < 0.04
            born = children[-1].born if twin and children[-1].born else self.today - timedelta(days=age)
            child = self._person(rows, group, rng.choice("MF"), born, surname)
            own_father = partner if step and at == len(ages) - 1 and rng.random() < 0.6 else father
            self._relate(rows, mother, child, "parent", True)
            self._relate(rows, own_father, child, "parent", rng.random() < 0.7)
            if own_father is not partner:
                self._relate(rows, partner, child, "step_parent", False)
            for sibling in children:
                self._relate(
                    rows,
                    sibling,
                    child,
                    "twin" if twin and sibling is children[-1] else "half_sibling" if own_father is not father else "sibling",
                    None,
                )
            children.append(child)
        if rng.random() < 0.03:
            unborn = self._unborn(rows, mother)
            self._relate(rows, mother, unborn, "parent", None)
        return children

    def _person(self, rows: Rows, group: str, sex: str, born: date, surname: str) -> Someone:
        rng, id_ = self.rng, self.next_person
        self.next_person += 1
        forename = self._forename(group, sex, born.year)
        if rng.random() < 0.35:
            forename += " " + self._forename(group, sex, born.year)
        surname = surname or names(group, "surnames").draw(rng)
        is_child = (self.today - born).days < 18 * 365
        known = "exact" if is_child or rng.random() < 0.93 else "estimated" if rng.random() < 0.6 else "unknown"
        died = self.today - timedelta(days=rng.randint(30, 4000)) if not is_child and rng.random() < 0.02 else None
        one = Someone(id_, forename, surname, sex, born if known != "unknown" else None, is_child)
        shown = f"{forename} {surname}"
        short = forename.split()[0]
        if rng.random() < 0.06 and len(short) > 4:
            one.known_as = short[:4].rstrip("aeiou") + rng.choice(("y", "ie"))
            shown += f" ({one.known_as})"
        rows["people_person"].append((id_, shown, one.born, known, False, None, died, sex, "open", self.at, self.by))
        self._names(rows, one, group)
        self._facts(rows, one, group)
        return one

    def _unborn(self, rows: Rows, mother: Someone) -> Someone:
        id_ = self.next_person
        self.next_person += 1
        due = self.today + timedelta(days=self.rng.randint(10, 200))
        rows["people_person"].append((id_, f"Unborn {mother.surname}", None, "unknown", True, due, None, "U", "open", self.at, self.by))
        rows["people_name"].append((*self._dated(id_), "legal", "Unborn", mother.surname))
        return Someone(id_, "Unborn", mother.surname, "U", None, is_child=True)

    def _forename(self, group: str, sex: str, year: int) -> str:
        kind = "boys" if sex == "M" else "girls"
        pool: Weighted = names(group, kind, era_of(year) if group == "british" else "")
        return pool.draw(self.rng)

    def _names(self, rows: Rows, one: Someone, group: str) -> None:
        rows["people_name"].append((*self._dated(one.id, one.born), "legal", one.forenames, one.surname))
        if one.known_as:
            rows["people_name"].append((*self._dated(one.id), "known_as", one.known_as, ""))
        if one.sex == "F" and not one.is_child and self.rng.random() < 0.4:
            rows["people_name"].append((*self._dated(one.id), "maiden", one.forenames, names(group, "surnames").draw(self.rng)))
        if not one.is_child and self.rng.random() < 0.04:
            rows["people_name"].append((*self._dated(one.id), "alias", one.forenames.split()[0], names(group, "surnames").draw(self.rng)))

    def _facts(self, rows: Rows, one: Someone, group: str) -> None:
        rng = self.rng
        rows["people_fact"].append((*self._dated(one.id), "ethnicity", rng.choice(ETHNICITIES[group]), ""))
        if group in LANGUAGES and rng.random() < 0.5:
            rows["people_fact"].append((*self._dated(one.id), "language", LANGUAGES[group], ""))
            if rng.random() < 0.3:
                rows["people_fact"].append((*self._dated(one.id), "interpreter", "yes", ""))
        if one.is_child and rng.random() < 0.08:
            rows["people_fact"].append((*self._dated(one.id), "disability", rng.choice(("AUT", "LD", "COMM", "BEH", "HEAR")), ""))
        if rng.random() < 0.8:
            rows["people_identifier"].append((*self._dated(one.id), "nhs_number", self._nhs(), "NHS", rng.random() < 0.9))
        if not one.is_child and rng.random() < 0.5:
            self._numbers += 1
            phone = f"07700 9{self._numbers % 100000:05}"
            rows["people_contactpoint"].append(
                (*self._dated(one.id), "mobile", phone, phone.replace(" ", ""), rng.choice(("yes", "yes", "not_known", "no")), "")
            )
        if not one.is_child and rng.random() < 0.06:
            letters = "ABCDEFGHJKLMNPRSTUVWXY"
            plate = f"{rng.choice(letters)}{rng.choice(letters)}{rng.randint(2, 26):02}{''.join(rng.choices(letters, k=3))}"
            rows["people_vehicle"].append(
                (*self._dated(one.id), plate, rng.choice(("blue Fiesta", "white van", "silver Corsa", "black Astra")))
            )
        if rng.random() < 0.035:
            kind, reason, to_workers = rng.choice(ALERTS[:5] if one.is_child else ALERTS)
            review = self.today + timedelta(days=rng.randint(-60, 180))
            rows["people_alert"].append(
                (
                    *self._dated(one.id, self.today - timedelta(days=rng.randint(60, 700))),
                    kind,
                    reason,
                    review,
                    rng.choice(("yes", "no")),
                    to_workers,
                )
            )

    def _nhs(self) -> str:
        """A number with a right check digit, from the range 900 that is kept for tests."""
        while True:
            nine = f"9{self.rng.randrange(10**8):08}"
            check = (11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11) % 11
            if check < 10:
                return nine + str(check)

    def _homes(self, rows: Rows, together: list[Someone], apart: list[Someone]) -> None:
        rng = self.rng
        place = self._place(rows)
        since = self.today - timedelta(days=rng.randint(40, 2500))
        before = self._place(rows) if rng.random() < 0.5 else 0
        secret = rng.random() < 0.01
        for one in together:
            born = one.born or date(1980, 1, 1)
            if before and born < since - timedelta(days=400):
                rows["people_residence"].append(
                    (one.id, max(born, since - timedelta(days=1500)), since, "", self.at, self.by, before, "main", False)
                )
            rows["people_residence"].append((one.id, max(born, since), None, "", self.at, self.by, place, "main", secret))
        for one in apart:
            rows["people_residence"].append((*self._dated(one.id, since), self._place(rows), "main", False))

    def _place(self, rows: Rows) -> int:
        rng = self.rng
        number = str(rng.randint(1, 220)) if rng.random() < 0.85 else f"Flat {rng.randint(1, 40)}, {rng.randint(1, 90)}"
        code = rng.choice(listed("postcodes"))
        lines = f"{number} {rng.choice(listed('streets'))} {rng.choice(listed('kinds'))}, {rng.choice(listed('areas'))}"
        postcode = f"{code} {rng.randint(1, 9)}{''.join(rng.choices('ABDEFGHJLNPQRSTUWXYZ', k=2))}"
        key = place_key(lines, postcode)
        if key not in self.places:
            self.places[key] = self.next_place
            rows["people_place"].append((self.next_place, lines, postcode, "", key, False))
            self.next_place += 1
        return self.places[key]

    def _around(self, rows: Rows, children: list[Someone], carers: list[Someone], school: str, surgery: str) -> None:
        for child in children:
            age = (self.today - child.born).days // 365 if child.born else 0
            if age >= 3:
                rows["people_professional"].append((*self._dated(child.id), "school", school, "", "01632 960100", ""))
        for one in (*children, *carers):
            rows["people_professional"].append((*self._dated(one.id), "gp", surgery, "", "01632 960200", ""))

    def _relate(self, rows: Rows, one: Someone, other: Someone, kind: str, has_pr: bool | None) -> None:
        rows["people_relationship"].append((*self._dated(one.id), other.id, kind, has_pr, ""))

    def _dated(self, person_id: int, starts_on: date | None = None) -> tuple[object, ...]:
        return (person_id, starts_on, None, "", self.at, self.by)
