from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "kith.doors.desk"
    label = "desk"
