"""What the desk's pages put together from several rooms."""

from kith.doors.desk.queries.header import TABS, Header, header
from kith.doors.desk.queries.summary import Around, Member, around

__all__ = ["TABS", "Around", "Header", "Member", "around", "header"]
