"""Years of involvement: entries that read like practice, uneven as life is, with the rows of the story that the commands would write."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kith.doors.operations.council.population import Family, Rows, Someone
from kith.doors.operations.council.words import told

KINDS = ("visit",) * 9 + ("call",) * 7 + ("note",) * 4 + ("email",) * 2 + ("meeting",) * 2 + ("decision",)
IMPACTS = (
    "Trust in the plan was shaken for some weeks.", "A turning point: the family asked for help themselves.",
    "Safer at once; sleep and attendance improved afterwards.", "Unsettling: a third move of school followed.",
)  # fmt: skip


@dataclass
class Teller:
    """Tells families' stories. Entry ids count up, so that newer entries of a load have higher ones only by chance, as after a migration."""

    rng: random.Random
    now: datetime
    next_entry: int = 1

    def story(self, family: Family, workers: Sequence[int], entries: int) -> Rows:
        """`entries` entries about the children of a family by these workers, oldest first."""
        rows: Rows = defaultdict(list)
        start = self.now - timedelta(days=min(2600, 60 + entries * self.rng.randint(8, 40)))
        step = (self.now - start) / max(entries, 1)
        for turn in range(entries):
            day = start + step * turn + timedelta(hours=self.rng.uniform(0, 40))
            hour, minute = self.rng.choice((8, 9, 10, 10, 11, 12, 13, 14, 14, 15, 16, 16, 17)), self.rng.choice((0, 5, 10, 15, 20, 30, 45))
            happened = day.replace(hour=hour, minute=minute)
            self._entry(
                rows, family, self.rng.choice(workers), min(happened, self.now - timedelta(hours=2)).replace(second=0, microsecond=0)
            )
        return rows

    def _entry(self, rows: Rows, family: Family, worker: int, happened: datetime) -> None:
        rng = self.rng
        born_by_then = [child for child in family.children if child.born is None or child.born <= happened.date()] or family.children[:1]
        about = born_by_then if rng.random() < 0.6 else [rng.choice(born_by_then)]
        kind, id_ = rng.choice(KINDS), self.next_entry
        self.next_entry += 1
        written = happened + timedelta(hours=rng.expovariate(1 / 20))
        text = self._text(kind, about[0], rng.choice(family.carers), family.school)
        rows["recording_entry"].append((id_, kind, "", happened, True, text, "", "", "{}", 1, min(written, self.now), worker, ""))
        for child in about:
            self._part(rows, id_, kind, child)
            weight = 1 if kind == "decision" else 0
            rows["recording_storyline"].append(
                (child.id, happened, kind, "recording.Entry", id_, weight, 0, min(written, self.now), worker)
            )
        if rng.random() < 0.03:
            rows["recording_significantevent"].append(
                (about[0].id, happened.date(), text[:300], rng.choice(IMPACTS), min(written, self.now), worker, "")
            )

    def _part(self, rows: Rows, entry: int, kind: str, child: Someone) -> None:
        rng = self.rng
        if kind != "visit":
            rows["recording_entrypart"].append((entry, "about", child.id, "", "", None, "", "", ""))
            return
        seen, alone = rng.random() < 0.9, rng.random() < 0.55
        why = "" if seen and alone else "Asleep" if seen else rng.choice(("At school", "Out with the grandmother", "No answer at the door"))
        wishes = rng.choice(told()["wishes"]) if seen and rng.random() < 0.35 else ""
        rows["recording_entrypart"].append(
            (entry, "about", child.id, "", "yes" if seen else "no", alone if seen else None, why, "home" if seen else "", wishes)
        )

    def _text(self, kind: str, child: Someone, carer: Someone, school: str) -> str:
        rng, said = self.rng, told()
        parts = {
            "call": ("calls",),
            "meeting": ("meetings",),
            "decision": ("decisions",),
            "note": ("meant", "then"),
            "email": ("calls", "then"),
        }
        chosen = [rng.choice(said[part]) for part in parts.get(kind, ("openings", "seen", "seen", "meant", "meant", "then"))]
        words = {
            "child": child.forenames.split()[0],
            "carer": carer.forenames.split()[0],
            "school": school,
            "when": rng.choice(("after school", "at ten", "before tea")),
        }
        return " ".join(dict.fromkeys(chosen)).format_map(words)
