"""Signing in and out, changing one's password, and the administrator's pages of workers and teams."""

from kith.foundations.staff.pages.administration import add_team_page, add_worker_page, end_worker_page, workers
from kith.foundations.staff.pages.password import change_password_page
from kith.foundations.staff.pages.sign_in import locked_out, sign_in, sign_out

__all__ = [
    "add_team_page",
    "add_worker_page",
    "change_password_page",
    "end_worker_page",
    "locked_out",
    "sign_in",
    "sign_out",
    "workers",
]
