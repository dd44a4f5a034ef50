from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "kith.practice.plans"
    label = "plans"

    def ready(self) -> None:
        """Reactions import models, which exist only now."""
        from kith.foundations.ledger.commands import listen
        from kith.practice.pathways.events import EpisodeClosed
        from kith.practice.plans import reactions

        listen(EpisodeClosed, reactions.end_parts_with_the_episode)
