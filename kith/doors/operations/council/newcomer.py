"""The child whom a newcomer's first search finds: the README and the empty search page show it, a test types it."""

from datetime import date

from kith.doors.operations.council.drafting import Named, Wanted

MARK = "newcomer"
EXAMPLE = "jon smyth 3/4/14 nb4"
CHILD = Named("Jonathan", "Smith", "M", date(2014, 4, 3), ("14 Elm Rise, Westmoor", "NB4 1QT"))


def wanted() -> list[Wanted]:
    """His family, with a younger sister or brother."""
    return [Wanted((7,), mark=MARK, eldest=CHILD)]
