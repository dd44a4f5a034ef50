"""Roles and the matrix, business with people, restrictions, broken glass."""

from kith.foundations.access.commands.business import end_grants, give_reason, grant, load_grants
from kith.foundations.access.commands.matrix import decide_change, propose_change
from kith.foundations.access.commands.partners import end_partnership, open_partnership
from kith.foundations.access.commands.restrictions import (
    GlassCannotBreak,
    break_glass,
    break_glass_together,
    declare_conflict,
    let_in,
    lift,
    restrict,
    review_glass,
    shut_again,
    widen,
)
from kith.foundations.access.commands.returns import begin_returns, making_returns
from kith.foundations.access.commands.roles import end_role, give_role

__all__ = [
    "GlassCannotBreak",
    "begin_returns",
    "break_glass",
    "break_glass_together",
    "decide_change",
    "declare_conflict",
    "end_grants",
    "end_partnership",
    "end_role",
    "give_reason",
    "give_role",
    "grant",
    "let_in",
    "lift",
    "load_grants",
    "making_returns",
    "open_partnership",
    "propose_change",
    "restrict",
    "review_glass",
    "shut_again",
    "widen",
]
