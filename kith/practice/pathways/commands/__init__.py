"""What can be done in a pathway."""

from kith.practice.pathways.commands.beginning import (
    CannotBegin,
    NotOpen,
    begin_planned_step,
    begin_step,
    book_meeting,
    give_form,
    give_step,
    note_happening,
    plan_step,
)
from kith.practice.pathways.commands.correcting import CannotCorrect, correct_beginning
from kith.practice.pathways.commands.council import NotAPathway, publish_pathway, recount_clocks, set_council_clocks
from kith.practice.pathways.commands.effects import take_effect
from kith.practice.pathways.commands.episodes import EpisodeInTheWay, close_episode, move_episode, open_episode
from kith.practice.pathways.commands.finishing import AlreadyOver, StepNotReady, finish_step
from kith.practice.pathways.commands.handing_on import hand_steps_on
from kith.practice.pathways.commands.leaving import CannotLeave, cancel_step, reopen_step, skip_step
from kith.practice.pathways.commands.load_steps import LEADS_KEPT_BY, NotToBeLoaded, load_leads, load_steps
from kith.practice.pathways.commands.sending import CannotDecide, CannotSend, authorise_step, send_back_step, send_step
from kith.practice.pathways.commands.shutting import let_approver_in, shut_step
from kith.practice.pathways.commands.visits import count_visit
from kith.practice.pathways.commands.winding import DatesContradict, count_lateness, wind_clocks, wind_visits

__all__ = [
    "LEADS_KEPT_BY",
    "AlreadyOver",
    "CannotBegin",
    "CannotCorrect",
    "CannotDecide",
    "CannotLeave",
    "CannotSend",
    "DatesContradict",
    "EpisodeInTheWay",
    "NotAPathway",
    "NotOpen",
    "NotToBeLoaded",
    "StepNotReady",
    "authorise_step",
    "begin_planned_step",
    "begin_step",
    "book_meeting",
    "cancel_step",
    "close_episode",
    "correct_beginning",
    "count_lateness",
    "count_visit",
    "finish_step",
    "give_form",
    "give_step",
    "hand_steps_on",
    "let_approver_in",
    "load_leads",
    "load_steps",
    "move_episode",
    "note_happening",
    "open_episode",
    "plan_step",
    "publish_pathway",
    "recount_clocks",
    "reopen_step",
    "send_back_step",
    "send_step",
    "set_council_clocks",
    "shut_step",
    "skip_step",
    "take_effect",
    "wind_clocks",
    "wind_visits",
]
