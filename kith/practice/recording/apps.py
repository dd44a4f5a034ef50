from django.apps import AppConfig


class RecordingConfig(AppConfig):
    name = "kith.practice.recording"
    label = "recording"

    def ready(self) -> None:
        """Reactions import models, which exist only now."""
        from kith.foundations.ledger.commands import listen, listen_together
        from kith.practice.people import events as people
        from kith.practice.recording import reactions
        from kith.practice.recording.events import DocumentAdded

        for event in (
            people.PersonRegistered,
            people.PersonChanged,
            people.BirthRecorded,
            people.DeathRecorded,
            people.AlertRaised,
            people.AlertEnded,
        ):
            listen_together(event, reactions.tell_of_changes)
        listen(DocumentAdded, reactions.read_document)
