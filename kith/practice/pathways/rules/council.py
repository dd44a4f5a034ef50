"""A council's own clocks as text and back: what its pages change in the YAML that is kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from kith.foundations.clocks.setting import WEEKDAYS


def told_in(text: str) -> dict[str, Any]:
    """What a council has set, as `foundations.clocks.setting.local_from` takes it."""
    return dict(yaml.safe_load(text) or {}) if text else {}


def with_target(text: str, rule: str, target: Mapping[str, Any] | None) -> str:
    """With this target for a rule; without, where it is None."""
    told = told_in(text)
    targets = {key: value for key, value in told.get("targets", {}).items() if key != rule} | ({rule: dict(target)} if target else {})
    return _written({**told, "targets": targets})


def with_days(text: str, holidays: Mapping[date, str], dropped: list[date], opening: Mapping[str, str], *, on_bank_holidays: bool) -> str:
    """With these holidays besides the shipped ones, without those dropped, and these opening hours by weekday."""
    told = told_in(text) | {"holidays": dict(holidays), "no longer holidays": dropped, "opening": dict(opening), "open on bank holidays": on_bank_holidays}
    return _written(told)


def _written(told: Mapping[str, Any]) -> str:
    """Nothing is said of what is not set."""
    return yaml.safe_dump({key: value for key, value in told.items() if value}, sort_keys=True, allow_unicode=True)


def day_lines(told: Mapping[Any, Any]) -> str:
    """One holiday a line: 2027-06-14 the jubilee."""
    return "\n".join(f"{day} {name}".strip() for day, name in sorted(told.items(), key=lambda each: str(each[0])))


def days_from(lines: str) -> tuple[dict[date, str], str]:
    """Holidays by day, from one a line; and what is wrong with the first line that cannot be read."""
    found: dict[date, str] = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        day, _, name = line.partition(" ")
        try:
            found[date.fromisoformat(day)] = name.strip()
        except ValueError:
            return found, f'"{line[:40]}" does not begin with a day. Write one holiday a line, like 2027-06-14 the jubilee.'
    return found, ""


def opening_hours(told: Mapping[str, Any]) -> dict[str, str]:
    """By weekday, in order; "" where it is shut or stands as shipped."""
    own = {str(day).lower(): str(hours) for day, hours in told.get("opening", {}).items()}
    return {day: own.get(day, "") for day in WEEKDAYS}
