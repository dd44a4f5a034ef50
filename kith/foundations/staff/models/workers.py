"""Workers and the teams that they belong to."""

from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from kith.foundations.access.queries import holdings_of, parts_of
from kith.foundations.access.rules import Ability, Holding


class DaysTogether(Func):
    """The days from a first to a last, the last included: for constraints that forbid two periods at once."""

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self, first: str, last: str) -> None:
        super().__init__(first, last, Value("[]"))


class Team(models.Model):
    """A team of workers, with a telephone that somebody answers."""

    name = models.CharField(max_length=100, unique=True)
    service = models.CharField(max_length=60, default="children's")
    phone = models.CharField(max_length=40, blank=True, default="")
    duty_phone = models.CharField(max_length=40, blank=True, default="", db_default="")  # who takes calls about the team's people today
    manager = models.ForeignKey("staff.Worker", null=True, blank=True, on_delete=models.PROTECT, related_name="manages")

    def __str__(self) -> str:
        return self.name


class Worker(AbstractBaseUser):
    """Somebody who works with the record, or a machine that acts under its own name."""

    email = models.EmailField(unique=True, max_length=254)
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    is_machine = models.BooleanField(default=False)
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)
    # The password was made for the worker: it works until then, once, and is changed before anything else. Empty: it is their own.
    one_time_until = models.DateTimeField(null=True, blank=True)

    objects = BaseUserManager["Worker"]()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # asked with each request: an account begins and ends on its dates, by itself
        today = timezone.localdate()
        return not self.is_machine and self.starts_on <= today and (self.ends_on is None or self.ends_on >= today)

    @cached_property
    def holdings(self) -> frozenset[Holding]:
        """What this worker may do today, in which area, about whom; read once for each time the worker is loaded."""
        return holdings_of(self.pk, on=timezone.localdate())

    @property
    def abilities(self) -> frozenset[Ability]:
        return frozenset(one.ability for one in self.holdings)

    @cached_property
    def parts(self) -> frozenset[str] | None:
        """Which parts of records a partner sees today; None for everybody else. Read once, as holdings are."""
        return parts_of(self.pk)

    @cached_property
    def known(self) -> dict[int, bool]:
        """Whose records were found open to this worker, or not, since the worker was loaded: one request asks for each person once."""
        return {}


class Membership(models.Model):
    """A worker's dated place in a team."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="membership_ends_after_it_starts"
            ),
            ExclusionConstraint(
                name="one_place_in_a_team_at_a_time",
                expressions=[
                    ("worker", RangeOperators.EQUAL),
                    ("team", RangeOperators.EQUAL),
                    (DaysTogether("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
