"""Each role's menu offers what that role may open, and nothing that it may not."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from kith.foundations.access.rules import Role
from kith.foundations.staff.commands import add_worker
from kith.foundations.staff.models import Worker
from kith.practice.people.commands import register_person
from tests.cast import PASSWORD, Cast

ClientOf = Callable[[Worker], Client]
EVERYBODY = ["My list"]
WRITES = [*EVERYBODY, "Record something", "New contact", "My drafts", "Search entries"]
MENUS = {
    Role.PRACTITIONER: WRITES,
    Role.MANAGER: [*WRITES, "Opened at once"],
    Role.OUT_OF_HOURS: WRITES,
    Role.BUSINESS_SUPPORT: WRITES,
    Role.ANALYST: EVERYBODY,
    Role.ADMINISTRATOR: [*EVERYBODY, "Workers and teams", "Roles", "Forms", "How the work goes"],
    Role.AUDITOR: [*EVERYBODY, "Search entries", "Opened at once", "Ledger", "Flags", "Roles"],
    Role.GUARDIAN: [*WRITES, "Identifier clashes"],
    Role.PARTNER: [*EVERYBODY, "Your families"],  # entries are searched where the account includes the story
}
NOT_FOLLOWED = ("#", "tel:", "mailto:")


def _worker(role: Role, cast: Cast, now: datetime) -> Worker:
    return add_worker(email=f"{role.name.lower()}@menus.example", name="Somebody", password=PASSWORD, roles=[role], by=cast.machine, at=now)


def test_every_role_has_its_menu() -> None:
    assert set(MENUS) == set(Role) - {Role.MACHINE}


@pytest.mark.parametrize("role", list(MENUS))
def test_a_menu_offers_what_the_role_may_open(role: Role, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    page = client_of(_worker(role, cast, now)).get("/my-list").content.decode()
    menu = page[page.index('<nav class="kith-nav"') : page.index("</nav>", page.index('<nav class="kith-nav"'))]
    assert re.findall(r"<a [^>]*>([^<]+)</a>", menu) == MENUS[role]
    assert ('role="search"' in page) == (role not in (Role.ANALYST, Role.ADMINISTRATOR)), "the box is there for whoever may look people up"


# A partner to whom no family was opened is refused everywhere; theirs are in access/tests/test_partners.py.
@pytest.mark.parametrize("role", [role for role in MENUS if role is not Role.PARTNER])
def test_no_link_of_the_frame_or_of_my_list_is_dead(role: Role, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    client = client_of(_worker(role, cast, now))
    page = client.get("/my-list").content.decode()
    links = {link for link in re.findall(r'<a [^>]*href="([^"]+)"', page) if not link.startswith(NOT_FOLLOWED)}
    assert len(links) >= 4
    assert {link: status for link in links if (status := client.get(link).status_code) != 200} == {}


@pytest.mark.parametrize("name", ["amina", "ben", "cerys", "dev", "eve", "olu", "gwen"])
def test_no_link_of_a_record_is_dead_for_any_of_the_cast_who_may_open_it(name: str, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    person = register_person(forenames="Kit", surname="Fennimore", sex="M", by=cast.amina, at=now)
    client = client_of(getattr(cast, name))
    dead: dict[str, int] = {}
    for tab in ("", "/details", "/addresses", "/family", "/chronology", "/documents", "/brief"):
        page = client.get(f"/people/{person.pk}{tab}").content.decode()
        links = {link.partition("#")[0] for link in re.findall(r'<a [^>]*href="(/[^"]+)"', page)}
        dead |= {link: status for link in links if (status := client.get(link.replace("&amp;", "&")).status_code) not in (200, 302)}
    assert dead == {}


@pytest.mark.parametrize("role", [Role.ANALYST, Role.PRACTITIONER, Role.ADMINISTRATOR, Role.AUDITOR, Role.GUARDIAN])
def test_an_empty_list_says_to_an_analyst_that_their_role_opens_no_records(role: Role, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    page = client_of(_worker(role, cast, now)).get("/my-list").content.decode()
    assert ("Your role opens no records" in page) == (role == Role.ANALYST)


def test_each_kind_of_restriction_says_for_whom_it_is(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    ella = register_person(forenames="Ella", surname="Price", by=cast.amina, at=now)
    page = client_of(cast.ben).get(f"/people/{ella.pk}/restrict").content.decode()
    assert "High profile: somebody whom strangers would look up" in page
    assert "Conflict of interest" not in page
