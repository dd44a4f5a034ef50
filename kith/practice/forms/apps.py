from pathlib import Path

from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "kith.practice.forms"
    label = "forms"

    def ready(self) -> None:
        """What is known of people is registered here, since people stands below forms. Its queries import models, which exist only now."""
        from kith.practice.forms.reactions import facts_of_people
        from kith.practice.forms.rules.registry import register, ship

        register(*facts_of_people())
        ship(Path(__file__).parent / "definitions")
