"""Each role follows the links from its first page on, and sends the forms that it comes to; then those that others came to. Beyond what the tables
of this folder name: whatever a page leads to."""

from collections.abc import Callable

import pytest
from django.test import Client

from kith.foundations.staff.models import Worker
from tests.access.canaries import shut_to
from tests.access.crawling import Crawl, Form, route_of
from tests.access.families import KINDS
from tests.access.routes import ROUTES
from tests.access.table import ROLES, holds
from tests.access.world import World

ClientOf = Callable[[Worker], Client]
A_FEW = 12  # pages that even an analyst comes to


def _starts(world: World) -> list[str]:
    """The first page, the records, and what a search for the whole street brings."""
    return ["/", "/find?q=Openshaw", "/find/entries?words=words", *(world.links(kind)[0] for kind in KINDS)]


def _browser(role: str, world: World, client_of: ClientOf) -> Crawl:
    worker = world.worker(role)
    assert worker
    client = client_of(worker)
    client.raise_request_exception = False
    return Crawl(client, worker, shut_to(role), world)


def _told(troubles: list[str]) -> str:
    return f"{len(troubles)} troubles:\n" + "\n".join(troubles[:40])


@pytest.mark.parametrize("role", ROLES)
def test_whatever_a_page_leads_to_tells_of_nobody_who_is_shut_and_nothing_breaks(role: str, world: World, client_of: ClientOf) -> None:
    crawl = _browser(role, world, client_of)
    crawl.follow(_starts(world))
    for turn, form in enumerate(crawl.forms):
        crawl.send(form, form.prefilled())
        crawl.send(form, form.generated(turn))
    assert crawl.pages > A_FEW
    assert not crawl.troubles, _told(crawl.troubles)


def test_the_forms_of_others_do_nothing_for_who_may_not(world: World, client_of: ClientOf) -> None:
    """As the practitioner, the manager and the administrator had them on their pages, sent by everybody else."""
    forms: dict[object, Form] = {}
    for role in ("practitioner", "manager", "administrator"):
        crawl = _browser(role, world, client_of)
        crawl.follow(_starts(world))
        forms |= {form.kind: form for form in crawl.forms if form.method == "post"}
    troubles: list[str] = []
    for role in ROLES:
        thief = _browser(role, world, client_of)
        for form in forms.values():
            ability, status = ROUTES[route_of(form.action)].ability, thief.send(form, form.prefilled()).status_code
            if ability and not holds(role, ability) and status != 403:
                troubles.append(f"{role}: {form.action} of {form.page} was answered with {status}")
        troubles += [f"{role}: {trouble}" for trouble in thief.troubles]
    assert not troubles, _told(troubles)
