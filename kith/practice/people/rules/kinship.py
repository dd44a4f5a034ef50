"""Which relationships cannot be, and which are unlikely: by age, by death, and by what is recorded of the same people already."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kith.practice.people.rules.ages import years_between
from kith.practice.people.rules.relationships import COUPLES, KINDS

YOUNGEST_PARENT = 12
LONGEST_PREGNANCY = timedelta(days=310)  # as for an expected date: 40 weeks, and a month for what is estimated
ROUGHLY = timedelta(days=366)  # how far off a birth that is not known exactly may be
APART = timedelta(days=14)  # births of twins; days or weeks apart are rare
LEAST_YEARS = {
    "parent": YOUNGEST_PARENT, "grandparent": 2 * YOUNGEST_PARENT, "adoptive_parent": 18, "guardian": 18, "foster_carer": 18, "step_parent": 1,
}  # fmt: skip
BY_BIRTH = {"parent", "grandparent"}  # of somebody older they cannot be; an elder stepchild is only rare
# One person is only one of these to another by birth.
BLOOD = {"parent", "child", "grandparent", "grandchild", "sibling", "twin", "half_sibling", "aunt_uncle", "niece_nephew", "cousin"}
SAME_PARENTS = {"sibling", "twin"}


@dataclass(frozen=True)
class Kin:
    """One of the two. `born_on`: or when the birth is expected. `parents`: ids of parents by birth."""

    name: str
    born_on: date | None
    is_exact: bool
    is_unborn: bool = False
    died_on: date | None = None
    sex: str = "U"
    parents: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Finding:
    """A sentence; whether it says that it cannot be, or only that it is unlikely."""

    sentence: str
    is_impossible: bool


def judge(one: Kin, kind: str, other: Kin, *, already: Collection[str]) -> Iterator[Finding]:
    """`one` is to be the `kind` of `other`. `already`: what the record says that one is to the other."""
    yield from _contradicts(one, kind, other, already)
    if kind in {KINDS[elder].inverse for elder in LEAST_YEARS}:
        yield from _generations(other, KINDS[kind].inverse, one)
    elif kind in LEAST_YEARS:
        yield from _generations(one, kind, other)
    elif kind in SAME_PARENTS:
        yield from _siblings(one, kind, other)


def _contradicts(one: Kin, kind: str, other: Kin, already: Collection[str]) -> Iterator[Finding]:
    blood = sorted(BLOOD & set(already) - {kind}) if kind in BLOOD else []
    for there in blood:
        word = KINDS[there].word(one.sex)
        yield Finding(
            f"{one.name} is recorded as the {word} of {other.name}, and cannot be both. If that is wrong, say under Details that it was never true.",
            is_impossible={there, kind} != SAME_PARENTS,
        )
    couple, kin = ({kind, *already} & COUPLES), ({kind, *already} & (BLOOD - {"cousin"}))
    if couple and kin:
        yield Finding(f"{one.name} and {other.name} would be both a couple and family by birth.", is_impossible=False)


def _generations(elder: Kin, kind: str, younger: Kin) -> Iterator[Finding]:
    word = KINDS[kind].neutral
    if elder.is_unborn:
        yield Finding(
            f"{elder.name} is not born yet, so cannot be the {word}. Choose what they really are to each other.", is_impossible=True
        )
    elif elder.born_on and younger.born_on:
        yield from _ages(elder, kind, younger, elder.born_on, younger.born_on)
    if kind == "parent" and elder.died_on and younger.born_on:
        yield from _after_death(elder, younger, elder.died_on, younger.born_on)
    if kind == "parent" and len(younger.parents) >= 2:
        yield Finding(
            f"Two parents by birth are recorded for {younger.name} already. A third may be a step-parent or an adoptive parent.",
            is_impossible=False,
        )


def _ages(elder: Kin, kind: str, younger: Kin, born: date, younger_born: date) -> Iterator[Finding]:
    word, years = KINDS[kind].neutral, years_between(born, younger_born) if born <= younger_born else -1
    surely_younger = born >= younger_born + (timedelta(0) if elder.is_exact and younger.is_exact else ROUGHLY)
    if kind in BY_BIRTH and surely_younger:
        sentence = f"{elder.name} is younger than {younger.name}, so cannot be the {word}. Choose what they really are to each other."
        yield Finding(sentence, is_impossible=True)
    elif years < 0:
        yield Finding(f"{elder.name} would be the {word} of {younger.name}, who is older.", is_impossible=False)
    elif years < LEAST_YEARS[kind]:
        yield Finding(f"{elder.name} was {years} when {younger.name} was born, and would be the {word}.", is_impossible=False)


def _after_death(elder: Kin, younger: Kin, died: date, born: date) -> Iterator[Finding]:
    """A mother's death ends a pregnancy; a father may have died in its course. (Later the law knows only a father whose stored sperm or
    embryo was used: Human Fertilisation and Embryology (Deceased Fathers) Act 2003.)"""
    if elder.sex == "F" and born > died and younger.is_exact:
        yield Finding(
            f"{younger.name} was born after {elder.name} died, so she cannot be the mother. Check both dates.", is_impossible=True
        )
    elif born > died + LONGEST_PREGNANCY:
        yield Finding(f"{younger.name} was born more than ten months after {elder.name} died.", is_impossible=False)


def _siblings(one: Kin, kind: str, other: Kin) -> Iterator[Finding]:
    if len(one.parents) == len(other.parents) == 2 and one.parents != other.parents:
        shared = "only one parent" if one.parents & other.parents else "no parent"
        yield Finding(
            f"{one.name} and {other.name} have {shared} in common by the record: they may be half- or step-siblings.", is_impossible=False
        )
    both_exact = one.is_exact and other.is_exact
    if kind == "twin" and both_exact and one.born_on and other.born_on and abs(one.born_on - other.born_on) > APART:
        yield Finding(f"{one.name} and {other.name} were born more than two weeks apart, and would be twins.", is_impossible=False)
