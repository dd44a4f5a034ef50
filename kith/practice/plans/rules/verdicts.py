"""Whether what is written in a plan can stand, as (field, sentence)."""

from datetime import date

Wrong = tuple[str, str] | None
LATEST_YEARS = 20


def judge_need(says: str) -> Wrong:
    """A need says something."""
    return None if says.strip() else ("says", "Say what is needed, or what people are worried about.")


def judge_action(what: str, who: str, worker: int | None, due_on: date | None, *, today: date, was_due: date | None = None) -> Wrong:
    """An action says what, by whom, and a day that is still to come; one that is changed may keep the day it had."""
    if not what.strip():
        return "what", "Say what will happen."
    if not (who.strip() or worker):
        return "who", "Say who will do it: a worker, or a name such as Mum or the school nurse."
    if due_on and due_on < today and due_on != was_due:
        return "due_on", "That day has passed. Give a day that is still to come; what was done already is said when the plan is reviewed."
    if due_on and due_on.year > today.year + LATEST_YEARS:
        return "due_on", f"The year is {due_on.year}. Check the year."
    return None


def judge_progress(standing: str, changed: str, name: str) -> str:
    """What was not met, or is not needed any more, says why in a few words."""
    if standing in ("not", "no longer") and not changed.strip():
        return f"{name}: say in a few words what has changed, or why not."
    return ""
