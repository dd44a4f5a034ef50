"""A partner's account is opened for a purpose, some families, some parts and some time; and ended."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from kith.foundations.access.commands.business import end_grants, grant
from kith.foundations.access.events import PartnershipEnded, PartnershipOpened
from kith.foundations.access.models import Grant, Partnership, RoleHeld
from kith.foundations.access.queries import Holder, require, roles_held, source_of
from kith.foundations.access.rules import LONGEST_PARTNERSHIP, PARTS, Ability, Part, Refusal, Role
from kith.foundations.ledger.commands import announce, command


class PartnershipCannotBe(Refusal):
    """Without a purpose, a family, an end; or for an account that is not a partner's."""


@command
def open_partnership(
    *, worker_id: int, agency: str, organisation: str, purpose: str, parts: Iterable[str], person_ids: Iterable[int], starts_on: date,
    ends_on: date, by: Holder, at: datetime,
) -> Partnership:  # fmt: skip
    """Let a partner see these parts of these people's records, for a purpose, until a day. Who they are is always among the parts."""
    people, wanted = sorted(set(person_ids)), {Part.IDENTITY, *(Part(one) for one in parts)}
    require(by, Ability.RESTRICT, about=people)
    _judge(organisation, purpose, wanted, people)
    _judge_period(starts_on, ends_on, localdate(at))
    _judge_account(worker_id, starts_on)
    made = Partnership.objects.create(
        worker_id=worker_id, agency=agency, organisation=organisation.strip(), purpose=purpose.strip(),
        parts=[part.value for part in PARTS if part in wanted], starts_on=starts_on, ends_on=ends_on, opened_at=at, opened_by=by.pk,
    )  # fmt: skip
    grant(person_ids=people, worker_id=worker_id, source=source_of(made.pk), starts_on=starts_on, ends_on=ends_on, by=by, at=at)
    announce(PartnershipOpened(person_ids=tuple(people), subject=source_of(made.pk), reason=made.purpose), by=by, at=at)
    return made


@command
def end_partnership(*, partnership_id: int, reason: str, by: Holder, at: datetime) -> Partnership:
    """A partner sees nothing any more, from now on."""
    found = Partnership.objects.select_for_update().get(pk=partnership_id)
    people = tuple(sorted(Grant.objects.filter(source=source_of(found.pk)).values_list("person_id", flat=True)))
    require(by, Ability.RESTRICT, about=people[:1])  # who may open one of the records may end it: ending shuts, and waits for nobody
    if found.ended_at is not None:
        raise PartnershipCannotBe("This account is ended already.")
    if not reason.strip():
        raise PartnershipCannotBe("Say why it ends.", field="reason")
    found.ended_at, found.ended_by, found.end_reason = at, by.pk, reason.strip()
    found.save(update_fields=["ended_at", "ended_by", "end_reason"])
    yesterday = localdate(at) - timedelta(days=1)  # the same account may be opened for other families today
    end_grants(source=source_of(found.pk), ends_on=yesterday, by=by, at=at)
    announce(PartnershipEnded(person_ids=people, subject=source_of(found.pk), reason=found.end_reason), by=by, at=at)
    return found


def _judge(organisation: str, purpose: str, parts: set[Part], people: list[int]) -> None:
    if not organisation.strip():
        raise PartnershipCannotBe("Enter the organisation that they work for.", field="organisation")
    if not purpose.strip():
        raise PartnershipCannotBe("Say what the account is for: it may be used for nothing else.", field="purpose")
    if not people:
        raise PartnershipCannotBe("Choose at least one person whose record is opened.", field="people")
    if parts - set(PARTS):
        raise PartnershipCannotBe("Choose among the parts in the list.", field="parts")


def _judge_period(starts_on: date, ends_on: date, today: date) -> None:
    if ends_on < max(today, starts_on):
        raise PartnershipCannotBe("The last day is over already, or before the first. Choose a later one.", field="ends_on")
    if ends_on - starts_on > LONGEST_PARTNERSHIP:
        raise PartnershipCannotBe("At most a year. Open it again then, if it is still needed.", field="ends_on")


def _judge_account(worker_id: int, starts_on: date) -> None:
    list(RoleHeld.objects.select_for_update().filter(worker_id=worker_id))  # two openings at once wait for each other
    if roles_held(worker_id, on=starts_on) != {Role.PARTNER}:
        raise PartnershipCannotBe("Choose the account of a partner: one whose only role is partner. An administrator adds it.", field="worker")
    if Partnership.objects.filter(worker_id=worker_id, ended_at=None, ends_on__gte=starts_on).exists():
        raise PartnershipCannotBe("Their account is open for another purpose. End that first: an account has one purpose.", field="worker")
