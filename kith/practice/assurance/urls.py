from django.urls import path

from kith.practice.assurance import pages

urlpatterns = [
    path("ledger", pages.ledger_page, name="ledger"),
    path("flags", pages.flags_page, name="flags"),
    path("flags/<int:flag_id>", pages.flag_page, name="flag"),
    path("flags/workers-on-record", pages.workers_on_record_page, name="workers_on_record"),
    path("flags/workers-on-record/<int:row_id>/end", pages.end_worker_on_record_page, name="end_worker_on_record"),
    path("where-i-live", pages.my_home, name="my_home"),
    path("workers/<int:worker_id>/home", pages.worker_home, name="worker_home"),
]
