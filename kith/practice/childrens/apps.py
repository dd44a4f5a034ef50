from pathlib import Path

from django.apps import AppConfig


class ChildrensConfig(AppConfig):
    name = "kith.practice.childrens"
    label = "childrens"

    def ready(self) -> None:
        """What this room ships is told to the rooms below."""
        from kith.practice.childrens.reactions import facts_of_steps
        from kith.practice.forms.rules.registry import register
        from kith.practice.forms.rules.registry import ship as ship_forms
        from kith.practice.pathways.rules.registry import ship

        register(*facts_of_steps())
        ship_forms(Path(__file__).parent / "definitions" / "forms")
        ship("kith.practice.childrens", "front_door.yaml", "protection.yaml", "safety.yaml")
