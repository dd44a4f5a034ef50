from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "kith.practice.work"
    label = "work"
