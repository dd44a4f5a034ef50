"""What workers see of pathways: beginning a step, the step, sign-off."""

from kith.practice.pathways.pages.beginning import BeganForm, begin_page
from kith.practice.pathways.pages.council_clocks import council_clocks_page, council_days_page, council_target_page
from kith.practice.pathways.pages.declared import council_steps_page, declared_page
from kith.practice.pathways.pages.deeds import book_page, cancel_page, correct_beginning_page, give_page, note_page, reopen_page, skip_page
from kith.practice.pathways.pages.signing import authorise_page, send_back_page
from kith.practice.pathways.pages.step import begin_planned_page, step_page

__all__ = [
    "BeganForm",
    "authorise_page",
    "begin_page",
    "begin_planned_page",
    "book_page",
    "cancel_page",
    "correct_beginning_page",
    "council_clocks_page",
    "council_days_page",
    "council_steps_page",
    "council_target_page",
    "declared_page",
    "give_page",
    "note_page",
    "reopen_page",
    "send_back_page",
    "skip_page",
    "step_page",
]
