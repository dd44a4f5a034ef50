"""What auditors see."""

from kith.practice.assurance.pages.ledger import ledger_page

__all__ = ["ledger_page"]
