"""Nobody's account, address or teams are changed by another without a word to them."""

from datetime import datetime

from kith.foundations.staff.commands import change_worker, join_team, leave_team, make_first_password
from kith.practice.work.queries import notices_for
from tests.cast import Cast


def test_a_worker_is_told_what_an_administrator_did(cast: Cast, now: datetime) -> None:
    change_worker(worker=cast.amina, name="Amina Yusuf", email="amina.yusuf@council.example", by=cast.ada, at=now)
    join_team(worker=cast.amina, team=cast.south, starts_on=now.date(), by=cast.ada, at=now)
    leave_team(membership=cast.amina.memberships.get(team=cast.north), ends_on=now.date(), by=cast.ada, at=now)
    made = make_first_password(worker=cast.amina, by=cast.ada, at=now)
    told = [notice.text for notice in notices_for(seen_by=cast.amina)]
    assert told[0].startswith("Ada Lindqvist made you a new first password")
    assert made not in told[0]
    assert told[1] == "Ada Lindqvist ended your place in a team: North safeguarding until 23 November 2026"
    assert told[2] == "Ada Lindqvist put you into a team: South safeguarding from 23 November 2026"
    assert "amina@council.example to amina.yusuf@council.example" in told[3]


def test_nobody_is_told_of_what_they_did_themselves(cast: Cast, now: datetime) -> None:
    change_worker(worker=cast.ada, name="Ada Lindqvist", email="ada@council.example", phone="01632 960001", by=cast.ada, at=now)
    assert notices_for(seen_by=cast.ada) == []
