from django.urls import path

from kith.practice.assurance import pages

urlpatterns = [
    path("ledger", pages.ledger_page, name="ledger"),
]
