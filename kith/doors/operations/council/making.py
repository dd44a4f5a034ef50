"""The whole council, batch by batch: a pure function of the plan. Made in a process of its own where there is much to make.

The child sends one batch at a time and waits until it is taken, so that memory stays bounded whatever the size.
"""

import gc
import multiprocessing
import random
from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from multiprocessing.connection import Connection
from uuid import UUID
from zoneinfo import ZoneInfo

from kith.doors.operations.council import eleven, newcomer
from kith.doors.operations.council.adults import adult_household
from kith.doors.operations.council.answering import Held
from kith.doors.operations.council.around import Around
from kith.doors.operations.council.courses import by_chance
from kith.doors.operations.council.drafting import Makers, Wanted
from kith.doors.operations.council.homes import Homes
from kith.doors.operations.council.kin import others, relatives, unborn
from kith.doors.operations.council.lives import Lives
from kith.doors.operations.council.living import household
from kith.doors.operations.council.people import People
from kith.doors.operations.council.population import parents_and_children
from kith.doors.operations.council.rows import Household, Rows, Stamp
from kith.doors.operations.council.stories import Spell, Teller, subjects_on
from kith.foundations.postgres.copying import Packed, packed
from kith.practice.pathways.rules.reading import Source

BATCH = 2000  # people
ADULTS = 0.2  # households known to adult services
PARETO, MOST_WEIGHT = 1.1, 60  # most families have few entries, some have hundreds
LEFT = 0.04  # of families with whom work goes on, and whose worker left before another was allocated
AMINAS = ((9, 6), (14, 11, 4), (3,), (7, 5, 2), (0,), (12, 8), (15, 13, 10))  # the ages of fifteen children in seven families
CERYSS = ((8, 3), (5,), (11, 9, 6))
TASKS = (
    "Ring the school or nursery",
    "Write to housing",
    "Ask the GP for the last letter",
    "Prepare the next meeting",
    "Bring the plan up to date",
    "Ring the family",
)
ADULTS_TASKS = (
    "Ring the agency about call times",
    "Send the support plan",
    "Ask the GP for the last letter",
    "Book the review",
    "Ring the carer",
)
ADULTS_ENDED = (
    "Closed: managing with the support that is there",
    "Closed: review team from now on",
    "Closed at the person's wish",
    "Worker left; handed over",
)
ENDED = (
    "Closed: the aims of the plan are met",
    "Closed: stepped down to early help",
    "Closed at the family's wish",
    "Worker left; handed over",
)
LEAVER = "Worker left; to be allocated anew"
Holder = tuple[int, int]  # worker and team


@dataclass(frozen=True)
class Plan:
    """What decides every row: two plans that are equal make the same council."""

    people: int
    entries: int
    seed: int
    today: date
    by: int
    amina: Holder
    cerys: Holder
    childrens: tuple[Holder, ...]
    adults: tuple[Holder, ...]
    care: tuple[Holder, ...]  # those of the children in care team
    managers: tuple[Holder, ...]  # who signs off, one a team
    front_door: int  # the teams that take contacts, and that help families
    family_help: int
    sources: tuple[Source, ...]  # the pathways that are lived
    forms: Mapping[str, Held]  # and the forms that are filled in


@dataclass(frozen=True)
class Batch:
    """Some thousand people with everything about them, ready to be loaded; `until` is how many there are by now."""

    until: int
    rows: dict[str, Packed]


@dataclass
class Council:
    """Makes the batches of a plan."""

    plan: Plan
    rng: random.Random = field(init=False)
    makers: Makers = field(init=False)
    teller: Teller = field(init=False)
    lives: Lives = field(init=False)
    owed: float = 0  # entries that a young family had no time for: the next ones get them

    def __post_init__(self) -> None:
        plan, rng = self.plan, random.Random(self.plan.seed)
        midnight = datetime(plan.today.year, plan.today.month, plan.today.day, tzinfo=ZoneInfo("Europe/London"))
        stamp = Stamp((midnight - timedelta(days=1)).isoformat(), plan.by)
        self.rng = rng
        self.makers = Makers(People(rng, stamp, plan.today), Homes(rng, stamp), Around(rng, stamp, plan.today), plan.today)
        self.teller = Teller(rng, plan.today)
        at_the_door = [holder for holder in plan.childrens if holder[1] == plan.front_door] or list(plan.childrens)
        managers = {team: worker for worker, team in plan.managers}
        self.lives = Lives(plan.sources, plan.forms, plan.seed, plan.today, at_the_door, managers, plan.family_help)

    def batches(self) -> Iterator[Batch]:
        wanted, people = self._wanted(), self.makers.people
        man: eleven.TheMan | None = None
        while people.next_person <= self.plan.people:
            rows: Rows = defaultdict(list)
            first = people.next_person
            homes: list[Household] = []
            if man is None:
                man = eleven.the_man(self.makers, rows)
            while people.next_person < first + BATCH and people.next_person <= self.plan.people:
                homes.append(self._household(rows, wanted.pop(0) if wanted else None))
            self._tell(rows, homes, self.plan.entries * (people.next_person - first) / self.plan.people, man)
            yield Batch(people.next_person - 1, {table: packed(some) for table, some in rows.items() if some})

    def _wanted(self) -> list[Wanted]:
        mine = [Wanted(ages, mark="amina") for ages in AMINAS]
        return mine + [Wanted(ages, mark="cerys") for ages in CERYSS] + newcomer.wanted() + eleven.wanted()

    def _household(self, rows: Rows, wanted: Wanted | None) -> Household:
        m = self.makers
        if not wanted and m.chance(ADULTS):
            return adult_household(m, rows)
        draft = parents_and_children(m, rows, wanted)
        relatives(m, draft)
        unborn(m, draft) if not wanted else None
        others(m, draft)
        return household(m, draft, wanted)

    def _tell(self, rows: Rows, homes: list[Household], entries: float, man: "eleven.TheMan") -> None:
        weights = [min(self.rng.paretovariate(PARETO), MOST_WEIGHT) for _ in homes]
        total = sum(weights)
        for home, weight in zip(homes, weights, strict=True):
            share = entries * weight / total + self.owed
            least = 20 if home.wanted in ("amina", "cerys") else 8 if home.is_in_care or home.wanted == newcomer.MARK else 0
            count = min(max(round(share), least), self.teller.room_for(home))
            self.owed = min(max(share - count, -50), 400)
            workers = self._workers(home)
            is_open = home.wanted in ("amina", "cerys") or home.is_in_care or (count >= 3 and self.rng.random() < 0.5)
            begin = len(rows["recording_entry"]), len(rows["recording_entrypart"])
            spells = self.teller.story(rows, home, count, [worker for worker, _ in workers], is_open=is_open)
            home.left_on = self._left_on(home, spells)
            self._allocate(rows, home, spells, dict(workers))
            self.lives.live(rows, home, spells, dict(workers), *begin)
            if home.wanted.startswith("eleven"):
                self.teller.next_entry = man.contact(rows, home, self.teller.next_entry, workers[0][0], self.plan.today)

    def _left_on(self, home: Household, spells: list[Spell]) -> date | None:
        """Since when nobody leads although work goes on, where it is so: after the worker's last visit."""
        goes_on = bool(spells) and spells[-1].until is None and not home.wanted and not home.is_in_care
        if not goes_on or not by_chance(home.subjects[0].id, LEFT):
            return None
        days = (self.plan.today - spells[-1].last_entry).days
        return self.plan.today - timedelta(days=max(days - 1 - home.subjects[0].id % 5, 0))

    def _workers(self, home: Household) -> list[Holder]:
        """Those of earlier spells first; Amina's and Cerys's own families are theirs in every spell."""
        if home.wanted in ("amina", "cerys"):
            return [self.plan.amina if home.wanted == "amina" else self.plan.cerys]
        pool = self.plan.adults if home.service == "adults" else self.plan.care if home.is_in_care else self.plan.childrens
        return [pool[int(self.rng.random() * len(pool))] for _ in range(3)]

    def _allocate(self, rows: Rows, home: Household, spells: list[Spell], teams: dict[int, int]) -> None:
        """A worker for each spell. Who is grown up, or was not born, had none then."""
        rnd, midnight, by = self.rng.random, self.makers.people.stamp.at, self.plan.by
        ended = ADULTS_ENDED if home.service == "adults" else ENDED
        for spell in spells:
            last = spell.until or self.plan.today
            for one in subjects_on(home, min(last, self.plan.today - timedelta(days=1))):
                since = max(spell.since, one.born - timedelta(days=200) if one.is_unborn else one.born)
                if spell.until and since >= spell.until:
                    continue
                reason = ended[int(rnd() * len(ended))] if spell.until else LEAVER if home.left_on else ""
                until = spell.until or (home.left_on and max(home.left_on, since))
                row = (one.id, spell.holder, teams[spell.holder], "lead", since, until, midnight, by, reason)
                rows["work_allocation"].append(row)
            if spell.until is None and home.left_on is None:
                self._tasks(rows, home, spell)

    def _tasks(self, rows: Rows, home: Household, spell: Spell) -> None:
        rnd, today = self.rng.random, self.plan.today
        about = subjects_on(home, today)
        if not about:
            return
        at, by = self.makers.people.stamp.at, self.plan.by
        if home.wanted or rnd() < 0.7:  # ten working days after the last visit, one task for all of them
            together = UUID(int=about[0].id) if len(about) > 1 else None
            due = spell.last_entry + timedelta(days=14)
            rows["work_task"].extend((one.id, spell.holder, "Visit", due, at, by, together) for one in about)
        if rnd() < 0.5:
            tasks = ADULTS_TASKS if home.service == "adults" else TASKS
            due = today + timedelta(days=int(rnd() * 34) - 8)
            rows["work_task"].append((about[0].id, spell.holder, tasks[int(rnd() * len(tasks))], due, at, by, None))


def batches_beside(plan: Plan) -> Generator[Batch]:
    """The batches, made in another process while this one loads. Ends the other process whatever happens here."""
    if plan.people <= BATCH:
        yield from Council(plan).batches()
        return
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(plan, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        while (batch := ours.recv()) is not None:
            yield batch
    finally:
        ours.close()
        process.terminate()
        process.join()


def _send(plan: Plan, to: "Connection[Batch | None, object]") -> None:
    """Circles (a journey's steps know where they came from) are looked for once a batch, when its rows are sent: on the way it takes a tenth of
    the time, and not at all a million people would cost gigabytes."""
    gc.disable()
    gc.freeze()
    for batch in Council(plan).batches():
        to.send(batch)
        gc.collect()
    to.send(None)
