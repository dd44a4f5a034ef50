from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "kith.practice.finding"
    label = "finding"

    def ready(self) -> None:
        """Reactions import models, which exist only now."""
        from kith.foundations.ledger.commands import listen, listen_together
        from kith.practice.finding.reactions import index_again, index_place_again, index_when_marked
        from kith.practice.people import events as people

        for event in (people.PersonRegistered, people.PersonChanged, people.BirthRecorded, people.DeathRecorded):
            listen_together(event, index_again)
        listen(people.PlaceGuarded, index_place_again)
        listen(people.RestrictionMarked, index_when_marked)
