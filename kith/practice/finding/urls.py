from django.urls import path

from kith.practice.finding import pages

urlpatterns = [
    path("find", pages.find, name="find"),
    path("find/entries", pages.find_entries, name="find_entries"),
    path("find/pick", pages.pick_person, name="pick_person"),
    path("contacts/new", pages.new_contact, name="new_contact"),
    path("people/add", pages.add_person, name="add_person"),
]
