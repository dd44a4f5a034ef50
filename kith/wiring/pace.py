"""How many requests one worker may send in a minute: more than anybody can read, fewer than a program that copies records would like."""

from collections import Counter

from kith.foundations.access.rules import Refusal

A_MINUTE = 60  # seconds


class TooFast(Refusal):
    """More requests in a minute than a person sends. `is_first`: so that auditors are told once a minute, and not of each."""

    def __init__(self, *, most: int, is_first: bool) -> None:
        super().__init__(f"More than {most} pages were asked for in a minute from your sign-in. Wait a minute. If it was not you, tell your IT service desk.")
        self.is_first = is_first


class Pace:
    """Counts in this process alone, without a word to the database. `most`: 0 for no limit."""

    def __init__(self, most: int) -> None:
        self._most, self._minute = most, 0
        self._asked: Counter[int] = Counter()

    def keep(self, worker_id: int, *, now: float) -> None:
        """Count a request at a time (seconds). Raises TooFast."""
        minute = int(now // A_MINUTE)
        if minute != self._minute:
            self._minute, self._asked = minute, Counter()
        self._asked[worker_id] += 1
        if self._most and self._asked[worker_id] > self._most:
            raise TooFast(most=self._most, is_first=self._asked[worker_id] == self._most + 1)
