"""Records made by mistake, from both sides. Of two records it is told to who may open both."""

from dataclasses import dataclass
from datetime import datetime

# For the banner: the mistakes that `p` is, or that were made for `p`.
MISTAKES_JSON = """(select coalesce(json_agg(json_build_array(m.id, m.person_id = p.id, q.id, q.name, m.reason, m.said_at, w.name) order by m.id), '[]')
    from people_mistake m left join people_person q on q.id = case when m.person_id = p.id then m.the_same_id else m.person_id end
    join staff_worker w on w.id = m.said_by_id
    where (m.person_id = p.id or m.the_same_id = p.id) and m.undone_at is null
      and access_sees(%(worker)s, m.person_id) and (m.the_same_id is null or access_sees(%(worker)s, m.the_same_id)))"""


@dataclass(frozen=True)
class MistakeView:
    """`is_this`: this record is the mistake, and `other` the right one, if there is one; else `other` is the mistake."""

    id: int
    is_this: bool
    other_id: int | None
    other: str
    reason: str
    said_at: datetime
    said_by: str

    @classmethod
    def of(cls, id_: int, is_this: bool, other_id: int | None, other: str | None, reason: str, said_at: str, said_by: str) -> "MistakeView":  # noqa: FBT001 - a row of JSON
        """From a row of MISTAKES_JSON."""
        return cls(id_, is_this, other_id, other or "", reason, datetime.fromisoformat(said_at), said_by)
