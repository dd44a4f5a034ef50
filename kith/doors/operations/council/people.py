"""One person after the other: names, what is known of them, how to reach them."""

import random
from collections import deque
from dataclasses import dataclass, field
from datetime import date, timedelta

from kith.doors.operations.council.rows import YEAR, Rows, Someone, Stamp
from kith.doors.operations.council.words import COMMUNITIES, MIXED, era_of, listed, names, nicknames, of_community

DOUBLES_KEPT = 400
DISABILITIES = ("AUT", "AUT", "LD", "LD", "COMM", "BEH", "MOB", "HEAR", "VIS")
# All numbers are from the ranges that Ofcom keeps for fiction; where a council has more people than fiction has numbers, they come round again.
MOBILES, LANDLINES = 1000, tuple(f"0{code} 49{block}" for code, block in (
    (113, 6), (114, 6), (115, 6), (116, 6), (117, 6), (118, 6), (121, 6), (151, 6), (161, 6), (191, 8)))  # fmt: skip
NOT_SAFE = (
    "Not safe: the ex-partner reads messages on this telephone.",
    "Not safe after six, when the partner is at home.",
    "Not safe: shared with the ex-partner's family. Ring the other number.",
)


@dataclass
class People:
    """Makes people. Ids count up."""

    rng: random.Random
    stamp: Stamp
    today: date
    next_person: int = 1
    doubles: deque[Someone] = field(default_factory=lambda: deque(maxlen=DOUBLES_KEPT))
    _phones: int = 0
    _nhs: int = 0

    def community(self) -> str:
        return COMMUNITIES[int(self.rng.random() * len(COMMUNITIES))]

    def surname(self, community: str, *, but: set[str]) -> str:
        """A surname that nobody of the family has yet."""
        drawn = names(community, "surnames")
        while (surname := drawn.draw(self.rng)) in but:
            pass
        but.add(surname)
        return surname

    def make(
        self, rows: Rows, community: str, sex: str, born: date, surname: str, taken: set[str], *,
        forename: str = "", mixed_with: str = "", died: date | None = None,
    ) -> Someone:  # fmt: skip
        """A person, with names and facts. `taken`: forenames in the family, so that no two of them share one."""
        rnd, id_ = self.rng.random, self.next_person
        self.next_person += 1
        first = forename or self._forename(community, sex, born.year, taken)
        taken.add(first)
        forenames = first
        if rnd() < 0.35 and (second := self._forename(community, sex, born.year, set())) != first:
            forenames = f"{first} {second}"
        known_as_a_child = born > self.today - timedelta(days=int(22 * YEAR))
        known = "exact" if known_as_a_child or rnd() < 0.94 else "estimated" if rnd() < 0.7 else "unknown"
        one = Someone(id_, forenames, surname, sex, born, community, known, died)
        self._row(rows, one)
        self._facts(rows, one, mixed_with)
        if not died:
            self.doubles.append(one) if rnd() < 0.2 else None
        return one

    def unborn(self, rows: Rows, mother: Someone, due: date) -> Someone:
        """A child who is expected."""
        one = Someone(self.next_person, "Unborn", mother.surname, "U", due, mother.community, "unknown", is_unborn=True)
        self.next_person += 1
        stamp = self.stamp
        rows["people_person"].append(
            (one.id, f"Unborn {mother.surname}", None, "unknown", True, due, None, "U", "open", stamp.at, stamp.by)
        )
        rows["people_name"].append((*stamp.dated(one.id), "legal", "Unborn", mother.surname))
        return one

    def takes_name(self, rows: Rows, one: Someone, before: str, since: date) -> None:
        """Married, with the name before kept as the maiden name."""
        rows["people_name"].append((*self.stamp.dated(one.id, None, since), "maiden", one.forenames, before))

    def _forename(self, community: str, sex: str, year: int, taken: set[str]) -> str:
        pool = names(community, "boys" if sex == "M" else "girls", era_of(year) if community == "british" else "")
        while (name := pool.draw(self.rng)) in taken:
            pass
        return name

    def _row(self, rows: Rows, one: Someone) -> None:
        rnd, stamp = self.rng.random, self.stamp
        born = one.born if one.is_dated else date(one.born.year, 7, 1) if one.birth_known == "estimated" else None
        short, shown = self._known_as(one), f"{one.forenames} {one.surname}"
        shown += f" ({short})" if short else ""
        rows["people_person"].append((one.id, shown, born, one.birth_known, False, None, one.died, one.sex, "open", stamp.at, stamp.by))
        rows["people_name"].append((*stamp.dated(one.id, one.born if one.is_dated else None), "legal", one.forenames, one.surname))
        if short:
            rows["people_name"].append((*stamp.dated(one.id), "known_as", short, ""))
        if rnd() < 0.02 and one.age(self.today) >= 18:
            other = names(one.community, "surnames").draw(self.rng)
            if other != one.surname:
                rows["people_name"].append((*stamp.dated(one.id), "alias", nicknames().get(one.first, [one.first])[0], other))

    def _known_as(self, one: Someone) -> str:
        short = nicknames().get(one.first)
        if short and self.rng.random() < 0.25:
            return short[int(self.rng.random() * len(short))]
        middle = one.forenames.partition(" ")[2]
        return middle if middle and self.rng.random() < 0.03 else ""

    def _facts(self, rows: Rows, one: Someone, mixed_with: str) -> None:
        rnd, stamp, community = self.rng.random, self.stamp, one.community
        grown = one.age(self.today) >= 18
        codes = of_community(community, "ethnicity")
        code = codes[int(rnd() * len(codes))]
        if mixed_with and mixed_with != community:
            code = MIXED.get(community if mixed_with in ("british", "polish", "romanian") else mixed_with, "MOTH")
        rows["people_fact"].append((*stamp.dated(one.id), "ethnicity", code, ""))
        languages = of_community(community, "language")
        if languages and rnd() < (0.6 if grown else 0.3):
            rows["people_fact"].append((*stamp.dated(one.id), "language", languages[int(rnd() * len(languages))], ""))
            if grown and rnd() < 0.3:
                rows["people_fact"].append((*stamp.dated(one.id), "interpreter", "yes", ""))
        if rnd() < 0.3:
            religions = of_community(community, "religion")
            rows["people_fact"].append((*stamp.dated(one.id), "religion", religions[int(rnd() * len(religions))], ""))
        if rnd() < (0.8 if grown else 0.96):
            rows["people_identifier"].append((*stamp.dated(one.id), "nhs_number", self._nhs_number(), "NHS", rnd() < 0.9))

    def is_disabled(self, rows: Rows, one: Someone, code: str = "") -> None:
        rows["people_fact"].append(
            (*self.stamp.dated(one.id), "disability", code or DISABILITIES[int(self.rng.random() * len(DISABILITIES))], "")
        )

    def can_be_reached(self, rows: Rows, one: Someone, *, unsafe: float = 0.03) -> None:
        """A telephone for most adults, an e-mail address for some; the dead have none."""
        if one.died:
            return
        rnd = self.rng.random
        if rnd() < 0.82:
            count, self._phones = self._phones, self._phones + 1
            wheel = count % 3  # two mobiles to one line at home, so that numbers last longest
            nth = count // 3
            mobile = wheel < 2
            value = (
                f"07700 900{(nth * 2 + wheel) % MOBILES:03}" if mobile else f"{LANDLINES[nth // 1000 % len(LANDLINES)]} 0{nth % 1000:03}"
            )
            drawn = rnd()
            safe = "no" if drawn < unsafe else "not_known" if drawn < 0.22 else "yes"
            note = NOT_SAFE[int(rnd() * len(NOT_SAFE))] if safe == "no" else ""
            kind = "mobile" if mobile else "phone"
            rows["people_contactpoint"].append((*self.stamp.dated(one.id), kind, value, value.replace(" ", ""), safe, note))
        if rnd() < 0.12:
            email = f"{one.first}.{one.surname}{one.id % 97}@example.org".lower().replace("'", "")
            rows["people_contactpoint"].append((*self.stamp.dated(one.id), "email", email, email, "yes", ""))
        if rnd() < 0.05:
            rows["people_vehicle"].append((*self.stamp.dated(one.id), self._plate(), listed("vehicles")[int(rnd() * 10)]))

    def _plate(self) -> str:
        letters = "ABCDEFGHJKLMNPRSTUVWXY"
        drawn = "".join(self.rng.choices(letters, k=5))
        return f"{drawn[:2]}{self.rng.choice(('08', '11', '13', '57', '62', '64', '15', '66', '17', '68', '19', '70', '21', '72', '23'))}{drawn[2:]}"

    def _nhs_number(self) -> str:
        """Each once, with a right check digit, out of those that begin with 9."""
        while True:
            self._nhs += 1
            nine = 900_000_000 + self._nhs * 48_271_891 % 100_000_000
            left, total = nine, 0
            for weight in range(2, 11):
                left, digit = divmod(left, 10)
                total += digit * weight
            check = (11 - total % 11) % 11
            if check < 10:
                return f"{nine}{check}"
