"""At night, after one record was opened: the page says what it withholds, and the family's restricted records are opened together."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from kith.foundations.access.commands import restrict
from kith.foundations.access.models import BrokenGlass
from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Team, Worker
from kith.practice.people import commands as people
from kith.practice.people.models import Person
from kith.practice.work.models import Notice
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]
RING = "Ring Ben Hartley, North safeguarding"


@pytest.fixture
def family(cast: Cast, now: datetime) -> dict[str, Person]:
    """Ella, her mother and brother at home, locked; her father elsewhere, locked; a sister at home who is hidden."""
    Team.objects.filter(pk=cast.north.pk).update(manager=cast.ben, duty_phone="0113 496 0777")
    Worker.objects.filter(pk=cast.ben.pk).update(phone="0113 496 0555")
    found = {}
    for name, born, level in (
        ("Ella", date(2014, 4, 3), "locked"), ("Siobhan", date(1990, 2, 11), "locked"), ("Noah", date(2016, 9, 21), "locked"),
        ("Emeka", date(1988, 5, 5), "locked"), ("Zelda", date(2018, 1, 1), "hidden"),
    ):  # fmt: skip
        one = people.register_person(forenames=name, surname="Okonkwo", born_on=born, birth_known="exact", sex="U", by=cast.amina, at=now)
        lines = "9 Far Close" if name == "Emeka" else "14 Elm Road"
        people.move_to(person_id=one.pk, lines=lines, postcode_text="LS8 1AB", starts_on=date(2024, 1, 1), by=cast.amina, at=now)
        found[name] = one
        contact = RING if level == "locked" else ""
        let_in = [cast.amina.pk, cast.ben.pk]
        restrict(person_id=one.pk, kind="profile", level=level, reason="News", contact=contact, workers=let_in, by=cast.ben, at=now)
        if name in ("Siobhan", "Emeka"):
            people.relate(person_id=one.pk, other_id=found["Ella"].pk, kind="parent", has_pr=True, by=cast.amina, at=now)
    people.relate(person_id=found["Noah"].pk, other_id=found["Ella"].pk, kind="sibling", by=cast.amina, at=now)
    people.give_contact_point(person_id=found["Siobhan"].pk, kind="mobile", value="07700 900123", safe="no", by=cast.amina, at=now)
    return found


def test_the_door_says_whom_to_ring_with_numbers(family: dict[str, Person], cast: Cast, client_of: ClientOf) -> None:
    said = client_of(cast.cerys).get(f"/people/{family['Ella'].pk}").content.decode()
    assert RING in said
    for number in ("0113 496 0555", "0113 496 0001", "0113 496 0777"):
        assert number in said
    assert "Siobhan" not in said, "the door names nobody of the family"


def test_who_is_on_duty_is_not_told_to_ring_the_duty(family: dict[str, Person], cast: Cast, now: datetime, client_of: ClientOf) -> None:
    night = Team.objects.create(name="Emergency duty", phone="0113 496 0999")
    assert "0113 496 0999" in client_of(cast.eve).get(f"/people/{family['Ella'].pk}").content.decode()
    cast.eve.memberships.create(team=night, starts_on=now.date())
    assert "0113 496 0999" not in client_of(cast.eve).get(f"/people/{family['Ella'].pk}").content.decode()


def test_what_is_withheld_is_said_to_be_and_nobody_is_said_not_to_be_there(family: dict[str, Person], cast: Cast, client_of: ClientOf) -> None:
    client, ella = client_of(cast.eve), family["Ella"].pk
    client.post(reverse("break_glass", args=[ella]), {"reason": "Police at the door"})
    said = client.get(reverse("brief", args=[ella])).content.decode()
    home = said.split("In the household")[1].split("Family living elsewhere")[0]
    assert "Siobhan Okonkwo" in home
    assert "Noah Okonkwo" in home
    assert "Nobody else is recorded" not in said
    assert "Siobhan Okonkwo</strong>, parent: <span class=\"kith-quiet\">no number" not in said
    assert "restricted, not shown to you" in said
    assert "where they live is restricted" in said
    assert "What the restricted records hold is not shown" in said
    assert "07700 900123" not in said
    summary = client.get(reverse("record", args=[ella])).content.decode()
    assert "What the restricted records hold, alerts too, is not shown here" in summary
    assert "lives here" in summary
    assert "in the household" in client.get(reverse("family", args=[ella])).content.decode()


def test_the_household_is_opened_with_one_reason_and_each_record_is_told_of(family: dict[str, Person], cast: Cast, client_of: ClientOf) -> None:
    client, ella = client_of(cast.eve), family["Ella"].pk
    client.post(reverse("break_glass", args=[ella]), {"reason": "Police at the door", "also": "household"})
    opened = set(BrokenGlass.objects.filter(worker_id=cast.eve.pk).values_list("person_id", flat=True))
    assert opened == {family[name].pk for name in ("Ella", "Siobhan", "Noah", "Zelda")}, "duty sees the hidden as locked"
    assert LedgerEntry.objects.filter(event="GlassBroken").count() == 4
    assert Notice.objects.filter(worker_id=cast.ben.pk, text__contains="Police at the door").count() == 4
    assert Notice.objects.filter(worker_id=cast.olu.pk, text__contains="Police at the door").count() == 4
    said = client.get(reverse("brief", args=[ella])).content.decode()
    assert "07700 900123" in said
    assert "not safe to use" in said
    assert "Emeka Okonkwo" in said.split("Restricted, and not on this page")[1].split("</p>")[0]


def test_the_rest_is_opened_from_the_brief(family: dict[str, Person], cast: Cast, client_of: ClientOf) -> None:
    client, ella = client_of(cast.eve), family["Ella"].pk
    client.post(reverse("break_glass", args=[ella]), {"reason": "Police at the door"})
    page = reverse("open_family", args=[ella])
    form = client.get(page).content.decode()
    assert 'value="Police at the door"' in form, "the reason is not typed twice"
    assert form.count(" checked") == 3, "those at home"
    assert 'href="#people">Choose whose records to open.' in client.post(page, {"reason": "Police at the door"}).content.decode()
    refused = client.post(page, {"people": [family["Emeka"].pk], "reason": " "}).content.decode()
    assert 'href="#reason">Say in a few words' in refused
    assert refused.count(" checked") == 1
    assert client.post(page, {"people": [family["Emeka"].pk], "reason": "Where is he"}).status_code == 302
    assert "Emeka" not in client.get(page).content.decode().split("<h1")[1]


def test_nobody_of_the_hidden_is_told_to_who_may_not_know(family: dict[str, Person], cast: Cast, now: datetime, client_of: ClientOf) -> None:
    other = people.register_person(forenames="Una", surname="Ash", sex="F", by=cast.cerys, at=now)
    people.move_to(person_id=other.pk, lines="14 Elm Road", postcode_text="LS8 1AB", starts_on=date(2024, 1, 1), by=cast.cerys, at=now)
    for tab in ("brief", "record", "family"):
        said = client_of(cast.cerys).get(reverse(tab, args=[other.pk])).content.decode()
        assert "Zelda" not in said, tab
        assert "open them too" not in said, "only duty breaks the glass"
    home = client_of(cast.cerys).get(reverse("brief", args=[other.pk])).content.decode().split("In the household")[1]
    assert "Siobhan Okonkwo" in home.split("Family living elsewhere")[0], "that a locked record is there may be known"


def test_a_locked_record_is_not_said_to_live_at_a_confidential_address(cast: Cast, now: datetime, client_of: ClientOf) -> None:
    """Whoever goes to a home knows that somebody lives there; but a refuge of somebody restricted is told by nobody's record."""
    ids = {}
    for name, confidential in (("Ada", False), ("Joan", True), ("May", False)):
        one = ids[name] = people.register_person(forenames=name, surname="Marsh", sex="F", by=cast.amina, at=now).pk
        people.move_to(
            person_id=one, lines="3 Elm Road", postcode_text="LS8 1AB", starts_on=date(2024, 1, 1), is_confidential=confidential,
            by=cast.amina, at=now,
        )  # fmt: skip
    people.relate(person_id=ids["Joan"], other_id=ids["Ada"], kind="parent", by=cast.amina, at=now)
    for name in ("Joan", "May"):
        restrict(person_id=ids[name], kind="profile", level="locked", reason="News", contact=RING, workers=[cast.ben.pk], by=cast.ben, at=now)
    said = client_of(cast.cerys).get(reverse("record", args=[ids["Ada"]])).content.decode()
    joan, may = (said.split(f"{name} Marsh</a>")[1].split("</li>")[0] for name in ("Joan", "May"))
    assert "where they live is restricted" in joan
    assert "lives here" not in joan
    assert "lives here" in may
    assert "lives here" in client_of(cast.ben).get(reverse("record", args=[ids["Ada"]])).content.decode().split("Joan Marsh</a>")[1].split("</li>")[0]
