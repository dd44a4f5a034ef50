"""What the desk's pages put together from several rooms."""

from kith.doors.desk.queries.brief import Brief, brief_of
from kith.doors.desk.queries.header import TABS, Header, header
from kith.doors.desk.queries.looking import DayOfLooks, Told, told_looks
from kith.doors.desk.queries.summary import Around, Member, around

__all__ = [
    "TABS", "Around", "Brief", "DayOfLooks", "Header", "Member", "Told", "around", "brief_of", "header", "told_looks",
]  # fmt: skip
