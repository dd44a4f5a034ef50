"""Makes docs/clocks.md (`make docs`): every clock, how it is counted, whose rule it is. A test holds it fresh."""

from kith.foundations.clocks.calendars import england
from kith.foundations.clocks.catalogue import shipped
from kith.foundations.clocks.rules import Rule
from tests.architecture.source import ROOT

PAGE = ROOT / "docs" / "clocks.md"
OPENING = """# Clocks

Made by `make docs` from `kith/foundations/clocks/definitions`; a test fails when it is stale. `kith clocks explain CLOCK DAY` says when
something is due and why.

- **Within** N working days *of* an event: its day is not counted; the first working day after it is day 1. **Beginning with**: its day is
  day 1. **Before**: backwards, the event's day not counted.
- Working days leave out Saturdays, Sundays and the bank holidays of England and Wales. A council's own closing days count as working days.
- Weeks, months and days are the calendar's, and do not move for a weekend or holiday; where a month has no such day its last day stands.
  The few that do move to the next working day say so.
- Hours are real hours, through both clock changes; opening hours run only while the team is open.
- Due is the end of the day in London; done on the due day is on time. What follows is counted from when the last one was done.
- A council may set a stricter limit for any clock, and any limit it likes for a local one. It cannot set a looser one.

Bank holidays: {calendar}.

*Checked* is about the limit: whether it was read in the source (or in a summary that quotes it), in a local procedure, or is generally
known and its text was not read for this release. Numbers of paragraphs are for finding the place.
"""


def page() -> str:
    """The page's text, as it should be now."""
    parts = [OPENING.format(calendar=england().version)]
    service = ""
    for rule in shipped().rules.values():
        if rule.service != service:
            service = rule.service
            parts.append(f"\n## {service}\n\n| clock | what is due | limit | whose rule | checked | notes |\n|---|---|---|---|---|---|\n")
        parts.append(
            f"| `{rule.key}` | {rule.what.rstrip(',')} | {rule.counted_as} | {_whose(rule)} | {rule.evidence} | {_notes(rule)} |\n"
        )
    return "".join(parts)


def _whose(rule: Rule) -> str:
    return f"{rule.source} ({rule.force})" if rule.force.binds else f"local practice: {rule.source}"


def _notes(rule: Rule) -> str:
    pauses = [f"Stands still from {begins.says} until {goes_on.says}." for begins, goes_on in rule.pauses.items()]
    rolls = ["Moves to the next working day."] if rule.rolls else []
    looks = [f"Looked at after {', '.join(map(str, rule.checkpoints))}."] if rule.checkpoints else []
    then = [f"Then {', '.join(f'`{key}` ({when})' for key, when in rule.then.items())}."] if rule.then else []
    return " ".join([rule.note.strip(), *rolls, *pauses, *looks, *then]).strip()


if __name__ == "__main__":
    PAGE.write_text(page())
