from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kith.practice.people"
    label = "people"
