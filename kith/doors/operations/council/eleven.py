"""Eleven contacts over six years, each about a different girl, naming one man under two names, three addresses and a car.

Made after the lesson of the Bichard inquiry (HC 653, 2004): handled singly, none of them told what all of them did.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from kith.doors.operations.council.drafting import Makers, Wanted
from kith.doors.operations.council.homes import Stay
from kith.doors.operations.council.rows import Household, Rows, Someone

COUNT, FIRST_DAYS_AGO, APART = 11, 2190, 195
NAMES = (("Ian", "Carver"), ("Iain", "Nixon"))
HOMES = (("29 College Lane, Westmoor", "NB4 2QT"), ("3 Pier View, Kirkside", "NB7 1HL"), ("Flat 6, 88 Station Road, Lowfold", "NB9 5WD"))
TOLD = (
    "School rang: {child} is being collected by a man of about {age} who is not family. He gave his name as {name}.",
    "{child} told a teacher that her boyfriend {name} is grown up and has a {car}.",
    "Anonymous call: {child} was seen going into {home}, where {name} lives.",
    "{carer} rang, worried: {child} did not come home until two. She was with {name} of {home}.",
    "Police report: {child} found in a {car} with a man who gave his name as {name}. No complaint made.",
)
ENDS = ("Advice given; no further action by itself.", "Passed to the school nurse. No further action.", "Logged for information.")


def wanted() -> list[Wanted]:
    """Eleven families whose eldest is a girl who was 13 to 15 on the day of her contact."""
    ages = (-(-(FIRST_DAYS_AGO - turn * APART) // 365) + 13 + turn % 2 for turn in range(COUNT))
    return [
        Wanted((age,) if turn % 3 else (age, max(age - 3, 1)), first_is_girl=True, mark=f"eleven:{turn}") for turn, age in enumerate(ages)
    ]


@dataclass(frozen=True)
class TheMan:
    """He is a person of the record, and linked to each entry."""

    man: Someone

    def contact(self, rows: Rows, home: Household, entry: int, worker: int, today: date) -> int:
        """The contact about this family's girl. Returns the next entry's id."""
        turn, child = int(home.wanted.partition(":")[2]), home.subjects[0]
        day = today - timedelta(days=FIRST_DAYS_AGO - turn * APART)
        happened = datetime(day.year, day.month, day.day, 10 + turn % 6, 5 * turn % 60, tzinfo=UTC)
        lines, postcode = HOMES[min(turn // 4, 2)]
        carer = home.cares[0].person
        words = {
            "child": child.first, "carer": f"{carer.first}, her mother,", "name": " ".join(NAMES[turn % 2]), "car": "red Fiesta, R647 XKW",
            "home": f"{lines}, {postcode}", "age": self.man.age(day),
        }  # fmt: skip
        text = f"{TOLD[turn % len(TOLD)].format_map(words)} {ENDS[turn % len(ENDS)]}"
        rows["recording_entry"].append((entry, "note", "Contact", happened, True, text, "", "", "{}", 1, happened, worker, ""))
        for person, role in ((child.id, "about"), (self.man.id, "mentioned")):
            rows["recording_entrypart"].append((entry, role, person, "", "", None, "", "", ""))
            rows["recording_storyline"].append((person, happened, "note", "recording.Entry", entry, 0, 0, happened, worker, ""))
        return entry + 1


def the_man(m: Makers, rows: Rows) -> TheMan:
    """Ian Carver, 28, and the names, homes and car under which the contacts have him."""
    people, stamp = m.people, m.people.stamp
    born = date(m.today.year - 28, 3, 11)
    man = Someone(people.next_person, *NAMES[0], "M", born, "british")
    people.next_person += 1
    rows["people_person"].append((man.id, "Ian Carver", born, "exact", False, None, None, "M", "open", stamp.at, stamp.by))
    rows["people_name"].append((*stamp.dated(man.id, born), "legal", *NAMES[0]))
    rows["people_name"].append((man.id, None, None, "said so to police", stamp.at, stamp.by, "alias", *NAMES[1]))
    rows["people_vehicle"].append((*stamp.dated(man.id), "R647XKW", "red Fiesta"))
    for turn, (lines, postcode) in enumerate(HOMES):
        since = m.today - timedelta(days=2300 - turn * 760)
        until = m.today - timedelta(days=2300 - (turn + 1) * 760) if turn < 2 else None
        place = m.homes.known_place(rows, lines, postcode, communal=False)
        m.homes.live(rows, man, [Stay(place, since, until)])
    return TheMan(man)
