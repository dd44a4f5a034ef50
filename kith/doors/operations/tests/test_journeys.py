"""The synthetic council's journeys are such as the verbs would have made them, and as uneven as real ones."""

import json
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from kith.doors.operations.council.making import LEAVER
from kith.doors.operations.tests.made import TODAY, Made, Row, day, make
from kith.practice.childrens.rules.codes import CATEGORIES, FACTORS
from kith.practice.forms.queries import shipped_forms
from kith.practice.forms.rules.boxes import box
from kith.practice.forms.rules.reading import form_of
from kith.practice.forms.rules.registry import facts
from kith.practice.forms.rules.sheet import Asking, Who, fill, places, typed_again

OPEN = ("planned", "open", "waiting")


@pytest.fixture(scope="module")
def council() -> Made:
    return make(1600, 9000)


def _links(council: Made) -> dict[str, list[Row]]:
    found = defaultdict(list)
    for row in council.of("pathways_stepperson"):
        found[row["step_id"]].append(row)
    return found


def _steps(council: Made) -> dict[str, Row]:
    return {row["id"]: row for row in council.of("pathways_step")}


def test_there_are_children_at_every_stage(council: Made) -> None:
    stages = Counter((row["kind"], row["status"]) for row in council.of("pathways_step"))
    kinds = ("child-and-family-assessment", "child-in-need-review", "core-group", "review-conference", "section-47-enquiry", "family-help-review")
    for kind in kinds:
        assert stages[kind, "done"] > 10, kind
        assert sum(stages[kind, status] for status in OPEN) > 0, kind
    for status in ("open", "planned", "waiting", "skipped", "cancelled"):
        assert sum(many for (_, other), many in stages.items() if other == status) > 1, status
    open_now = Counter(row["kind"] for row in council.of("pathways_episode") if not row["ended_on"])
    assert {"child-in-need", "child-in-need-plan", "child-protection-plan", "family-help"} <= open_now.keys()


def test_some_are_late_some_were_sent_back_or_opened_again(council: Made) -> None:
    met = Counter(row["is_late"] for row in council.of("pathways_runningclock") if row["met_at"])
    assert 0.1 < met["True"] / (met["True"] + met["False"]) < 0.45
    assert {"late", "reopened", "skipped"} <= {row["what"] for row in council.of("pathways_departure")}
    assert any(row["is_authorised"] == "False" for row in council.of("pathways_signoff"))


def test_with_a_few_families_work_goes_on_although_nobody_leads(council: Made) -> None:
    led = {row["person_id"] for row in council.of("work_allocation") if not row["ends_on"]}
    underway = {row["person_id"] for row in council.of("pathways_episode") if not row["ended_on"]}
    assert 0.01 < len(underway - led) / len(underway) < 0.12
    left = {row["person_id"]: day(row["ends_on"]) for row in council.of("work_allocation") if row["end_reason"] == LEAVER}
    assert set(left) >= underway - led
    assert all(on and timedelta(0) <= TODAY - on for on in left.values())


def test_siblings_paths_part(council: Made) -> None:
    parted = [links for links in _links(council).values() if len({link["outcome"] for link in links}) > 1]
    assert len(parted) > 10


def test_unborn_children_have_journeys_too(council: Made) -> None:
    unborn = {id_ for id_, one in council.people.items() if one["is_unborn"] == "True"}
    assert unborn & {row["person_id"] for row in council.of("pathways_stepperson")}


def test_nobody_signs_off_their_own_and_what_waits_has_one_open_round(council: Made) -> None:
    rounds = defaultdict(list)
    for row in council.of("pathways_signoff"):
        assert row["decided_by_id"] != row["sent_by_id"]
        rounds[row["step_id"]].append(row)
    for step in council.of("pathways_step"):
        waiting = [row for row in rounds[step["id"]] if not row["decided_at"]]
        assert len(waiting) == (step["status"] == "waiting"), step
        assert not step["authorised_by_id"] or step["authorised_by_id"] != step["finished_by_id"]


@pytest.mark.parametrize("seed", [2, 3])
def test_in_other_councils_too_nothing_overlaps(seed: int) -> None:
    """What happens to one family of a thousand happens to some in every council of a size."""
    test_episodes_of_a_kind_follow_each_other_and_lie_in_the_outer_one(make(2500, 9000, seed))


def test_episodes_of_a_kind_follow_each_other_and_lie_in_the_outer_one(council: Made) -> None:
    of = defaultdict(list)
    for row in council.of("pathways_episode"):
        since, until = day(row["started_on"]), day(row["ended_on"])
        assert since
        assert not until or since <= until, row
        of[row["person_id"], row["kind"]].append((since, until or TODAY + timedelta(days=1)))
    for (person, kind), some in of.items():
        some.sort()
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(some)), (person, kind)
        if kind in ("child-protection-plan", "child-in-need-plan"):
            outer = of[person, "child-in-need"]
            assert all(any(since <= a and b <= until for since, until in outer) for a, b in some), (person, kind)


def test_nothing_happens_before_what_it_follows_or_after_today(council: Made) -> None:
    steps = _steps(council)
    for step in steps.values():
        began, before = day(step["began_at"]), steps.get(step["came_from_id"])
        for name in ("began_at", "held_at", "finished_at", "authorised_at"):
            on = day(step[name])
            assert not on or on < TODAY, (step, name)
        if began and before and (earlier := day(before["began_at"])):
            assert earlier <= began, step
        finished = day(step["finished_at"])
        assert not (began and finished) or began <= finished, step


def test_what_is_over_runs_no_clock(council: Made) -> None:
    steps = _steps(council)
    for clock in council.of("pathways_runningclock"):
        step = steps.get(clock["step_id"])
        if step and step["status"] in ("skipped", "cancelled"):
            assert clock["met_at"] or clock["ended_at"], (clock, step)


def test_visits_count_for_the_plans_that_owe_them(council: Made) -> None:
    seen = {(row["person_id"], f"recording.Entry:{row['entry_id']}") for row in council.of("recording_entrypart") if row["seen"] == "yes"}
    counted = [row for row in council.of("pathways_happening") if row["source"]]
    assert len(counted) > 300
    assert all((row["person_id"], row["source"]) in seen for row in counted)
    assert len({(row["person_id"], row["kind"], row["source"]) for row in counted}) == len(counted)


def test_the_story_tells_of_steps_and_plans(council: Made) -> None:
    told = Counter(row["what"] for row in council.of("recording_storyline") if row["words"])
    assert told["step"] > 1000
    assert told["episode"] > told["episode:end"] > 100


def test_steps_found_what_returns_need_with_gaps(council: Made) -> None:
    steps = _steps(council)
    finished = {
        (link["step_id"], link["person_id"])
        for link in council.of("pathways_stepperson")
        if steps[link["step_id"]]["kind"] == "referral" and steps[link["step_id"]]["finished_at"]
    }
    told = {(row["step_id"], row["person_id"]) for row in council.of("childrens_source")}
    assert 0.85 < len(finished & told) / len(finished) < 1
    assert {row["code"] for row in council.of("childrens_abusecategory")} <= CATEGORIES.keys()
    assert all(set(row["codes"].strip("{}").split(",")) <= FACTORS.keys() for row in council.of("childrens_assessmentfactors"))


def test_nobody_is_seen_unborn_or_alone_under_three(council: Made) -> None:
    steps = _steps(council)
    for row in council.of("childrens_childseen"):
        born, on = day(council.people[row["person_id"]]["born_on"]), day(steps[row["step_id"]]["finished_at"])
        assert on
        assert not born or born <= on, row
        assert row["seen"] == "True" or not row["seen_alone"], row


def test_plans_are_reviewed_and_each_row_is_of_somebody_in_them(council: Made) -> None:
    has_part = {(row["plan_id"], row["person_id"]) for row in council.of("plans_planperson")}
    made = {row["id"]: day(row["made_at"]) for row in council.of("plans_plan")}
    for row in council.of("plans_need") + council.of("plans_action") + council.of("plans_progress"):
        assert not row["person_id"] or (row["plan_id"], row["person_id"]) in has_part, row
    standings = Counter(row["standing"] for row in council.of("plans_progress"))
    assert all(standings[each] > 3 for each in ("met", "partly", "not", "no longer"))
    for row in council.of("plans_progress"):
        on, since = day(row["reviewed_on"]), made[row["plan_id"]]
        assert on
        assert since
        assert since <= on < TODAY, row
    assert any(row["ended_on"] for row in council.of("plans_plan"))
    assert any(row["worker_id"] for row in council.of("plans_action"))


def test_what_was_finished_of_late_has_its_form_and_the_form_what_it_insists_on(council: Made) -> None:
    """But for what nobody wrote down of the facts beside the step."""
    texts = dict(enumerate(shipped_forms().values(), start=1))
    steps = {row["response"]: row for row in council.of("pathways_step") if row["response"]}
    parts: dict[str, dict[int, dict[str, object]]] = {}
    for row in council.of("forms_responsepart"):
        parts.setdefault(row["response_id"], {})[int(row["person_id"])] = json.loads(row["answers"])
    responses = council.of("forms_response")
    assert len(responses) > 40
    for row in responses:
        form, own = form_of(texts[int(row["version_id"])]), parts[row["id"]]
        said = places(json.loads(row["answers"]), own)
        asking = Asking([Who(person, "Ella Example") for person in own], date.fromisoformat(row["finished_at"][:10]), facts())
        sheet = fill(form, typed_again(form, said, facts()), asking)
        of_record = {box(*place) for place, question in sheet.asked.items() if question.fact}
        wrong = [each for each in sheet.missing if each[0] not in of_record]
        assert wrong == [], (form.key, wrong)
        assert row["owner"] == f"pathways.Step:{steps[row['id']]['id']}"
    forms_of = {row["id"]: row["version_id"] for row in responses}
    priors = [(row["version_id"], forms_of[row["prior_id"]]) for row in responses if row["prior_id"]]
    assert priors
    assert all(one == other for one, other in priors)


def test_some_steps_began_out_of_order_and_some_children_moved_in_with_a_plan() -> None:
    large = make(3000, 12000)
    departures = Counter(row["what"] for row in large.of("pathways_departure"))
    assert departures["out of order"] > 0
    assert departures["reopened"] > 0
    assert departures["late"] > 0
    assert any(row["kind"] == "transfer-in-conference" and row["status"] == "done" for row in large.of("pathways_step"))
