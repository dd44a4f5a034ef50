from django.apps import AppConfig


class AssuranceConfig(AppConfig):
    name = "kith.practice.assurance"
    label = "assurance"

    def ready(self) -> None:
        """The task that looks for flags is known to the worker process once it was imported."""
        from kith.practice.assurance import reactions  # noqa: F401 - registers itself
