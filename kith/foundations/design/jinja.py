"""The Jinja environment of every page: strict about undefined names, escaping everything, with the few words that pages need."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import Environment, StrictUndefined

STAND_IN = 7_310_000_000_000_000_000  # stands for a number in a form of address: no number of ours is as large


def environment(**options: Any) -> Environment:
    """What settings.TEMPLATES names."""
    made = Environment(  # noqa: S701 - autoescape is on, in the options
        **{**options, "undefined": StrictUndefined, "autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    )
    made.globals.update(url=_url, static=static, council=settings.COUNCIL_NAME, now=timezone.now)
    made.filters.update(date=day, moment=moment, clock=clock, nhs=nhs_number, times=times, local_date=timezone.localdate)
    return made


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page. A page about people writes dozens that differ only in numbers, and addresses do not change while Kith runs:
    each form of address is worked out once."""
    values = (*args, *kwargs.values())
    if all(type(value) is int for value in values):
        return _form_of_address(name, len(args), tuple(kwargs)).format(*values)
    return reverse(name, args=args, kwargs=kwargs or None)


@lru_cache(maxsize=1024)
def _form_of_address(name: str, placed: int, named: tuple[str, ...]) -> str:
    """An address whose numbers are places to fill: those given by place, then those by name."""
    stand_ins = [STAND_IN + n for n in range(placed + len(named))]
    form = reverse(name, args=stand_ins[:placed], kwargs=dict(zip(named, stand_ins[placed:], strict=True)) or None)
    for n, stand_in in enumerate(stand_ins):
        form = form.replace(str(stand_in), f"{{{n}}}")
    return form


def day(value: date | datetime | None) -> str:
    """4 March 2026; a time is first taken to London."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value.day} {value:%B %Y}"


def clock(value: datetime) -> str:
    """2:05pm."""
    local = timezone.localtime(value)
    return f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def moment(value: datetime | None) -> str:
    """4 March 2026, 2:05pm."""
    return f"{day(value)}, {clock(value)}" if value else ""


def nhs_number(value: str) -> str:
    """943 476 5919."""
    return f"{value[:3]} {value[3:6]} {value[6:]}"


def times(count: int, one: str, many: str) -> str:
    """1 person, 2 people."""
    return f"{count} {one if count == 1 else many}"
