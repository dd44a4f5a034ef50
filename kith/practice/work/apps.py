from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "kith.practice.work"
    label = "work"

    def ready(self) -> None:
        """Reactions import models, which exist only now."""
        from kith.foundations.ledger.commands import listen
        from kith.practice.people.events import PersonChanged
        from kith.practice.work.reactions import follow_family

        listen(PersonChanged, follow_family)
