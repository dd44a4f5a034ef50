"""When somebody can have been adopted."""

from datetime import date

from dateutil.relativedelta import relativedelta

OLDEST = 19  # no order may be made in relation to somebody who has reached 19: Adoption and Children Act 2002, section 47(9)


def why_not_adopted_on(adopted_on: date, *, born_on: date | None, died_on: date | None, today: date) -> str:
    """What is wrong with the day of an adoption order, as a sentence; nothing if it can be."""
    if adopted_on > today:
        return "The adoption order must have been made. Register the new identity once it is."
    if born_on and adopted_on < born_on:
        return "The adoption order cannot be older than the child. Check the year."
    if born_on and adopted_on >= born_on + relativedelta(years=OLDEST):
        return "Nobody is adopted after their 19th birthday. Check the day of the order, or the date of birth."
    if died_on and adopted_on > died_on:
        return "This person had died by then. Check the day of the order."
    return ""
