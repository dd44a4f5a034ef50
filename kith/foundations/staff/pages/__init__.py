"""Signing in and out, proving again who one is, where one is signed in, and the administrator's pages of workers and teams."""

from kith.foundations.staff.pages.abilities import (
    abilities,
    decide_change_page,
    end_role_page,
    my_abilities,
    propose_change_page,
    worker_abilities,
)
from kith.foundations.staff.pages.administration import add_team_page, add_worker_page, end_worker_page, workers, workers_sign_in
from kith.foundations.staff.pages.arriving import turned_away
from kith.foundations.staff.pages.confirming import proof_wanted
from kith.foundations.staff.pages.my_sign_in import (
    add_app,
    add_passkey_page,
    end_my_sessions,
    my_sign_in,
    recovery_codes,
    remove_app,
    remove_passkey_page,
)
from kith.foundations.staff.pages.password import change_password_page
from kith.foundations.staff.pages.provider import provider, provider_back
from kith.foundations.staff.pages.proving import axes_name
from kith.foundations.staff.pages.sign_in import second_step, sign_in, sign_out

__all__ = [
    "abilities",
    "add_app",
    "add_passkey_page",
    "add_team_page",
    "add_worker_page",
    "axes_name",
    "change_password_page",
    "decide_change_page",
    "end_my_sessions",
    "end_role_page",
    "end_worker_page",
    "my_abilities",
    "my_sign_in",
    "proof_wanted",
    "propose_change_page",
    "provider",
    "provider_back",
    "recovery_codes",
    "remove_app",
    "remove_passkey_page",
    "second_step",
    "sign_in",
    "sign_out",
    "turned_away",
    "worker_abilities",
    "workers",
    "workers_sign_in",
]
