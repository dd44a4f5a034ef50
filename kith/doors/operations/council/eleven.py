"""Eleven contacts over six years, each about a different child, naming one man under two names, three addresses and a car.

Made after the lesson of the Bichard inquiry (HC 653, 2004): handled singly, none of them told what all of them did.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from kith.doors.operations.council.population import Family, Maker, Rows, Someone

NAMES = (("Ian", "Carver"), ("Iain", "Nixon"))
HOMES = (("29 College Lane, Westmoor", "NB4 2QT"), ("3 Pier View, Kirkside", "NB7 1HL"), ("Flat 6, 88 Station Road, Lowfold", "NB9 5WD"))
TOLD = (
    "School rang: {child} is being collected by a man of about 22 who is not family. He gave his name as {name}.",
    "{child} told a teacher that her boyfriend {name} is grown up and has a {car}.",
    "Anonymous call: {child} was seen going into {home}, where {name} lives.",
    "{carer} rang, worried: {child} did not come home until two. She was with {name} of {home}.",
    "Police report: {child} found in a {car} with a man who gave his name as {name}. No complaint made.",
)


def contacts(maker: Maker, families: Sequence[Family], worker: int, now: datetime, first_entry: int) -> tuple[Rows, Rows]:
    """The man's own rows and the eleven entries'. He is a person of the record, linked to each entry."""
    people: Rows = defaultdict(list)
    written: Rows = defaultdict(list)
    man = _the_man(maker, people)
    girls = [child for family in families for child in family.children[:1] if child.born and child.born.year < now.year - 6][:11]
    for turn, child in enumerate(girls):
        happened = now - timedelta(days=2190 - turn * 195)
        _contact(written, first_entry + turn, turn, child, man, worker, happened)
    return people, written


def _the_man(maker: Maker, rows: Rows) -> Someone:
    born = maker.today.replace(year=maker.today.year - 28, month=3, day=11)
    id_ = maker.next_person
    maker.next_person += 1
    rows["people_person"].append((id_, "Ian Carver", born, "exact", False, None, None, "M", "open", maker.at, maker.by))
    rows["people_name"].append((id_, born, None, "", maker.at, maker.by, "legal", *NAMES[0]))
    rows["people_name"].append((id_, None, None, "said so to police", maker.at, maker.by, "alias", *NAMES[1]))
    for turn, (lines, postcode) in enumerate(HOMES):
        since = maker.today - timedelta(days=2300 - turn * 760)
        until = maker.today - timedelta(days=2300 - (turn + 1) * 760) if turn < 2 else None
        place, maker.next_place = maker.next_place, maker.next_place + 1
        rows["people_place"].append((place, lines, postcode, "", f"{lines}|{postcode}".lower(), False))
        rows["people_residence"].append((id_, since, until, "", maker.at, maker.by, place, "main", False))
    rows["people_vehicle"].append((id_, None, None, "", maker.at, maker.by, "R647XKW", "red Fiesta"))
    return Someone(id_, *NAMES[0], "M", born, is_child=False)


def _contact(rows: Rows, id_: int, turn: int, child: Someone, man: Someone, worker: int, happened: datetime) -> None:
    home = HOMES[min(turn // 4, 2)]
    words = {
        "child": child.forenames.split()[0], "carer": "Her mother", "name": " ".join(NAMES[turn % 2]), "car": "red Fiesta, R647 XKW",
        "home": f"{home[0]}, {home[1]}",
    }  # fmt: skip
    text = TOLD[turn % len(TOLD)].format_map(words) + " Advice given; no further action by itself."
    rows["recording_entry"].append((id_, "note", "Contact", happened, True, text, "", "", "{}", 1, happened, worker, ""))
    for person, role in ((child.id, "about"), (man.id, "mentioned")):
        rows["recording_entrypart"].append((id_, role, person, "", "", None, "", "", ""))
        rows["recording_storyline"].append((person, happened, "note", "recording.Entry", id_, 0, 0, happened, worker))
