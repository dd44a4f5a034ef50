"""Makes kith/foundations/clocks/definitions/bank_holidays.csv (`make docs`) from the package `holidays`. A test holds it fresh.

England's days in that package were the same as the list that GOV.UK publishes, 2012 to 2028, when this was written; the names here are
GOV.UK's where the package has others.
"""

import csv
import io
from datetime import date

from holidays import country_holidays
from holidays.version import __version__

from kith.foundations.clocks.calendars import ENGLAND_AND_WALES
from tests.architecture.source import KITH

FILE = KITH / "foundations" / "clocks" / "definitions" / "bank_holidays.csv"
YEARS = range(1978, 2061)  # the early May bank holiday began in 1978
AS_SAID = {
    "May Day": "the early May bank holiday", "Spring Bank Holiday": "the spring bank holiday", "Late Summer Bank Holiday": "the summer bank holiday",
    "Summer Bank Holiday": "the summer bank holiday in Scotland", "New Year Holiday": "2 January in Scotland",
    "Platinum Jubilee of Elizabeth II": "the Platinum Jubilee bank holiday", "Diamond Jubilee of Elizabeth II": "the Diamond Jubilee bank holiday",
    "Golden Jubilee of Elizabeth II": "the Golden Jubilee bank holiday",
    "State Funeral of Queen Elizabeth II": "the bank holiday for the State Funeral of Queen Elizabeth II",
    "Coronation of Charles III": "the bank holiday for the coronation of King Charles III",
    "Wedding of Charles and Diana": "the royal wedding bank holiday", "Wedding of William and Catherine": "the royal wedding bank holiday",
    "Millennium Celebrations": "the millennium bank holiday", "Saint Patrick's Day": "St Patrick's Day in Northern Ireland",
    "Saint Andrew's Day": "St Andrew's Day in Scotland", "Battle of the Boyne": "the Battle of the Boyne in Northern Ireland",
    "Scotland's participation in the FIFA World Cup final": "the World Cup bank holiday in Scotland",
}  # fmt: skip


def text() -> str:
    """The file, as it should be now."""
    everywhere = _days("ENG")
    others = {day: name for part in ("SCT", "NIR") for day, name in _days(part).items() if day not in everywhere}
    out = io.StringIO()
    out.write(f"# England and Wales bank holidays {YEARS[0]}-{YEARS[-1]}, holidays {__version__}\n")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("day", "name", "where"))
    rows.writerows((day, name, ENGLAND_AND_WALES) for day, name in sorted(everywhere.items()))
    rows.writerows((day, name, "elsewhere") for day, name in sorted(others.items()))
    return out.getvalue()


def _days(part: str) -> dict[date, str]:
    """Holidays on weekdays. "(observed)" is the substitute day of one that fell on a weekend."""
    found = country_holidays("GB", subdiv=part, years=YEARS)
    return {day: " and ".join(_said(name) for name in names.split("; ")) for day, names in found.items() if day.weekday() < 5}


def _said(name: str) -> str:
    plain = name.removesuffix(" (observed)")
    return AS_SAID.get(plain, plain) + (" (substitute day)" if plain != name else "")


if __name__ == "__main__":
    FILE.write_text(text())
