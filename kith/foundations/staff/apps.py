from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "kith.foundations.staff"
    label = "staff"
