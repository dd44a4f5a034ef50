"""Whom the bench asks about: people drawn from the council that was loaded, with one fault put into what is asked."""

import random
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils import timezone

_DRAW = """
    select p.id, n.forenames, n.surname, p.born_on, coalesce(pl.postcode, ''), coalesce(i.value, '')
    from people_person p
    join people_name n on n.person_id = p.id and n.kind = 'legal' and n.ends_on is null
    left join people_residence r on r.person_id = p.id and r.kind = 'main' and r.ends_on is null and not r.is_confidential
    left join people_place pl on pl.id = r.place_id
    left join people_identifier i on i.person_id = p.id and i.scheme = 'nhs_number'
    where p.id = any(%s) and p.born_on is not null and n.forenames <> '' and n.surname <> ''
"""


@dataclass(frozen=True)
class Subject:
    """A person as the record has them."""

    person_id: int
    forename: str
    surname: str
    born_on: date
    postcode: str
    nhs_number: str


def draw(count: int, *, seed: int) -> list[Subject]:
    """`count` people at random; the same for a seed and a council."""
    rng = random.Random(seed)
    with connection.cursor() as cursor:
        cursor.execute("select min(id), max(id) from people_person")
        first, last = cursor.fetchone() or (0, 0)
        ids = [rng.randint(first, last) for _ in range(count * 6)]
        cursor.execute(_DRAW, [ids])
        rows = sorted(set(cursor.fetchall()))
    rng.shuffle(rows)
    return [Subject(row[0], row[1].split()[0], *row[2:]) for row in rows[:count]]


def misspelt(word: str, rng: random.Random) -> str:
    """One letter dropped, doubled, swapped with the next or replaced."""
    if len(word) < 3:
        return word + word[-1:]
    at = rng.randrange(1, len(word) - 1)
    return rng.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + rng.choice("aeioulnrst") + word[at + 1 :],
        ]
    )


def questions(kind: str, subject: Subject, rng: random.Random) -> str:
    """What a worker types into the one box, for each kind of search that is measured."""
    born = subject.born_on
    name = f"{subject.forename} {subject.surname}"
    other_year = f"{born.day}/{born.month}/{born.year + rng.choice([-1, 1])}"
    asked = {
        "name and date of birth": f"{name} {born:%d/%m/%Y}",
        "misspelt name and date of birth": f"{misspelt(subject.forename, rng)} {misspelt(subject.surname, rng)} {born:%d/%m/%Y}",
        "names alone": name,
        "misspelt names alone": f"{misspelt(subject.forename, rng)} {misspelt(subject.surname, rng)}",
        "name and wrong year": f"{name} {other_year}",
        "name and age": f"{name} age {timezone.localdate().year - born.year}",
        "surname and postcode": f"{subject.surname} {subject.postcode}",
        "NHS number": subject.nhs_number or name,
    }
    return asked[kind]


KINDS = (
    "name and date of birth",
    "misspelt name and date of birth",
    "names alone",
    "misspelt names alone",
    "name and wrong year",
    "name and age",
    "surname and postcode",
    "NHS number",
)
