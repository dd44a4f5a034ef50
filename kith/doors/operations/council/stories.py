"""Years of involvement: entries, uneven as life is, with the rows of the story that the commands would write, and the events that mattered."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kith.doors.operations.council.rows import Household, Rows, Someone
from kith.doors.operations.council.telling import Voice
from kith.doors.operations.council.words import events

KINDS = ("visit",) * 9 + ("call",) * 7 + ("note",) * 4 + ("email",) * 2 + ("meeting",) * 2 + ("decision",)
HOURS = (8, 9, 10, 10, 11, 12, 13, 14, 14, 15, 15, 16, 16)
AFTER_SCHOOL = (13, 14, 15, 15, 15, 15, 16, 16, 16, 16, 16, 17, 17)
MINUTES = (0, 5, 10, 15, 20, 30, 40, 45)
CLOCK = tuple(f"{minutes // 60:02}:{minutes % 60:02}:00+00:00" for minutes in range(1440))
QUIET_DAYS = ((12, 25), (12, 26), (1, 1))
DAYS_APART = 2.5  # entries come no closer than this on average
YOUNGEST_FOR_EVENTS = 4
MOST_EVENTS = 6
FIRST_PREGNANT_DAYS = 200  # before the birth


@dataclass(frozen=True)
class Spell:
    """A time of involvement, with the worker who held it. `until` None is still going on."""

    since: date
    until: date | None
    holder: int
    last_entry: date


@dataclass
class Teller:
    """Tells households' stories. Entry ids count up, so that newer entries of a load have higher ones only by chance, as after a migration."""

    rng: random.Random
    today: date
    next_entry: int = 1

    def room_for(self, home: Household) -> int:
        """How many entries the time holds in which the household could be known."""
        return max(0, int((self._last(home) - home.known_from).days / DAYS_APART))

    def story(self, rows: Rows, home: Household, entries: int, workers: Sequence[int], *, is_open: bool) -> list[Spell]:
        """`entries` entries by these workers, one worker a spell, oldest first."""
        entries = min(entries, self.room_for(home))
        if entries < 1:
            return []
        voice, spells = Voice(self.rng, home), list[Spell]()
        last = self._last(home)
        is_open = is_open and last == self.today - timedelta(days=1)
        for since, until, share in self._spells(home.known_from, last, entries, is_open=is_open):
            goes_on = is_open and until == last
            holder = workers[len(spells) % len(workers)]
            final = self._spell(rows, voice, since, until, share, holder, goes_on=goes_on)
            spells.append(Spell(since, None if goes_on else until, holder, final))
        self._significant(rows, voice, spells, entries)
        return spells

    def _last(self, home: Household) -> date:
        """Yesterday, or the day before the youngest turned 18."""
        yesterday = self.today - timedelta(days=1)
        if home.service == "adults":
            return yesterday
        return min(yesterday, max(one.birthday(18) for one in home.subjects) - timedelta(days=1))

    def _spells(self, first: date, last: date, entries: int, *, is_open: bool) -> list[tuple[date, date, int]]:
        """(since, until, entries): one, two or three spells with quiet times before and between them."""
        rnd, available = self.rng.random, (last - first).days
        count = 1 if entries < 9 else 1 + (rnd() < 0.45) + (rnd() < 0.2)
        active = min(available, int(entries * (DAYS_APART + 11 * rnd())) + 1)
        idle = sorted(int((available - active) * rnd()) for _ in range(count - 1))
        idle.append(available - active if is_open else int((available - active) * rnd()))
        idle.sort()
        shares = [entries // count] * (count - 1)
        shares.append(entries - sum(shares))
        found, done = [], 0
        for quiet, share in zip(idle, shares, strict=True):
            since = first + timedelta(days=quiet + done)
            done += active * share // entries
            found.append((since, first + timedelta(days=quiet + done), share))
        if is_open:
            found[-1] = (found[-1][0], last, found[-1][2])
        return found

    def _spell(self, rows: Rows, voice: Voice, since: date, until: date, entries: int, worker: int, *, goes_on: bool) -> date:
        rnd, span, day = self.rng.random, (until - since).days, since
        for turn in range(entries):
            is_last = turn == entries - 1
            day = since + timedelta(days=int(span * (turn + rnd()) / entries) if turn else 0)
            day = max(day, until - timedelta(days=int(16 * rnd()))) if is_last and goes_on and turn else day
            day = _working(day, since, until) if rnd() < 0.96 else day
            kind = "first" if turn == 0 and entries > 1 else "last" if is_last and not goes_on and entries > 2 else ""
            kind = kind or ("visit" if is_last and goes_on else KINDS[int(rnd() * len(KINDS))])
            self._entry(rows, voice, worker, day, kind, everybody=is_last and goes_on)
        return day

    def _entry(self, rows: Rows, voice: Voice, worker: int, day: date, kind: str, *, everybody: bool) -> None:
        rnd, home = self.rng.random, voice.home
        subjects = subjects_on(home, day)
        if not subjects:
            return
        about = subjects if everybody or len(subjects) == 1 or rnd() < 0.6 else [subjects[int(rnd() * len(subjects))]]
        main = home.focus if home.focus in about and home.focus else about[int(rnd() * len(about))]
        carers = home.carers_on(day)
        carer = (carers[0] if rnd() < 0.82 else carers[int(rnd() * len(carers))]) if carers else None
        id_, self.next_entry = self.next_entry, self.next_entry + 1
        pupil = kind == "visit" and home.service == "children" and (day - main.born).days > 4 * 366
        hour = (AFTER_SCHOOL if pupil else HOURS)[int(rnd() * 13)]
        minutes = 60 * hour + MINUTES[int(rnd() * 8)]
        happened, written = moment(day, minutes), self._before_today(day, minutes + 20 + int(1800 * rnd() * rnd() * rnd()))
        shown = {"first": "note", "last": "decision"}.get(kind, kind)
        title = {"first": "Contact", "last": "Closing", "decision": "Supervision" if rnd() < 0.5 else ""}.get(kind, "")
        text = voice.entry(kind, main, about, carer, day, minutes)
        rows["recording_entry"].append((id_, shown, title, happened, True, text, "", "", "{}", 1, written, worker, ""))
        weight = 1 if shown == "decision" else 0
        for one in about:
            self._part(rows, voice, id_, shown, one, main, carer, day)
            rows["recording_storyline"].append((one.id, happened, shown, "recording.Entry", id_, weight, 0, written, worker, ""))
        if carer and shown in ("visit", "call") and rnd() < 0.3:
            rows["recording_entrypart"].append((id_, "mentioned", carer.id, "", "", None, "", "", ""))
            rows["recording_storyline"].append((carer.id, happened, shown, "recording.Entry", id_, 0, 0, written, worker, ""))

    def _before_today(self, day: date, minutes: int) -> str:
        """So many minutes after the day began, but before today."""
        if minutes < 1440:
            return moment(day, minutes)
        later = day + timedelta(days=minutes // 1440)
        return moment(later, minutes % 1440) if later < self.today else moment(day, 1439)

    def _part(self, rows: Rows, voice: Voice, entry: int, kind: str, one: Someone, main: Someone, carer: Someone | None, day: date) -> None:
        parts, rnd = rows["recording_entrypart"], self.rng.random
        apart = voice.apart(one, carer, day) if kind == "visit" and one is not main and one.born <= day and not one.is_unborn else ""
        if kind != "visit" or one.is_unborn or day < one.born:
            parts.append((entry, "about", one.id, apart, "", None, "", "", ""))
            return
        if rnd() > 0.92 and one is not main:
            parts.append((entry, "about", one.id, "", "no", None, voice.kept("kept_from/away", one, carer, day), "", ""))
            return
        years = one.age(day)
        alone = None if years < 3 else rnd() < (0.25 if years < 5 else 0.6)
        why = voice.kept("kept_from/with_others", one, carer, day) if alone is False and rnd() < 0.6 else ""
        wishes = voice.wishes(one, carer, day) if years >= 3 and rnd() < 0.35 else ""
        parts.append((entry, "about", one.id, apart, "yes", alone, why, voice.where(one, day), wishes))

    def _significant(self, rows: Rows, voice: Voice, spells: list[Spell], entries: int) -> None:
        """What mattered, for the chronology: what the record shows elsewhere too, and what goes with the theme. Each once."""
        home, rnd = voice.home, self.rng.random
        for day, happened, meant in home.facts:
            for one in subjects_on(home, day) if home.known_from <= day < self.today else ():
                if not one.is_unborn and one.born < day:
                    self._event(rows, one, day, happened, meant, spells[-1])
        used = set[str]()
        for _ in range(min(MOST_EVENTS, entries // 8)):
            spell = spells[int(rnd() * len(spells))]
            until = spell.until or self.today - timedelta(days=1)
            day = spell.since + timedelta(days=int((until - spell.since).days * rnd()))
            about, carers = subjects_on(home, day), home.carers_on(day)
            main = home.focus if home.focus in about else about[0] if about else None
            theme = home.theme_on(day)
            if main is None or not self._can_matter(home, main, theme, day) or (home.service == "children" and not carers):
                continue
            pool = events(home.service, theme)
            happened, meant = pool[int(rnd() * len(pool))]
            if happened not in used and (carers or "{carer}" not in happened + meant):
                used.add(happened)
                words = voice.words(main, about, carers[0] if carers else None, day)
                self._event(rows, main, day, happened.format_map(words), meant.format_map(words), spell)

    def _can_matter(self, home: Household, main: Someone, theme: str, day: date) -> bool:
        if home.service == "adults":
            return True
        years = -1 if main.is_unborn else main.age(day)
        return {"new_parents": years == 0, "exploitation": years >= 12}.get(theme, years >= YOUNGEST_FOR_EVENTS)

    def _event(self, rows: Rows, one: Someone, day: date, happened: str, meant: str, spell: Spell) -> None:
        chosen = min(day + timedelta(days=1 + int(20 * self.rng.random())), self.today - timedelta(days=1))
        rows["recording_significantevent"].append((one.id, day, happened, meant, moment(chosen, 930), spell.holder, ""))


def moment(day: date, minutes: int) -> str:
    """A moment as PostgreSQL reads it. Text, because a million datetimes cost more to write than the stories do."""
    return f"{day.isoformat()} {CLOCK[minutes]}"


def _working(day: date, since: date, until: date) -> date:
    """The Friday before or the Monday after a weekend; not on the quiet days, if there is another."""
    weekday = day.weekday()
    if weekday > 4:
        before, after = day - timedelta(days=weekday - 4), day + timedelta(days=7 - weekday)
        day = before if before >= since else after if after <= until else day
    if (day.month, day.day) in QUIET_DAYS and day + timedelta(days=4) <= until:
        day += timedelta(days=2)
    return day


def subjects_on(home: Household, day: date) -> list[Someone]:
    """Whom the story is about on a day: children who are born and under 18, or soon to be born; adults always."""
    if home.service == "adults":
        return home.subjects
    soon = day + timedelta(days=FIRST_PREGNANT_DAYS)
    return [one for one in home.subjects if (one.born <= day or (one.is_unborn and one.born <= soon)) and day < one.birthday(18)]
