from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "kith.foundations.ledger"
    label = "ledger"

    def ready(self) -> None:
        """The task that seals is known to the worker process once it was imported."""
        from kith.foundations.ledger import reactions  # noqa: F401 - registers itself
