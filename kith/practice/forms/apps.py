from pathlib import Path

from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "kith.practice.forms"
    label = "forms"

    def ready(self) -> None:
        """What is known of people is registered here, since people stands below forms. Its queries import models, which exist only now."""
        from kith.practice.forms.reactions import adults_offered, facts_of_people
        from kith.practice.forms.rules.registry import register, register_offers, ship

        register(*facts_of_people())
        register_offers("adults", adults_offered)
        ship(Path(__file__).parent / "definitions")
