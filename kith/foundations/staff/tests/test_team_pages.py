"""The pages of teams: a worker joins and leaves, a team gets its duty number."""

from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from kith.foundations.staff.models import Membership, Team, Worker
from tests.access.world import a_date
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]


def test_a_worker_joins_a_team_and_leaves_it_on_the_page(cast: Cast, client_of: ClientOf) -> None:
    client, today, page = client_of(cast.ada), timezone.localdate(), f"/workers/{cast.cerys.pk}"
    answer = client.post(f"{page}/teams/add", {"team": cast.north.pk, **a_date("starts_on", today)}, follow=True).content.decode()
    assert "Cerys Pugh is in North safeguarding from that day" in answer
    place = Membership.objects.get(worker=cast.cerys, team=cast.north)
    answer = client.post(f"{page}/teams/{place.pk}", a_date("ends_on", today), follow=True).content.decode()
    assert "Cerys Pugh is in North safeguarding until that day" in answer
    again = client.post(f"{page}/teams/add", {"team": cast.north.pk, **a_date("starts_on", today)}).content.decode()
    assert "is in this team from" in again


def test_a_team_gets_its_duty_number_and_its_manager(cast: Cast, client_of: ClientOf) -> None:
    facts = {"name": "North safeguarding", "service": "children's", "phone": "0113 496 0001", "duty_phone": "0113 496 0009"}
    assert client_of(cast.ada).post(f"/teams/{cast.north.pk}", {**facts, "manager": cast.ben.pk}).status_code == 302
    north = Team.objects.get(pk=cast.north.pk)
    assert (north.duty_phone, north.manager) == ("0113 496 0009", cast.ben)
