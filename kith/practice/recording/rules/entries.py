"""Reading an entry from what was typed: what it says, and what is missing before it can be finished."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from kith.foundations.access.rules import Ability
from kith.foundations.identifiers.keys import key_told

LONDON = ZoneInfo("Europe/London")
LONGEST_TITLE, LONGEST_PLACE, LONGEST_WHERE, LONGEST_TEXT = 200, 300, 200, 200_000
Fields = Mapping[str, Sequence[str]]

# What always must be answered; a test holds a visit to four (the field budget).
REQUIRED: dict[str, tuple[str, ...]] = {
    "visit": ("happened_on", "people", "seen", "text"),
    "call": ("happened_on", "people", "text"),
    "meeting": ("happened_on", "people", "text"),
    "email": ("happened_on", "people", "text"),
    "note": ("happened_on", "people", "text"),
    "decision": ("happened_on", "people", "text"),
}

SAID_OF = re.compile(r"part_(\d{1,18})_(?:text|wishes)$", re.ASCII)


@dataclass(frozen=True)
class Part:
    """What was written of one person."""

    person_id: int
    role: str
    seen: str
    seen_alone: bool | None
    why_not: str
    where_seen: str
    wishes: str
    text: str
    bedroom_seen: bool | None = None  # whether the worker saw where the person sleeps


@dataclass(frozen=True)
class Reading:
    """An entry as read, and `missing`: (field, sentence) for each thing to mend before it can be finished."""

    title: str
    happened_at: datetime | None
    time_known: bool
    text: str
    place: str
    others: str
    parts: list[Part]
    reason: str
    missing: list[tuple[str, str]] = field(default_factory=list)


def abilities_for(kind: str) -> Ability:
    """A management decision is a manager's; everything else is written by whoever may record."""
    return Ability.AUTHORISE if kind == "decision" else Ability.RECORD


def one(fields: Fields, name: str) -> str:
    """The text typed into a box, without the NUL characters that a database cannot keep."""
    values = fields.get(name) or [""]
    return str(values[0]).replace("\x00", "").strip()


def ids(fields: Fields, name: str) -> list[int]:
    """The numbers ticked, each once, in the order of the page."""
    return list(dict.fromkeys(key for value in fields.get(name, ()) if (key := key_told(str(value))) is not None))


def read(fields: Fields, kind: str, *, now: datetime, corrects: bool = False, children: Mapping[int, str] | None = None) -> Reading:
    """Read what was typed. Never fails: whatever cannot be read is in `missing`, and what was typed stays in the draft. `children`: the names of
    those about whom a visit says why they were not seen, or not alone."""
    missing: list[tuple[str, str]] = []
    about = ids(fields, "people")
    happened_at, time_known = _when(fields, now, missing)
    reading = Reading(
        title=one(fields, "title"),
        happened_at=happened_at,
        time_known=time_known,
        text=one(fields, "text"),
        place=one(fields, "place"),
        others=one(fields, "others"),
        parts=[_part(fields, id_, "about") for id_ in about]
        + [_part(fields, id_, "mentioned") for id_ in ids(fields, "mentioned") if id_ not in about],
        reason=one(fields, "reason"),
        missing=missing,
    )
    _judge(reading, kind, children or {}, corrects=corrects)
    missing.extend(
        (f"person_{id_}", "You wrote something about somebody who is not ticked. Tick them, or empty it first")
        for id_ in _left_out(fields, about)
    )
    return reading


def _left_out(fields: Fields, about: list[int]) -> list[int]:
    """People of whom something was written, and who are not ticked: it must not vanish."""
    written = [match for name in fields if (match := SAID_OF.match(name)) and one(fields, name)]
    return sorted({int(match[1]) for match in written} - set(about))


def _judge(reading: Reading, kind: str, children: Mapping[int, str], *, corrects: bool) -> None:
    about = [part for part in reading.parts if part.role == "about"]
    if not about:
        reading.missing.append(("people", "Choose at least one person whom this is about"))
    if "seen" in REQUIRED[kind]:
        reading.missing.extend((f"part_{part.person_id}_seen", "Say whether each person was seen") for part in about if not part.seen)
        reading.missing.extend(_why_not(part, children[part.person_id]) for part in about if part.person_id in children and _wants_why(part))
    if not reading.text and not any(part.text or part.wishes or (part.seen == "no" and part.why_not) for part in about):
        reading.missing.append(("text", "Write what happened"))
    reading.missing.extend(_too_long(reading))
    if corrects and not reading.reason:
        reading.missing.append(("reason", "Say why it is corrected"))


def _too_long(reading: Reading) -> Iterator[tuple[str, str]]:
    lines = [("title", "The title", reading.title, LONGEST_TITLE), ("place", "The place", reading.place, LONGEST_PLACE)]
    lines += [(f"part_{part.person_id}_where", "Where they were seen", part.where_seen, LONGEST_WHERE) for part in reading.parts]
    for name, word, said, most in lines:
        if len(said) > most:
            yield name, f"{word} must be {most} characters or fewer; this one has {len(said)}"
    if len(reading.text) > LONGEST_TEXT:
        yield "text", f"The text has {len(reading.text):,} characters; at most {LONGEST_TEXT:,} fit. Add the rest as a document"


def _wants_why(part: Part) -> bool:
    return (part.seen == "no" or part.seen_alone is False) and not part.why_not


def _why_not(part: Part, name: str) -> tuple[str, str]:
    what = "seen" if part.seen == "no" else "seen alone"
    return f"part_{part.person_id}_why", f"Say why {name} was not {what}. If nobody knows, write that"


def _part(fields: Fields, person_id: int, role: str) -> Part:
    def said(name: str) -> str:
        return one(fields, f"part_{person_id}_{name}")

    alone = {"yes": True, "no": False}.get(said("alone"))
    seen = said("seen") if said("seen") in ("yes", "no") else ""
    bedroom = {"yes": True, "no": False}.get(said("bedroom"))
    alone = alone if seen == "yes" else None
    return Part(person_id, role, seen, alone, said("why"), said("where"), said("wishes"), said("text"), bedroom if seen else None)


def _when(fields: Fields, now: datetime, missing: list[tuple[str, str]]) -> tuple[datetime | None, bool]:
    day, month, year = (one(fields, f"happened_on_{part}") for part in ("day", "month", "year"))
    if not (day or month or year):
        missing.append(("happened_on", "Enter the date on which it happened"))
        return None, False
    try:
        on = date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        missing.append(("happened_on", f"The date must be a real date, for example 27 3 2026. You wrote {day} {month} {year}"[:160]))
        return None, False
    if on.year < 1900:
        missing.append(("happened_on", f"The date has the year {on.year}. Write the year in four figures, for example {now.year}"))
        return None, False
    clock, time_known = _clock(one(fields, "happened_time"), missing)
    at = datetime.combine(on, clock, LONDON)
    if on > now.astimezone(LONDON).date() or (time_known and at > now):
        missing.append(("happened_on", "It is in the future. Record what has happened; for what is to come, add a task"))
    return at, time_known


def _clock(typed: str, missing: list[tuple[str, str]]) -> tuple[time, bool]:
    """2:30pm, 14.30, 1430, 2pm; without a time it counts as noon and says that the time is not known."""
    if not typed:
        return time(12), False
    found = re.fullmatch(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?", typed.lower())
    if found:
        hour, minute = int(found[1]), int(found[2] or 0)
        hour = hour % 12 + 12 if found[3] == "pm" else hour % 12 if found[3] == "am" else hour
        if hour < 24 and minute < 60:
            return time(hour, minute), True
    missing.append(("happened_time", f"Enter the time like 2:30pm or 14:30. You wrote {typed[:20]}"))
    return time(12), False
