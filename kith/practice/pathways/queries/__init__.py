"""What can be asked about pathways. Every query is told whose eyes look."""

from kith.practice.pathways.queries.before import Before, Earlier, before
from kith.practice.pathways.queries.clocks import ClockView
from kith.practice.pathways.queries.corrected import earlier_beginnings
from kith.practice.pathways.queries.due import DueItem, ToBegin, ToSign, Underway, due_for, late_about, to_begin, to_sign, underway
from kith.practice.pathways.queries.following import Following, following
from kith.practice.pathways.queries.happened import happenings_of, noted_on
from kith.practice.pathways.queries.in_force import InForce, council_clocks, council_pathways, in_force, with_file
from kith.practice.pathways.queries.journey import EpisodeView, Journey, StepView, approvers, journey, rounds_of, step_view, waiting_for
from kith.practice.pathways.queries.line import InLine, line_of, steps_after
from kith.practice.pathways.queries.needed import needed
from kith.practice.pathways.queries.record import EpisodeRow, StepRow, Unled, episodes_of, how_they_stand, nobody_leads, steps_of
from kith.practice.pathways.queries.said import SaidInStep, prior_of, said_in_line
from kith.practice.pathways.queries.steps import (
    STILL_OPEN,
    NotWhole,
    everybody_in,
    has_come_before,
    is_whole,
    open_episodes,
    people_of_step,
    step_for,
    subjects_of,
    whole_steps,
)

__all__ = [
    "STILL_OPEN",
    "Before",
    "ClockView",
    "DueItem",
    "Earlier",
    "EpisodeRow",
    "EpisodeView",
    "Following",
    "InForce",
    "InLine",
    "Journey",
    "NotWhole",
    "SaidInStep",
    "StepRow",
    "StepView",
    "ToBegin",
    "ToSign",
    "Underway",
    "Unled",
    "approvers",
    "before",
    "council_clocks",
    "council_pathways",
    "due_for",
    "earlier_beginnings",
    "episodes_of",
    "everybody_in",
    "following",
    "happenings_of",
    "has_come_before",
    "how_they_stand",
    "in_force",
    "is_whole",
    "journey",
    "late_about",
    "line_of",
    "needed",
    "nobody_leads",
    "noted_on",
    "open_episodes",
    "people_of_step",
    "prior_of",
    "rounds_of",
    "said_in_line",
    "step_for",
    "step_view",
    "steps_after",
    "steps_of",
    "subjects_of",
    "to_begin",
    "to_sign",
    "underway",
    "waiting_for",
    "whole_steps",
    "with_file",
]
