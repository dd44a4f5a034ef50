"""Which way a child's journey goes: what each step ends in, given where the work is heading and how long it still has."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Aim(StrEnum):
    """Where the work with a child is heading, as nobody knows when it begins."""

    ADVICE = "advice"  # the contact ends it
    REFUSED = "refused"  # a referral with no further action
    FAMILY_HELP = "family help"
    ASSESSED = "assessed"  # an assessment that ends it
    IN_NEED = "in need"  # a child in need plan
    PROTECTED = "protected"  # an enquiry and a child protection plan
    CARE = "care"  # looked after: assessed, and the rest is another journey's


# How an aim looks back, by kind of step, where a spell of work has come to its end with the step undone.
WRAPPED = {
    "contact": "information", "referral": "no-further-action", "strategy-discussion": "no-further-action", "section-47-enquiry": "not-substantiated",
    "initial-conference": "no-plan", "transfer-in-conference": "no-plan",
    "family-help-assessment": "universal", "family-help-review": "ends", "review-conference": "ends",
    "child-and-family-assessment": "no-further-action", "child-in-need-planning": "not-needed", "closing": "closed",
}  # fmt: skip
REASONS = {"child-in-need": ("RC7", "RC7", "RC7", "RC5"), "family-help": ("met", "met", "universal", "declined", "moved")}
BECAUSE = {
    "information": ("The school has it in hand and the family agrees.", "Known and met; nothing that needs us."),
    "no-further-action": (
        "The parents sought help themselves and the school sees a change.", "What was reported did not happen as it was told.",
        "The concerns are met by what the health visitor and the family do already.",
    ),
    "no-continuing-risk": ("The person who harmed has left, and the family keeps it so.",),
    "no-plan": ("The conference agreed that the risk is held by the family's own plan.",),
    "conference": (
        "Injuries that the account does not explain; the risk goes on.", "Neglect that has lasted, in spite of help.",
        "Violence at home in front of the children.",
    ),
    "plan": ("Needs that will not be met without help.", "", "", "Agreed with the family at the meeting."),
    "child-in-need": ("Safer, and still in need of help.", ""),
    "ends": ("The plan's aims are met, and have been for two reviews.", ""),
}  # fmt: skip


@dataclass
class Course:
    """One child's way through one spell of work. It may change its mind."""

    aim: Aim
    reviews: int = 0
    has_plan: bool = False  # a child protection plan
    open: dict[str, int] = field(default_factory=dict)  # episodes by kind: id


@dataclass(frozen=True)
class Case:
    """What an outcome depends on: the child's course, the day, when the work ends (None: it goes on), and whether other steps are undone."""

    course: Course
    rng: random.Random
    on: date
    until: date | None
    busy: bool  # another step in the outer episode has begun and is not done
    is_urgent_line: bool = False  # an enquiry or conference is on the way

    def ends_within(self, days: int) -> bool:
        return self.until is not None and (self.until - self.on).days < days


def outcome_of(kind: str, case: Case) -> str:
    """The key of the outcome; the course may turn by it."""
    choose = _CHOICES.get(kind)
    return choose(case) if choose else "goes-on"


def reason_of(episode: str, rng: random.Random) -> str:
    """Why an episode ended, where the worker chooses."""
    some = REASONS.get(episode, ("not-needed",))
    return some[int(rng.random() * len(some))]


def because_of(outcome: str, rng: random.Random) -> str:
    """Why, in a sentence; often there is none."""
    some = BECAUSE.get(outcome, ("",))
    return some[int(rng.random() * len(some))]


def by_chance(number: int, of: float) -> bool:
    """Drawn by itself, so that what is rare moves nothing else."""
    return random.Random(number).random() < of


def draw_aim(rng: random.Random, days: int, visits_a_month: float, *, goes_on: bool, is_family_help: bool) -> Aim:
    """By how long the work lasted and how dense it was: the most visited are those with a protection plan."""
    drawn = rng.random()
    if is_family_help and (goes_on or drawn < 0.8):
        return Aim.FAMILY_HELP
    if not goes_on and days < 4:
        return Aim.ADVICE
    if not goes_on and days < 40:
        return Aim.REFUSED if drawn < 0.55 else Aim.ADVICE if drawn < 0.85 else Aim.ASSESSED
    if not goes_on and days < 110:
        return Aim.ASSESSED if drawn < 0.7 else Aim.REFUSED if drawn < 0.85 else Aim.FAMILY_HELP
    if visits_a_month > 1.2 and drawn < 0.45:
        return Aim.PROTECTED
    return Aim.PROTECTED if drawn < 0.12 else Aim.IN_NEED if drawn < 0.8 or goes_on else Aim.FAMILY_HELP


def apart(aim: Aim, rng: random.Random) -> Aim:
    """The aim of a sibling whose path parts from the eldest's."""
    some = {Aim.PROTECTED: (Aim.IN_NEED, Aim.ASSESSED), Aim.IN_NEED: (Aim.ASSESSED, Aim.PROTECTED), Aim.ASSESSED: (Aim.REFUSED,)}.get(aim, (aim,))
    return some[int(rng.random() * len(some))]


def _contact(case: Case) -> str:
    if case.course.aim is Aim.ADVICE:
        return "information" if case.rng.random() < 0.85 else "elsewhere"
    return "family-help" if case.course.aim is Aim.FAMILY_HELP else "referral"


def _referral(case: Case) -> str:
    if case.course.aim in (Aim.REFUSED, Aim.ADVICE):
        return "no-further-action"
    if case.course.aim is Aim.FAMILY_HELP:
        case.course.aim = Aim.ASSESSED
    return "strategy" if case.course.aim is Aim.PROTECTED and case.rng.random() < 0.6 else "assess"


def _assessment(case: Case) -> str:
    if case.course.aim is Aim.ASSESSED and not case.busy and len(case.course.open) < 2:  # in need, and nothing inside it
        if case.rng.random() < 0.75:
            return "no-further-action"
        case.course.aim = Aim.FAMILY_HELP
        return "family-help"
    if case.course.aim is Aim.PROTECTED:
        return "goes-on" if case.course.has_plan or case.is_urgent_line or case.ends_within(60) else "strategy"
    return "plan" if case.course.aim is Aim.IN_NEED and not case.course.open.get("child-in-need-plan") else "goes-on"


def _strategy(case: Case) -> str:
    if case.course.aim is not Aim.PROTECTED:
        return "assess"
    drawn = case.rng.random()
    return "joint-enquiry" if drawn < 0.66 else "single-enquiry" if drawn < 0.94 else "again"


def _enquiry(case: Case) -> str:
    if case.course.aim is Aim.PROTECTED and case.rng.random() < 0.82:
        return "conference"
    case.course.aim = Aim.IN_NEED
    return "no-continuing-risk" if case.rng.random() < 0.5 else "not-substantiated"


def _initial_conference(case: Case) -> str:
    if case.rng.random() < 0.9:
        case.course.has_plan, case.course.reviews = True, 0
        return "plan"
    case.course.aim = Aim.IN_NEED
    return "child-in-need"


def _transfer_in(case: Case) -> str:
    if case.ends_within(60):
        return "no-plan"
    case.course.has_plan, case.course.reviews = True, 0
    return "plan"


def _review_conference(case: Case) -> str:
    case.course.reviews += 1
    if case.ends_within(200) or (case.course.reviews >= 2 and case.rng.random() < 0.6):
        case.course.has_plan, case.course.reviews = False, 0
        if case.ends_within(60):
            return "ends"
        case.course.aim = Aim.IN_NEED
        return "child-in-need"
    return "goes-on"


def _planning(case: Case) -> str:
    may_end = not case.busy and case.until is not None and "child-in-need-plan" not in case.course.open
    return "not-needed" if may_end and case.rng.random() < 0.05 else "plan"


def _in_need_review(case: Case) -> str:
    case.course.reviews += 1
    if case.ends_within(190) and not case.busy:
        return "plan-ends" if case.rng.random() < 0.7 else "family-help"
    if case.rng.random() < 0.08 and not case.ends_within(300):
        case.course.aim, case.course.reviews = Aim.PROTECTED, 0
        return "strategy"
    return "goes-on"


def _family_help_assessment(case: Case) -> str:
    drawn = case.rng.random()
    if case.until and drawn > 0.8:
        return "universal" if drawn < 0.9 else "declined"
    return "plan"


def _family_help_review(case: Case) -> str:
    case.course.reviews += 1
    if case.ends_within(90):
        return "ends"
    if case.course.reviews > 1 and case.rng.random() < 0.1:
        case.course.aim = Aim.ASSESSED if case.until else Aim.IN_NEED
        return "stepped-up"
    return "goes-on"


_CHOICES: dict[str, Callable[[Case], str]] = {
    "contact": _contact, "referral": _referral, "child-and-family-assessment": _assessment, "strategy-discussion": _strategy,
    "section-47-enquiry": _enquiry, "initial-conference": _initial_conference, "transfer-in-conference": _transfer_in, "review-conference": _review_conference,
    "child-in-need-planning": _planning, "child-in-need-review": _in_need_review, "family-help-assessment": _family_help_assessment,
    "family-help-review": _family_help_review,
    "core-group": lambda case: "goes-on" if case.rng.random() < 0.97 else "earlier-review",
}  # fmt: skip
