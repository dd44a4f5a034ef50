from django.urls import path

from kith.foundations.staff import pages

urlpatterns = [
    path("sign-in", pages.sign_in, name="sign_in"),
    path("sign-in/second-step", pages.second_step, name="second_step"),
    path("sign-in/provider", pages.provider, name="provider"),
    path("sign-in/provider/back", pages.provider_back, name="provider_back"),
    path("sign-out", pages.sign_out, name="sign_out"),
    path("my-sign-in", pages.my_sign_in, name="my_sign_in"),
    path("my-sign-in/end", pages.end_my_sessions, name="end_my_sessions"),
    path("my-sign-in/app", pages.add_app, name="add_app"),
    path("my-sign-in/app/remove", pages.remove_app, name="remove_app"),
    path("my-sign-in/codes", pages.recovery_codes, name="recovery_codes"),
    path("my-sign-in/passkeys/add", pages.add_passkey_page, name="add_passkey"),
    path("my-sign-in/passkeys/<int:passkey_id>/remove", pages.remove_passkey_page, name="remove_passkey"),
    path("my-password", pages.change_password_page, name="change_password"),
    path("cover", pages.cover, name="cover"),
    path("cover/<int:cover_id>/end", pages.end_cover_page, name="end_cover"),
    path("workers", pages.workers, name="workers"),
    path("workers/add", pages.add_worker_page, name="add_worker"),
    path("workers/<int:worker_id>", pages.worker_page, name="worker"),
    path("workers/<int:worker_id>/change", pages.change_worker_page, name="change_worker"),
    path("workers/<int:worker_id>/first-password", pages.first_password_page, name="first_password"),
    path("workers/<int:worker_id>/stays", pages.reopen_worker_page, name="reopen_worker"),
    path("workers/<int:worker_id>/teams/add", pages.join_team_page, name="join_team"),
    path("workers/<int:worker_id>/teams/<int:membership_id>", pages.leave_team_page, name="leave_team"),
    path("workers/<int:worker_id>/leaves", pages.end_worker_page, name="end_worker"),
    path("workers/<int:worker_id>/sign-in", pages.workers_sign_in, name="workers_sign_in"),
    path("teams/add", pages.add_team_page, name="add_team"),
    path("teams/<int:team_id>", pages.change_team_page, name="change_team"),
]
