from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kith.practice.people"
    label = "people"

    def ready(self) -> None:
        """Reactions import models, which exist only now."""
        from kith.foundations.access.events import RecordRestricted, RestrictionLifted
        from kith.foundations.ledger.commands import listen
        from kith.practice.people.reactions import follow_restriction

        listen(RecordRestricted, follow_restriction)
        listen(RestrictionLifted, follow_restriction)
