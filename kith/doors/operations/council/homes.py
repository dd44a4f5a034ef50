"""Addresses: every one is made once, neighbours share a postcode, and a home that one family left may be where another lives now."""

import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from kith.doors.operations.council.rows import Rows, Someone, Stamp
from kith.doors.operations.council.words import listed
from kith.foundations.identifiers.addresses import place_key

HOUSES, PER_STREET, FLATS = 200, 380, 12
STRIDE = 1_299_709  # prime, so that counting in strides visits every address once
LEFT_KEPT = 300  # homes that stand empty; a bounded number, whatever the council's size
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


@dataclass(frozen=True)
class Stay:
    """At a place from a day until a day; `since` None is not known, `until` None is now."""

    place: int
    since: date | None
    until: date | None = None


@dataclass
class Homes:
    """Gives out addresses. Ids count up."""

    rng: random.Random
    stamp: Stamp
    next_place: int = 1
    _given: int = 0
    _left: deque[tuple[int, date]] = field(default_factory=lambda: deque(maxlen=LEFT_KEPT))
    _care_homes: list[int] = field(default_factory=list)

    def place(self, rows: Rows) -> int:
        """A new address."""
        streets, kinds, areas = listed("streets"), listed("kinds"), listed("areas")
        total = len(streets) * len(kinds) * len(areas) * PER_STREET
        street, slot = divmod(self._given * STRIDE % total, PER_STREET)
        self._given += 1
        area = street % len(areas)
        first, kind = streets[street // len(areas) % len(streets)], kinds[street // len(areas) // len(streets)]
        street_name = f"{'Long' if kind.startswith(first) else first} {kind}"  # no Grove Grove
        number = slot + 1 if slot < HOUSES else HOUSES + 1 + (slot - HOUSES) // FLATS
        flat = "" if slot < HOUSES else f"Flat {1 + (slot - HOUSES) % FLATS}, "
        unit = street * 7 + number // 40
        postcode = f"NB{1 + area} {1 + unit % 9}{LETTERS[unit // 9 % 20]}{LETTERS[unit // 180 % 20]}"
        return self.known_place(rows, f"{flat}{number} {street_name}, {areas[area]}", postcode, communal=False)

    def known_place(self, rows: Rows, lines: str, postcode: str, *, communal: bool) -> int:
        """An address that is written out by the caller, who asks for it once only."""
        id_, self.next_place = self.next_place, self.next_place + 1
        rows["people_place"].append((id_, lines, postcode, "", place_key(lines, postcode), communal))
        return id_

    def care_home(self, rows: Rows) -> int:
        """One of the council's care homes, where many live."""
        if not self._care_homes:
            self._care_homes = [
                self.known_place(rows, lines, f"NB{11 + turn % 2} {turn + 1}AA", communal=True)
                for turn, lines in enumerate(listed("care_homes"))
            ]
        return self._care_homes[int(self.rng.random() * len(self._care_homes))]

    def moves(self, rows: Rows, first: date, today: date, now_at: int | None = None) -> list[Stay]:
        """A household's homes from `first` until now: mostly one or two, some a good many. `now_at`: where they have come to live, if it is given."""
        rnd = self.rng.random
        days = (today - first).days
        often = 1 + int(rnd() * rnd() * 5) if days > 700 else 1
        starts = sorted({first, *(first + timedelta(days=int(days * (0.1 + 0.85 * rnd()))) for _ in range(often - 1))})
        ends: Sequence[date | None] = [*starts[1:], None]
        stays = [Stay(self._vacant(rows, since), since, until) for since, until in zip(starts, ends, strict=True)]
        if now_at is not None:
            stays[-1] = Stay(now_at, stays[-1].since)
        self._left.extend((stay.place, stay.until) for stay in stays if stay.until)
        return stays

    def _vacant(self, rows: Rows, since: date) -> int:
        """One time in twelve a home that somebody else has left before."""
        if self._left and self.rng.random() < 0.08:
            place, left_on = self._left[0]
            if left_on <= since:
                self._left.popleft()
                return place
        return self.place(rows)

    def live(self, rows: Rows, one: Someone, stays: Sequence[Stay], *, confidential: bool = False, kind: str = "main") -> None:
        """Write where somebody lived, not before birth and not after death."""
        for stay in stays:
            since = max(stay.since, one.born) if stay.since and one.is_dated else stay.since
            until = min(filter(None, (stay.until, one.died)), default=None)
            if since and ((until and until <= since) or (one.died and since >= one.died)):
                continue
            rows["people_residence"].append((*self.stamp.dated(one.id, since, until), stay.place, kind, confidential and until is None))

    def elsewhere(self, rows: Rows, one: Someone, since: date | None) -> int:
        """A home of one's own, from some day on. Returns the place."""
        place = self.place(rows)
        self.live(rows, one, [Stay(place, since)])
        return place
