from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "kith.doors.operations"
    label = "operations"
