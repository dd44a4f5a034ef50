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
    path("workers", pages.workers, name="workers"),
    path("workers/add", pages.add_worker_page, name="add_worker"),
    path("workers/<int:worker_id>/leaves", pages.end_worker_page, name="end_worker"),
    path("workers/<int:worker_id>/sign-in", pages.workers_sign_in, name="workers_sign_in"),
    path("workers/<int:worker_id>/abilities", pages.worker_abilities, name="worker_abilities"),
    path("workers/<int:worker_id>/abilities/<int:held_id>/end", pages.end_role_page, name="end_role"),
    path("abilities", pages.abilities, name="abilities"),
    path("abilities/mine", pages.my_abilities, name="my_abilities"),
    path("abilities/propose", pages.propose_change_page, name="propose_change"),
    path("abilities/changes/<int:change_id>", pages.decide_change_page, name="decide_change"),
    path("teams/add", pages.add_team_page, name="add_team"),
]
