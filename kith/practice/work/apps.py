from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "kith.practice.work"
    label = "work"

    def ready(self) -> None:
        """Reactions import models, which exist only now."""
        from kith.foundations.access.events import GlassBroken
        from kith.foundations.ledger.commands import listen, listen_together
        from kith.foundations.staff.events import CoverEnded, CoverSet, FirstPasswordMade, TeamJoined, TeamLeft, WorkerChanged, WorkerEnded
        from kith.practice.people.events import PersonChanged, PersonRegistered
        from kith.practice.recording.events import DocumentStruckOut, EntryCorrected, EntryFinished, EntryStruckOut
        from kith.practice.recording.rules.aside import Aside, ask_aside
        from kith.practice.work import reactions
        from kith.practice.work.queries import tasks_settled_by, tasks_to_settle

        listen(GlassBroken, reactions.tell_of_broken_glass)
        ask_aside(Aside(reactions.SETTLES, "Which of your tasks did this do?", tasks_to_settle, tasks_settled_by))
        listen(EntryFinished, reactions.settle_what_it_did)
        listen_together(PersonChanged, reactions.follow_family)
        listen(PersonRegistered, reactions.know_whom_one_added)
        listen(WorkerEnded, reactions.tell_who_answers)
        listen(CoverSet, reactions.tell_of_cover)
        listen(CoverEnded, reactions.tell_of_cover)
        for told in (WorkerChanged, FirstPasswordMade, TeamJoined, TeamLeft):
            listen(told, reactions.tell_the_worker)
        for event in (EntryCorrected, EntryStruckOut, DocumentStruckOut):
            listen(event, reactions.tell_the_author)
