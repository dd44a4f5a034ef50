"""Which journeys a family has: one for each spell of work with it, for those who were its children then; some new contacts besides."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from kith.doors.operations.council.answering import Answering, Held
from kith.doors.operations.council.courses import Aim, Course, apart, draw_aim
from kith.doors.operations.council.found import Found
from kith.doors.operations.council.journey_rows import Visit, Writer
from kith.doors.operations.council.journey_shapes import Holder, Spell, Team
from kith.doors.operations.council.journeys import Journey
from kith.doors.operations.council.planning import Planning
from kith.doors.operations.council.rows import Household, Rows, Someone
from kith.doors.operations.council.stories import Spell as Told
from kith.doors.operations.council.stories import subjects_on
from kith.foundations.clocks import catalogue
from kith.foundations.clocks.moments import LONDON
from kith.practice.pathways.rules.reading import Known, Source, declarations

# What Amina's seven families are at; the three siblings' paths part.
AMINAS = (
    (Aim.IN_NEED,), (Aim.PROTECTED, Aim.IN_NEED, Aim.ASSESSED), (Aim.PROTECTED,), (Aim.IN_NEED,), (Aim.PROTECTED,), (Aim.IN_NEED, Aim.PROTECTED),
    (Aim.IN_NEED,),
)  # fmt: skip
PARTS, BEGUN_ANEW, NEW_CONTACTS = 0.18, 0.3, 0.03


class Lives:
    """Gives families their journeys. The same numbers for the same seed."""

    def __init__(
        self, sources: Sequence[Source], forms: Mapping[str, Held], seed: int, today: date, front_door: Sequence[Holder], managers: Mapping[int, int],
        family_help: int,
    ) -> None:  # fmt: skip
        self.declared = declarations(sources, Known(catalogue.shipped(), None))
        self.rng, self.today, self.front_door, self.managers, self.family_help = random.Random(f"{seed}:lives"), today, front_door, managers, family_help
        self._steps, self._episodes, self._aminas = count(1), count(1), iter(AMINAS)
        now = datetime.combine(today, time(0, 0), LONDON).astimezone(UTC) - timedelta(minutes=1)
        self.planning = Planning(random.Random(f"{seed}:planning"), today)
        self.found = Found(random.Random(f"{seed}:found"))
        self.answering = Answering(random.Random(f"{seed}:answering"), today, forms)
        self.writer = Writer(self.declared, catalogue.shipped(), now)

    def live(self, rows: Rows, home: Household, told: Sequence[Told], teams: Mapping[int, int], entries_from: int, parts_from: int) -> None:
        """The journeys of one family. `entries_from`, `parts_from`: where its own rows begin."""
        if home.service != "children":
            return
        seen = _seen(rows, entries_from, parts_from)
        made: list[tuple[Journey, int]] = []
        free = date.min  # from when on nothing of an earlier spell is open any more
        for spell in told:
            lead = (spell.holder, teams[spell.holder])
            for begins, ends in self._parts_of(spell):
                since = max(begins, free)
                until = max(ends, since + timedelta(days=1)) if ends else None
                if until is None or until < self.today:
                    made += self._spell(home, since, until, lead, seen)
                    free = until or date.max
        if free < self.today - timedelta(days=8) and self.rng.random() < NEW_CONTACTS:
            made += self._new_contact(home)
        for step in (step for journey, _ in made for step in journey.steps if home.left_on and step.is_undone):
            step.has_worker = False
        self.found.write(rows, home, [journey for journey, _ in made])
        self.answering.write(rows, home, [journey for journey, _ in made])
        self.writer.write(rows, made, seen)
        self.planning.write(rows, home, [journey for journey, _ in made])

    def _parts_of(self, spell: Told) -> list[tuple[date, date | None]]:
        """The spell; where it goes on and has lasted, perhaps one that ended and one that came after."""
        if spell.until is not None or (self.today - spell.since).days < 160 or self.rng.random() > BEGUN_ANEW:
            return [(spell.since, spell.until)]
        anew = self.today - timedelta(days=2 + int(80 * self.rng.random()))
        return [(spell.since, anew - timedelta(days=4 + int(40 * self.rng.random()))), (anew, None)]

    def _spell(self, home: Household, since: date, until: date | None, lead: Holder, seen: Mapping[int, Sequence[Visit]]) -> list[tuple[Journey, int]]:
        last = min(until or self.today, self.today - timedelta(days=1))
        there = subjects_on(home, last)
        first = [one for one in subjects_on(home, since) if one in there]
        aims = self._aims(home, first, since, until, lead, seen) if first else {}
        made = [self._journey(home, first, aims, self._time(since), until, lead)] if first else []
        for one in there:
            begins = one.born + timedelta(days=8 + int(20 * self.rng.random()))
            if one not in first and not one.is_unborn and since < begins < last - timedelta(days=25):
                aim = next(iter(aims.values()), Aim.IN_NEED)
                made.append(self._journey(home, [one], {one.id: aim}, self._time(begins), until, lead))
        return made

    def _aims(
        self, home: Household, children: Sequence[Someone], since: date, until: date | None, lead: Holder, seen: Mapping[int, Sequence[Visit]]
    ) -> dict[int, Aim]:
        if home.wanted == "amina" and until is None:
            some = next(self._aminas, (Aim.IN_NEED,))
            return {one.id: some[min(place, len(some) - 1)] for place, one in enumerate(children)}
        moved = self._care_on(home)
        if moved and moved <= since:
            return {one.id: Aim.CARE for one in children}
        days = ((until or self.today) - since).days
        visits = max(len([1 for each in seen.get(one.id, ()) if since <= each.at.date() <= (until or self.today)]) for one in children)
        aim = draw_aim(self.rng, days, visits * 30 / max(days, 30), goes_on=until is None, is_family_help=lead[1] == self.family_help)
        return {one.id: apart(aim, self.rng) if place and self.rng.random() < PARTS else aim for place, one in enumerate(children)}

    def _journey(
        self, home: Household, children: Sequence[Someone], aims: Mapping[int, Aim], since: datetime, until: date | None, lead: Holder
    ) -> tuple[Journey, int]:
        manager = self.managers.get(lead[1]) or next(iter(self.managers.values()))
        front_door = self.front_door[int(self.rng.random() * len(self.front_door))]
        courses = {one.id: Course(aims[one.id]) for one in children}
        journey = Journey(self.declared, self.rng, self._steps, self._episodes)
        journey.live(Spell(courses, Team(front_door, lead, manager), since, until, self.today, self._care_on(home)), children)
        return journey, manager

    def _new_contact(self, home: Household) -> list[tuple[Journey, int]]:
        """Somebody rang about the family these days; the front door has it."""
        children = subjects_on(home, self.today - timedelta(days=1))
        if not children:
            return []
        front_door = self.front_door[int(self.rng.random() * len(self.front_door))]
        since = self._time(self.today - timedelta(days=1 + int(6 * self.rng.random() ** 2)))
        aim = (Aim.REFUSED, Aim.IN_NEED, Aim.FAMILY_HELP, Aim.PROTECTED, Aim.ADVICE)[int(5 * self.rng.random())]
        return [self._journey(home, children, {one.id: aim for one in children}, since, None, front_door)]

    def _care_on(self, home: Household) -> date | None:
        return next((since for since, theme in home.themes if theme == "in_care"), None)

    def _time(self, day: date) -> datetime:
        return datetime.combine(day, time(8 + int(9 * self.rng.random()), 5 * int(12 * self.rng.random())), UTC)


def _seen(rows: Rows, entries_from: int, parts_from: int) -> dict[int, list[Visit]]:
    """Who was seen when, of the rows from there on, oldest first."""
    entries = {row[0]: (str(row[3]), row[11]) for row in rows["recording_entry"][entries_from:]}
    found: dict[int, list[Visit]] = defaultdict(list)
    for row in rows["recording_entrypart"][parts_from:]:
        if row[4] == "yes" and row[0] in entries:
            happened, worker = entries[row[0]]
            found[int(str(row[2]))].append(Visit(datetime.fromisoformat(happened), int(str(row[0])), int(str(worker))))
    for visits in found.values():
        visits.sort(key=lambda one: (one.at, one.entry))
    return found
