"""Workers, teams, and everything that opens the door to them."""

from kith.foundations.staff.commands.passwords import NOT_THE_OLD_ONE, PasswordRefused, change_password, make_first_password
from kith.foundations.staff.commands.provider import bind_provider_account, loosen_provider_account
from kith.foundations.staff.commands.second_factor import (
    CodeRefused,
    accept_code,
    accept_passkey,
    add_authenticator,
    add_passkey,
    make_recovery_codes,
    remove_authenticator,
    remove_passkey,
    remove_second_factors,
)
from kith.foundations.staff.commands.sign_in import (
    end_other_sessions,
    end_session,
    end_sessions_of,
    note_confirmed,
    note_sign_in,
    note_sign_out,
)
from kith.foundations.staff.commands.teams import PlaceCannotBe, TeamCannotBe, add_team, change_team, join_team, leave_team
from kith.foundations.staff.commands.workers import (
    AlreadyThere,
    LastAdministrator,
    WorkerCannotBe,
    add_worker,
    change_worker,
    end_what_leavers_left,
    end_worker,
    machine,
    reopen_worker,
)

__all__ = [
    "NOT_THE_OLD_ONE",
    "AlreadyThere",
    "CodeRefused",
    "LastAdministrator",
    "PasswordRefused",
    "PlaceCannotBe",
    "TeamCannotBe",
    "WorkerCannotBe",
    "accept_code",
    "accept_passkey",
    "add_authenticator",
    "add_passkey",
    "add_team",
    "add_worker",
    "bind_provider_account",
    "change_password",
    "change_team",
    "change_worker",
    "end_other_sessions",
    "end_session",
    "end_sessions_of",
    "end_what_leavers_left",
    "end_worker",
    "join_team",
    "leave_team",
    "loosen_provider_account",
    "machine",
    "make_first_password",
    "make_recovery_codes",
    "note_confirmed",
    "note_sign_in",
    "note_sign_out",
    "remove_authenticator",
    "remove_passkey",
    "remove_second_factors",
    "reopen_worker",
]
