"""What is unlikely is asked about; what cannot be is refused."""

from kith.foundations.access.rules import Refusal


class Doubt(Refusal):
    """Unlikely, but it can be so: it is taken when it is sent again with `is_sure`."""
