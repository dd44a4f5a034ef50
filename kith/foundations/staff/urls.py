from django.urls import path

from kith.foundations.staff import pages

urlpatterns = [
    path("sign-in", pages.sign_in, name="sign_in"),
    path("sign-out", pages.sign_out, name="sign_out"),
    path("my-password", pages.change_password_page, name="change_password"),
    path("workers", pages.workers, name="workers"),
    path("workers/add", pages.add_worker_page, name="add_worker"),
    path("workers/<int:worker_id>/leaves", pages.end_worker_page, name="end_worker"),
    path("teams/add", pages.add_team_page, name="add_team"),
]
