"""What the desk's pages put together from several rooms."""

from kith.doors.desk.queries.header import TABS, Header, header
from kith.doors.desk.queries.summary import Brief, Member, brief_of, members_of

__all__ = ["TABS", "Brief", "Header", "Member", "brief_of", "header", "members_of"]
