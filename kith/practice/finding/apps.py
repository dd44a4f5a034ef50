from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "kith.practice.finding"
    label = "finding"
