from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "kith.foundations.design"
    label = "design"
