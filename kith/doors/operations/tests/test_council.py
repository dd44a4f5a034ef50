"""The synthetic council is believable: nothing in one part of a record contradicts another."""

import multiprocessing
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from kith.doors.operations.council import newcomer
from kith.doors.operations.council.making import AMINAS, BATCH, Council, batches_beside
from kith.doors.operations.council.words import nicknames
from kith.doors.operations.tests.made import TODAY, Made, Row, day, make, plan

YEAR = 365.25
PARENTS = ("parent",)
SIBLINGS = ("sibling", "half_sibling", "twin")


@pytest.fixture(scope="module")
def council() -> Made:
    return make(1600, 9000)


def _born(one: Row) -> date | None:
    return day(one["born_on"]) if one["birth_known"] == "exact" else None


def _pairs(council: Made, *kinds: str) -> Iterator[tuple[Row, Row]]:
    for row in council.of("people_relationship"):
        if row["kind"] in kinds:
            yield council.people[row["person_id"]], council.people[row["other_id"]]


def _years(earlier: date, later: date) -> float:
    return (later - earlier).days / YEAR


def _about(council: Made) -> Iterator[tuple[Row, Row, date]]:
    """(person, part, the day) of every entry about somebody."""
    days = {row["id"]: day(row["happened_at"]) for row in council.of("recording_entry")}
    for part in council.of("recording_entrypart"):
        on = days[part["entry_id"]]
        assert on
        yield council.people[part["person_id"]], part, on


def test_parents_are_old_enough_and_mothers_not_too_old(council: Made) -> None:
    found = 0
    for parent, child in _pairs(council, *PARENTS):
        born, later = _born(parent), _born(child)
        if born and later:
            found += 1
            assert 15.9 <= _years(born, later) <= (46 if parent["sex"] == "F" else 57), (parent, child)
    assert found > 800


def test_nobody_died_before_a_child_of_theirs_was_born(council: Made) -> None:
    for parent, child in _pairs(council, *PARENTS):
        died, born = day(parent["died_on"]), day(child["born_on"]) or day(child["expected_on"])
        if died and born:
            assert died >= (born if parent["sex"] == "F" else born - timedelta(days=280)), (parent, child)
    assert sum(1 for one in council.people.values() if one["died_on"]) > 10


def test_children_of_one_mother_are_twins_or_ten_months_apart(council: Made) -> None:
    for one, other in _pairs(council, *SIBLINGS):
        born, later = _born(one), _born(other)
        if born and later:
            apart = abs((later - born).days)
            assert apart == 0 or apart > 280, (one, other)


def test_no_two_of_a_family_share_a_forename(council: Made) -> None:
    for one, other in _pairs(council, *SIBLINGS, "parent"):
        assert one["name"].split()[0] != other["name"].split()[0] or "Unborn" in one["name"]


def test_couples_did_not_come_of_one_family(council: Made) -> None:
    birth_names = defaultdict(set)
    for row in council.of("people_name"):
        if row["kind"] in ("legal", "maiden"):
            birth_names[row["person_id"]].add(row["surname"])
    maiden = {row["person_id"]: row["surname"] for row in council.of("people_name") if row["kind"] == "maiden"}
    for one, other in _pairs(council, "partner", "married", "ex_partner"):
        if one["died_on"] or other["died_on"] or one["id"] not in maiden:
            continue
        assert maiden[one["id"]] not in birth_names[other["id"]]


def test_people_are_known_as_short_names_that_people_have(council: Made) -> None:
    legal = {row["person_id"]: row["forenames"].split() for row in council.of("people_name") if row["kind"] == "legal"}
    known = [row for row in council.of("people_name") if row["kind"] == "known_as"]
    assert len(known) > 20
    for row in known:
        first, *middle = legal[row["person_id"]]
        assert row["forenames"] in [*nicknames().get(first, []), *middle]


def test_homes_lie_between_birth_and_death_and_one_after_the_other(council: Made) -> None:
    stays = defaultdict(list)
    for row in council.of("people_residence"):
        one = council.people[row["person_id"]]
        since, until, born, died = day(row["starts_on"]), day(row["ends_on"]), _born(one), day(one["died_on"])
        assert not (since and until) or since < until, row
        assert not (since and born) or since >= born, (one, row)
        assert not died or (until and until <= died), (one, row)
        stays[row["person_id"], row["kind"]].append((since or date.min, until or date.max))
    for some in stays.values():
        some.sort()
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(some))


def test_every_living_child_has_a_home(council: Made) -> None:
    housed = {row["person_id"] for row in council.of("people_residence") if not row["ends_on"]}
    for one in council.people.values():
        born = day(one["born_on"])
        if born and _years(born, TODAY) < 18:
            assert one["id"] in housed, one


def test_the_dead_are_neither_seen_nor_visited_nor_warned_of(council: Made) -> None:
    for one, _, on in _about(council):
        died = day(one["died_on"])
        assert not died or on < died, (one, on)
    for table in ("people_alert", "people_contactpoint", "people_professional"):
        assert not [row for row in council.of(table) if council.people[row["person_id"]]["died_on"]], table


def test_children_are_seen_only_once_born_and_written_of_until_eighteen(council: Made) -> None:
    adults_known = {row["person_id"] for row in council.of("work_allocation") if row["team_id"] in ("9", "10", "11")}
    for one, part, on in _about(council):
        born = _born(one)
        if one["is_unborn"] == "True":
            assert part["seen"] == ""
            assert part["wishes"] == ""
        elif born and part["role"] == "about" and one["id"] not in adults_known and _years(born, TODAY) < 30:
            assert born <= on, (one, on)
            assert _years(born, on) < 18.01 or _years(born, on) > 18.9, (one, on)


def test_nobody_under_three_is_quoted_or_seen_alone(council: Made) -> None:
    quoted = 0
    for one, part, on in _about(council):
        born = day(one["born_on"])
        if born and _years(born, on) < 2.99:
            assert part["wishes"] == ""
            assert part["seen_alone"] == ""
        quoted += part["wishes"] != ""
    assert quoted > 200


def test_schools_are_those_of_the_age(council: Made) -> None:
    for row in council.of("people_professional"):
        one = council.people[row["person_id"]]
        born = day(one["born_on"])
        if row["role"] != "school" or not born or row["ends_on"]:
            continue
        years = _years(born, TODAY)
        ages = {"Nursery|Pre-school|Children's Centre": (2.8, 5.2), "Primary": (4, 12.1), "College|Sixth": (16, 19)}
        low, high = next((between for kind, between in ages.items() if re.search(kind, row["organisation"])), (4, 19))
        assert low <= years <= high, (one, row)


def test_each_school_and_surgery_has_one_number_from_fiction(council: Made) -> None:
    numbers = defaultdict(set)
    for row in council.of("people_professional"):
        assert re.fullmatch(r"01632 960\d{3}", row["phone"]), row
        numbers[row["organisation"]].add(row["phone"])
    assert len(numbers) > 15
    assert {len(of_one) for of_one in numbers.values()} == {1}
    for row in council.of("people_contactpoint"):
        assert row["kind"] == "email" or re.fullmatch(r"07700 900\d{3}|0\d{3} 49[68] 0\d{3}", row["value"]), row


def test_an_unsafe_number_says_why(council: Made) -> None:
    unsafe = [row for row in council.of("people_contactpoint") if row["safe"] == "no"]
    assert unsafe
    assert all(row["note"] for row in unsafe)


def test_alerts_say_when_and_are_reviewed_later(council: Made) -> None:
    alerts = council.of("people_alert")
    assert len({row["kind"] for row in alerts}) > 6
    for row in alerts:
        since, review = day(row["starts_on"]), day(row["review_on"])
        assert since
        assert review
        assert since < min(TODAY, review)
        assert f"{since.day} {since:%B %Y}" in row["reason"], row


def test_texts_are_whole_sentences_with_every_slot_filled(council: Made) -> None:
    said = [row["text"] for row in council.of("recording_entry")]
    said += [row["what_happened"] for row in council.of("recording_significantevent")] + [
        row["impact"] for row in council.of("recording_significantevent")
    ]
    for text in said:
        assert text
        assert not re.search(r"[{}]|  |\bNone\b(?! of)", text), text
        assert text[-1] in ".!?'\")", text
        assert text[0].isupper(), text


def test_the_same_words_do_not_come_again_and_again(council: Made) -> None:
    visits = Counter(row["text"] for row in council.of("recording_entry") if row["kind"] == "visit")
    assert len(visits) > 0.97 * sum(visits.values())
    assert visits.most_common(1)[0][1] < 12


def test_work_is_uneven(council: Made) -> None:
    entries = Counter(one["id"] for one, _, _ in _about(council))
    counts = sorted(entries.values())
    assert counts[len(counts) // 2] < 12
    assert counts[-1] > 80


def test_there_are_strangers_who_could_be_mistaken_for_each_other() -> None:
    people = [one for one in make(5000, 0).people.values() if _born(one)]
    by_name = defaultdict(list)
    for one in people:
        first, last = one["name"].split(" (")[0].split()[0], one["name"].split(" (")[0].split()[-1]
        by_name[first, last].append(_born(one))
    near = sum(1 for some in by_name.values() for a in some for b in some if a and b and a < b and (b - a).days <= 5)
    assert 24 <= near <= 200


def test_both_services_have_people_stories_and_teams(council: Made) -> None:
    teams = Counter(row["team_id"] for row in council.of("work_allocation") if not row["ends_on"])
    assert sum(teams[team] for team in ("9", "10", "11")) > 10
    born = {
        row["person_id"]: day(council.people[row["person_id"]]["born_on"])
        for row in council.of("work_allocation")
        if row["team_id"] in ("9", "10", "11")
    }
    assert all(on is None or _years(on, TODAY) >= 18 for on in born.values())
    kinds = Counter(row["kind"] for row in council.of("people_relationship"))
    for kind in ("carer", "step_parent", "half_sibling", "twin", "grandparent", "guardian", "foster_carer", "poses_risk_to", "aunt_uncle"):
        assert kinds[kind], kind
    assert any(one["is_unborn"] == "True" for one in council.people.values())


def test_amina_has_fifteen_children_in_seven_families_with_visits_recent_and_due(council: Made) -> None:
    mine = {row["person_id"] for row in council.of("work_allocation") if row["worker_id"] == "2" and not row["ends_on"]}
    assert len(mine) == sum(map(len, AMINAS)) == 15
    seen = {one["id"]: on for one, part, on in _about(council) if one["id"] in mine and part["seen"] == "yes"}
    assert sum(1 for on in seen.values() if (TODAY - on).days <= 45) >= 13
    visits = [row for row in council.of("work_task") if row["worker_id"] == "2" and row["title"] == "Visit"]
    assert {row["person_id"] for row in visits} == mine
    assert len({row["together"] or row["person_id"] for row in visits}) == 7
    assert all((due := day(row["due_on"])) and -5 <= (due - TODAY).days <= 15 for row in visits)


def test_eleven_contacts_name_one_man_about_eleven_girls(council: Made) -> None:
    man = next(one for one in council.people.values() if one["name"] == "Ian Carver")
    entries = {part["entry_id"] for part in council.of("recording_entrypart") if part["person_id"] == man["id"]}
    assert len(entries) == 11
    girls = [(one, on) for one, part, on in _about(council) if part["entry_id"] in entries and part["role"] == "about"]
    assert len({one["id"] for one, _ in girls}) == 11
    for one, on in girls:
        born = _born(one)
        assert one["sex"] == "F"
        assert born
        assert 12.9 < _years(born, on) < 16.5


def test_the_child_of_the_first_example_is_there_and_every_page_shows_that_example(council: Made) -> None:
    (child,) = [row for row in council.people.values() if row["name"].startswith("Jonathan") and row["born_on"] == "2014-04-03"]
    home = {row["id"]: row["postcode"] for row in council.of("people_place")}
    assert [home[row["place_id"]] for row in council.of("people_residence") if row["person_id"] == child["id"] and not row["ends_on"]] == ["NB4 1QT"]
    assert any(row["person_id"] == child["id"] for row in council.of("work_allocation"))
    for shown in ("README.md", "kith/practice/finding/templates/finding/find.html"):
        assert newcomer.EXAMPLE in Path(shown).read_text(), shown


def test_the_same_plan_makes_the_same_rows_and_another_seed_others() -> None:
    assert make(300, 1200).tables == make(300, 1200).tables
    assert make(300, 1200).tables != make(300, 1200, seed=2).tables
    assert plan(300, 1200) == plan(300, 1200)


def test_another_process_makes_the_same_batches_and_ends_when_it_is_not_wanted() -> None:
    large = plan(BATCH + 100, 500)
    beside = list(batches_beside(large))
    assert beside == list(Council(large).batches())
    assert len(beside) == 2
    begun = batches_beside(large)
    next(begun)
    begun.close()
    assert multiprocessing.active_children() == []
