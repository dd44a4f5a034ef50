"""Signing in and out, proving again who one is, where one is signed in, and the administrator's pages of workers and teams."""

from kith.foundations.staff.pages.abilities import (
    abilities,
    decide_change_page,
    end_role_page,
    my_abilities,
    propose_change_page,
    worker_abilities,
)
from kith.foundations.staff.pages.arriving import is_page_of_ours, turned_away
from kith.foundations.staff.pages.confirming import proof_wanted
from kith.foundations.staff.pages.covers import cover, end_cover_page
from kith.foundations.staff.pages.leaving import end_worker_page, reopen_worker_page, workers_sign_in
from kith.foundations.staff.pages.my_sign_in import (
    add_app,
    add_passkey_page,
    end_my_sessions,
    my_sign_in,
    recovery_codes,
    remove_app,
    remove_passkey_page,
)
from kith.foundations.staff.pages.password import change_password_page, own_password_wanted
from kith.foundations.staff.pages.provider import provider, provider_back
from kith.foundations.staff.pages.proving import axes_name
from kith.foundations.staff.pages.roles import roles, roles_audited
from kith.foundations.staff.pages.sign_in import second_step, sign_in, sign_out
from kith.foundations.staff.pages.teams import add_team_page, change_team_page, join_team_page, leave_team_page
from kith.foundations.staff.pages.workers import add_worker_page, change_worker_page, first_password_page, worker_page, workers

__all__ = [
    "abilities",
    "add_app",
    "add_passkey_page",
    "add_team_page",
    "add_worker_page",
    "axes_name",
    "change_password_page",
    "change_team_page",
    "change_worker_page",
    "cover",
    "decide_change_page",
    "end_cover_page",
    "end_my_sessions",
    "end_role_page",
    "end_worker_page",
    "first_password_page",
    "is_page_of_ours",
    "join_team_page",
    "leave_team_page",
    "my_abilities",
    "my_sign_in",
    "own_password_wanted",
    "proof_wanted",
    "propose_change_page",
    "provider",
    "provider_back",
    "recovery_codes",
    "remove_app",
    "remove_passkey_page",
    "reopen_worker_page",
    "roles",
    "roles_audited",
    "second_step",
    "sign_in",
    "sign_out",
    "turned_away",
    "worker_abilities",
    "worker_page",
    "workers",
    "workers_sign_in",
]
