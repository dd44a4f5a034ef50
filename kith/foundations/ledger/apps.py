from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "kith.foundations.ledger"
    label = "ledger"
