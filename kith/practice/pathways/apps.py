from pathlib import Path

from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "kith.practice.pathways"
    label = "pathways"

    def ready(self) -> None:
        """Reactions import models, which exist only now."""
        from kith.foundations.ledger.commands import listen
        from kith.practice.forms.rules.registry import register, ship
        from kith.practice.pathways import reactions
        from kith.practice.pathways.events import CouncilClocksSet
        from kith.practice.people.events import BirthRecorded, DeathRecorded
        from kith.practice.recording.events import EntryCorrected, EntryFinished, EntryStruckOut
        from kith.practice.work.events import PersonAllocated

        ship(Path(__file__).parent / "definitions")
        register(*reactions.facts_of_lines())
        for event in (EntryFinished, EntryCorrected, EntryStruckOut):
            listen(event, reactions.count_what_was_seen)
        listen(CouncilClocksSet, reactions.recount_all)
        listen(BirthRecorded, reactions.start_clocks_of_the_born)
        listen(PersonAllocated, reactions.hand_on)
        listen(DeathRecorded, reactions.end_clocks_of_the_dead)
