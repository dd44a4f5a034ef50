"""Which looks are worth a question: pure rules."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.practice.assurance.rules.flags import (
    MANY,
    SOON,
    WITHIN,
    WORDS,
    Around,
    Finding,
    Looker,
    Person,
    Rule,
    Seen,
    beyond,
    is_colleague,
    shares_surname,
    soon_after,
    surnames,
    worth_asking,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
AMINA, CERYS, ELLA, ROB = 1, 2, 70, 71
HOME = "1 elm road|ls81ab"


def found(*seen: Seen, **around: object) -> set[tuple[Rule, int | None]]:
    facts = Around(**{"lookers": {AMINA: Looker("Amina Yusuf", HOME, "ls81ab")}, "people": {}, **around})  # type: ignore[arg-type]  # each test names its own
    return {(finding.rule, finding.person_id) for finding in worth_asking(seen, facts)}


def _whole_names(colleagues: dict[int, str]) -> Mapping[frozenset[str], frozenset[int]]:
    return Around(lookers={}, people={}, colleagues=colleagues).whole_names


def look(**facts: object) -> Seen:
    return Seen(**{"id": 1, "at": NOON, "worker_id": AMINA, "person_id": ELLA, **facts})  # type: ignore[arg-type]  # as above


def search(words: str) -> Seen:
    return Seen(id=1, at=NOON, worker_id=AMINA, words=words)


def test_every_rule_has_its_words_and_none_lays_blame() -> None:
    assert WORDS.keys() == set(Rule)
    said = " ".join(" ".join(words) for words in WORDS.values()).lower()
    assert not [word for word in ("snoop", "breach", "suspicious", "wrong", "offend", "misuse", "guilty") if word in said]


@pytest.mark.parametrize(
    ("worker", "surname", "same"),
    [
        ("Amina Yusuf", "Yusuf", True),
        ("Amina Yusuf", "YUSUF", True),
        ("Zoë Müller", "Muller", True),
        ("Siobhan O'Donnell", "O’Donnell", True),
        ("Anna Smith-Jones", "Jones", True),
        ("Anna Jones", "Smith-Jones", True),
        ("Anna Smith-Jones", "Brown", False),
        ("Jan van der Berg", "van der Berg", True),
        ("Jan van der Berg", "Berg", False),
        ("Amina Yusuf", "Amina", False),
        ("Amina Yusuf", "", False),
        ("", "", False),
        ("Ann-Lee O-Li", "Li", False),  # too short a part to say anything
    ],
)
def test_the_same_surname(worker: str, surname: str, same: bool) -> None:
    assert shares_surname(worker, [surname]) is same


@given(st.text(max_size=40), st.text(max_size=40))
def test_sharing_a_surname_goes_both_ways(one: str, other: str) -> None:
    assert shares_surname(f"X {one}", [" ".join(surnames(f"X {one}"))]) or not surnames(f"X {one}") or "-" in one
    assert isinstance(shares_surname(one, [other]), bool)


def test_a_look_at_the_own_surname_is_asked_about_unless_it_is_their_work() -> None:
    people = {ELLA: Person(names=(("Ella", "Yusuf"),))}
    assert found(look(), people=people) == {(Rule.SURNAME, ELLA)}
    assert found(look(has_business=True), people=people) == set()


def test_the_own_address_is_asked_about_even_at_work() -> None:
    people = {ELLA: Person(homes=frozenset({HOME}))}
    assert found(look(has_business=True), people=people) == {(Rule.ADDRESS, ELLA)}
    assert found(look(), people={ELLA: Person(homes=frozenset({"2 elm road|ls81ab"}))}) == set()


def test_nobody_without_an_address_lives_at_an_address_without_words() -> None:
    lookers = {AMINA: Looker("Amina Yusuf")}
    assert found(look(), lookers=lookers, people={ELLA: Person(homes=frozenset({""}))}) == set()
    assert found(search("anything"), lookers=lookers) == set()


def test_a_colleague_by_name_or_because_it_is_known() -> None:
    colleagues = {AMINA: "Amina Yusuf", CERYS: "Cerys Pugh"}
    by_name = Person(names=(("Cerys", "Pugh"),))
    assert found(look(), people={ELLA: by_name}, colleagues=colleagues) == {(Rule.COLLEAGUE, ELLA)}
    assert found(look(), people={ELLA: Person(is_worker=frozenset({CERYS}))}, colleagues=colleagues) == {(Rule.COLLEAGUE, ELLA)}
    assert found(look(has_business=True), people={ELLA: by_name}, colleagues=colleagues) == set()
    assert not is_colleague(CERYS, by_name, _whole_names(colleagues))  # herself: another rule asks
    assert not is_colleague(AMINA, Person(names=(("Cerys", ""),)), _whole_names({CERYS: "Cerys"}))  # one name says nothing


def test_a_colleagues_family() -> None:
    assert found(look(), people={ELLA: Person(near_workers=frozenset({CERYS}))}) == {(Rule.RELATIVE, ELLA)}
    assert found(look(), people={ELLA: Person(near_workers=frozenset({AMINA}))}) == set()  # their own: by surname and address


@pytest.mark.parametrize(
    ("minutes", "whom", "asked"), [(0, ROB, True), (30, ROB, True), (31, ROB, False), (-1, ROB, False), (5, ELLA, False), (5, None, True)]
)
def test_soon_after_a_restricted_record(minutes: int, whom: int | None, asked: bool) -> None:
    refused = {AMINA: [(NOON - timedelta(minutes=minutes), whom)]}
    assert (found(look(), refused=refused) == {(Rule.REFUSED, ELLA)}) is asked
    assert found(look(has_business=True), refused=refused) == set()
    assert found(look(was_opened=False), refused=refused) == set()
    assert found(look(), refused=refused, lookers={AMINA: Looker("Amina Yusuf", is_on_duty=True)}) == set()


def test_a_high_profile_record_and_a_search_for_one() -> None:
    famous = {ROB: [("Robert", "Famous"), ("Bobby", "Dazzler")]}
    assert found(look(), people={ELLA: Person(is_high_profile=True)}) == {(Rule.PROFILE, ELLA)}
    assert found(search("dazzler bobby 1980"), famous=famous) == {(Rule.PROFILE, ROB)}
    assert found(search("bobby"), famous=famous) == set()
    assert found(search("famous people"), famous=famous) == set()


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("yusuf", {(Rule.SURNAME, None)}),
        ("YUSUF 3/4/14", {(Rule.SURNAME, None)}),
        ("yusufzai", set()),
        ("12 elm road LS8 1AB", {(Rule.ADDRESS, None)}),
        ("cerys pugh", {(Rule.COLLEAGUE, None)}),
        ("pugh", set()),
        ("amina yusuf", {(Rule.SURNAME, None)}),
        ("", set()),
    ],
)
def test_searches(words: str, rules: set[tuple[Rule, int | None]]) -> None:
    assert found(search(words), colleagues={AMINA: "Amina Yusuf", CERYS: "Cerys Pugh"}) == rules


def test_whoever_is_no_worker_any_more_or_the_machine_is_not_asked() -> None:
    assert found(look(worker_id=99), people={ELLA: Person(is_high_profile=True)}) == set()


def opened(count: int, *, apart: timedelta) -> list[tuple[datetime, int]]:
    return [(NOON + apart * number, number) for number in range(count)]


def test_more_than_so_many_records_within_an_hour() -> None:
    minute = timedelta(minutes=1)
    assert beyond(opened(MANY, apart=minute)) is None
    assert beyond(opened(MANY + 1, apart=minute)) == NOON + minute * MANY
    assert beyond(opened(200, apart=timedelta(minutes=2))) is None
    assert beyond([(NOON, number % MANY) for number in range(1000)]) is None  # the same ones again
    assert found(look(), opened={AMINA: opened(MANY + 1, apart=minute)}) == {(Rule.MANY, None)}


MOMENTS = st.lists(st.tuples(st.integers(0, 20_000).map(lambda seconds: NOON + timedelta(seconds=seconds)), st.integers(0, 90)), max_size=150)


@given(MOMENTS)
def test_beyond_agrees_with_counting_every_hour(looks: list[tuple[datetime, int]]) -> None:
    counted = [at for at, _ in sorted(looks) if len({whom for when, whom in looks if at - WITHIN <= when <= at}) > MANY]
    assert beyond(looks) == (counted[0] if counted else None)


@given(st.timedeltas(timedelta(-1), timedelta(1)))
def test_soon_is_half_an_hour_and_never_before(apart: timedelta) -> None:
    assert soon_after(NOON, [(NOON - apart, ROB)], but=ELLA) is (timedelta(0) <= apart <= SOON)


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_breaks_nothing(words: str, name: str) -> None:
    around = Around({AMINA: Looker(name, HOME, "ls81ab")}, {}, {CERYS: name}, {ROB: [(name, words)]})
    assert all(isinstance(one, Finding) for one in worth_asking([search(words)], around))
