"""A form that keeps itself by one command: what is unlikely it asks about, and rough dates it takes."""

from datetime import date, datetime
from typing import Any, ClassVar

from django.utils import timezone

from kith.foundations.design.fields import Form, RoughDate, TickField
from kith.foundations.staff.models import Worker
from kith.practice.people.rules.doubts import Doubt
from kith.practice.people.rules.half_known import DAY, settled


class Change(Form):
    """A form that keeps itself by one command."""

    heading: ClassVar[str]
    done: str
    before_filling_in = ""  # what to know
    may_be_doubted: ClassVar[bool] = False  # its command takes `is_sure`
    summary_title = "There is a problem"
    is_sure = TickField(label="Yes, this is right")  # asked for only where a command doubts

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked = self.fields.pop("is_sure")
        if self.may_be_doubted and "is_sure" in self.data:
            self.fields["is_sure"] = self.asked

    def keep(self, person_id: int, *, by: Worker, at: datetime) -> None:
        raise NotImplementedError

    def refuse(self, refusal: Exception) -> None:
        """What is unlikely is asked about: ticked, it is taken."""
        super().refuse(refusal)
        if isinstance(refusal, Doubt):
            self.fields["is_sure"] = self.asked
            self.summary_title = "Is this right?"

    def facts(self, *rough: str) -> dict[str, Any]:
        """What was typed; a rough date `starts_on` as the date to keep, with `starts_known`."""
        said = dict(self.cleaned_data)
        for name in rough:
            said[name], said[name.replace("_on", "_known")] = as_kept(said[name])
        return said


def as_kept(typed: RoughDate | None) -> tuple[date | None, str]:
    """(the date, how much of it is known)."""
    return settled(typed.year, typed.month, typed.day, today=timezone.localdate()) if typed else (None, DAY)
