"""Ages in words, now and at the time of an event."""

from datetime import date


def years_between(born: date, on: date) -> int:
    """Whole years; somebody born on 29 February has their birthday on 1 March in common years (as the law counts)."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_text(born: date, on: date) -> str:
    """ "7 years", "5 months", "3 weeks", "4 days": as fine as matters for a child."""
    if on < born:
        return "not yet born"
    years = years_between(born, on)
    if years >= 2:
        return f"{years} years"
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if months >= 3:
        return f"{months} months"
    days = (on - born).days
    if days >= 14:
        return f"{days // 7} weeks"
    return f"{days} day{'' if days == 1 else 's'}"


def age_in_words(born: date | None, known: str, on: date, *, unborn: bool, expected: date | None, died: date | None) -> str:
    """The age as a list shows it, whatever is known."""
    if unborn:
        return f"unborn, due {_day(expected)}" if expected else "unborn"
    if born is None:
        return "age not known" + (f", died {_day(died)}" if died else "")
    about = "about " if known == "estimated" else ""
    if died:
        return f"died {_day(died)}, aged {about}{age_text(born, died)}"
    return about + age_text(born, on)


def _day(on: date | None) -> str:
    return f"{on.day} {on:%B %Y}" if on else ""
