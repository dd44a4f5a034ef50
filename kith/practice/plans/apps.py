from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "kith.practice.plans"
    label = "plans"
