"""Who is asking, who works where, with which role, who covers, and how they sign in."""

from kith.foundations.staff.queries.covers import CoverSeen, covering, covers_to_see, managers_of, may_set_cover_for
from kith.foundations.staff.queries.roles import RoleHolder, holders_of, holdings_over_time, role_holders
from kith.foundations.staff.queries.sign_in import (
    WHY_NOT,
    SecondFactors,
    SignedInAt,
    accounts_tried_from,
    second_factors_of,
    sessions_of,
    whose_account,
    why_not_this_password,
)
from kith.foundations.staff.queries.workers import (
    facts_of,
    names_of,
    places_of,
    team_facts,
    teams_of,
    worker_of,
    workers_by_id,
    workers_called,
    workers_here,
    workers_meant,
    workers_with_roles,
)

__all__ = [
    "WHY_NOT",
    "CoverSeen",
    "RoleHolder",
    "SecondFactors",
    "SignedInAt",
    "accounts_tried_from",
    "covering",
    "covers_to_see",
    "facts_of",
    "holders_of",
    "holdings_over_time",
    "managers_of",
    "may_set_cover_for",
    "names_of",
    "places_of",
    "role_holders",
    "second_factors_of",
    "sessions_of",
    "team_facts",
    "teams_of",
    "whose_account",
    "why_not_this_password",
    "worker_of",
    "workers_by_id",
    "workers_called",
    "workers_here",
    "workers_meant",
    "workers_with_roles",
]
