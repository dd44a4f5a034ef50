"""How a journey stands on the day of the council: what is begun, planned, booked, waits, or was opened again."""

import random
from datetime import datetime, timedelta

from kith.doors.operations.council.journey_shapes import Step
from kith.foundations.clocks.reading import Event

BOOKED, WITH_NOBODY, REOPENED = 0.6, 0.12, 0.02


def stand(step: Step, now: datetime, rng: random.Random) -> None:
    """What is not done by now is begun, or planned, perhaps booked. Some wait, some were opened again, some stand with nobody."""
    if step.status == "waiting":
        _waiting(step, now)
    elif step.status == "planned":
        _planned(step, now, rng)
    elif step.status == "done" and rng.random() < REOPENED and step.finished_at:
        opened = min(step.finished_at + timedelta(days=int(rng.random() * 9)), now)
        step.departures.append(("reopened", "A date was wrong and has been put right.", opened))


def _planned(step: Step, now: datetime, rng: random.Random) -> None:
    if step.begins <= now and not step.is_left:
        step.status, step.began = "open", step.begins
        for person in step.links if step.kind.begins else ():
            step.events[person].append(Event(step.kind.begins, step.began))
    if step.kind.is_meeting and step.ends > now and rng.random() < BOOKED:
        step.booked = step.ends
    if step.status == "planned" and rng.random() < WITH_NOBODY:
        step.has_worker = False


def _waiting(step: Step, now: datetime) -> None:
    """It waits for its manager, or was sent back to its worker a while ago."""
    step.rounds = [each for each in step.rounds if each.sent_at <= now]
    last = step.rounds[-1]
    if last.decided_at and last.decided_at <= now:
        step.status, step.finished_at = "open", None
        for link in step.links.values():
            link.outcome = link.because = link.reason = ""
        return
    last.decided_at = last.is_authorised = None
    last.reasons, step.finished_at = "", last.sent_at
