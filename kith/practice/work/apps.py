from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "kith.practice.work"
    label = "work"

    def ready(self) -> None:
        """Reactions import models, which exist only now."""
        from kith.foundations.access.events import GlassBroken
        from kith.foundations.ledger.commands import listen
        from kith.foundations.staff.events import FirstPasswordMade, TeamJoined, TeamLeft, WorkerChanged
        from kith.practice.people.events import PersonChanged, PersonRegistered
        from kith.practice.recording.events import DocumentStruckOut, EntryCorrected, EntryStruckOut
        from kith.practice.work import reactions

        listen(GlassBroken, reactions.tell_of_broken_glass)
        listen(PersonChanged, reactions.follow_family)
        listen(PersonRegistered, reactions.know_whom_one_added)
        for told in (WorkerChanged, FirstPasswordMade, TeamJoined, TeamLeft):
            listen(told, reactions.tell_the_worker)
        for event in (EntryCorrected, EntryStruckOut, DocumentStruckOut):
            listen(event, reactions.tell_the_author)
