from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    name = "kith.practice.assurance"
    label = "assurance"
