"""`kith import people`, run as the command in a home of its own: good files, bad files, twice."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from kith.doors.operations.council import newcomer

pytestmark = pytest.mark.slow
HEADER = "legacy_id,forename,surname,known_as,date_of_birth,sex,address,postcode,phone,nhs_number\n"


@pytest.fixture(scope="module")
def home() -> Generator[Path]:
    made = Path(tempfile.mkdtemp(prefix="kith-cli-"))
    assert _kith(made, "migrate").returncode == 0
    assert _kith(made, "demo", "--people", "150").returncode == 0
    yield made
    shutil.rmtree(made, ignore_errors=True)


def _kith(home: Path, *words: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    told = {name: value for name, value in os.environ.items() if not name.startswith("KITH_")}
    command = [sys.executable, "-m", "kith.doors.operations.command_line", *words]
    environment = {**told, "KITH_HOME": str(home), "KITH_SHARED_MB": "128"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, input=stdin, check=False)


def _file(folder: Path, rows: str, *, encoding: str = "utf-8", header: str = HEADER) -> Path:
    path = folder / "people.csv"
    path.write_bytes((header + rows).encode(encoding))
    return path


def _search(home: Path, words: str) -> list[dict[str, object]]:
    said = _kith(home, "search", words, "--as", "amina@demo.example", "--json")
    assert said.returncode == 0, said.stderr
    found: list[dict[str, object]] = json.loads(said.stdout)["results"]
    return found


def test_the_first_example_that_a_newcomer_is_shown_finds_its_child(home: Path) -> None:
    best = _search(home, newcomer.EXAMPLE)[0]
    assert str(best["name"]).startswith("Jonathan")
    assert best["born"] == newcomer.CHILD.born.isoformat()


def test_people_are_loaded_once_and_found_by_what_they_came_with(home: Path, tmp_path: Path) -> None:
    rows = 'A1,Zebedee,Quillfeather,,3/4/2014,M,"14 Elm Road, Northgate",LS8 1AB,07700 900123,943 476 5919\nA2,,Quux-O\'Hara,Zed,19831299,,1 Rue X,75008,,\n'
    path = _file(tmp_path, rows)
    first = json.loads(_kith(home, "import", "people", str(path), "--json").stdout)
    assert [first[name] for name in ("rows", "new", "same", "different", "loaded", "flagged")] == [2, 2, 0, 0, 2, 2]
    again = json.loads(_kith(home, "import", "people", str(path), "--json").stdout)
    assert [again[name] for name in ("rows", "new", "same", "different", "loaded", "flagged")] == [2, 0, 2, 0, 0, 0]
    for words in ("zebedee quilfeather", "943 476 5991", "07700900123", "quillfeather 4/3/2014", "A1"):
        assert _search(home, words)[0]["name"] == "Zebedee Quillfeather", words
    nowhere = "A9,Quentin,Quibble,,,,1 Elm Road,QQ1 1AA,,\n"
    assert json.loads(_kith(home, "import", "people", str(_file(tmp_path, nowhere)), "--json").stdout)["flagged"] == 1
    rough = "A3,Philippa,Quagga,,May 2015,F,,,,\n"
    for same in (0, 1):
        said = json.loads(_kith(home, "import", "people", str(_file(tmp_path, rough)), "--json").stdout)
        assert (said["new"], said["same"], said["flagged"]) == (1 - same, same, 0)
    assert "month and year of birth match, the day is not known" in _search(home, "philippa quagga 3/5/2015")[0]["why"]  # type: ignore[operator]  # a list
    found = _search(home, "ohara quux")[0]
    assert (found["name"], found["born"]) == ("Quux-O'Hara (Zed)", None)
    assert set(found) == {"person_id", "name", "born", "score", "why"}


def test_each_bad_row_is_named_and_nothing_is_loaded(home: Path, tmp_path: Path) -> None:
    rows = "B1,Good,Row,,,,,,,\nB2,,,,,,,,,\n,No,Id,,,,,,,\nB1,Twice,Row,,,,,,,\nB5,Bad,Nhs,,,,,,,9434765918\nB6,Sex,Odd,,,purple,,,,\n"
    said = _kith(home, "import", "people", str(_file(tmp_path, rows)))
    assert said.returncode == 1
    for part in (
        "line 3, forename: no name",
        "line 4, legacy_id: is empty",
        "line 5, legacy_id: B1 is on line 2",
        "line 6, nhs_number",
        "line 7, sex",
    ):
        assert part in said.stderr
    assert "Nothing was loaded" in said.stderr
    assert "Traceback" not in said.stderr
    assert not [found for found in _search(home, "good row") if found["name"] == "Good Row"]


def test_what_differs_from_the_record_is_named_and_not_changed(home: Path, tmp_path: Path) -> None:
    before = "D1,Zelda,Quagmire,,3/4/2014,F,1 Elm Road,LS8 1AB,,\nD2,Zoltan,Quagmire,,,,,,,\n"
    assert _kith(home, "import", "people", str(_file(tmp_path, before))).returncode == 0
    after = "D1,Zelda,Quagmyre,,4/3/2014,F,1 elm rd,LS8 1AB,,\nD2,Zoltan,Quagmire,,,,,,,\nD3,Zenobia,Quagmire,,,,,,,\n"
    said = _kith(home, "import", "people", str(_file(tmp_path, after)))
    assert said.returncode == 0
    assert (
        "line 2: legacy_id D1 is known already, and its surname differs: Quagmire / Quagmyre. Not changed; correct it on the record"
        in said.stderr
    )
    assert "line 2: legacy_id D1 is known already, and its date of birth differs: 03/04/2014 / 4/3/2014" in said.stderr
    assert "address" not in said.stderr
    assert "1 new people loaded; 1 known already and the same; 1 known already and different, not changed" in said.stdout
    assert _search(home, "D1")[0]["name"] == "Zelda Quagmire"


def test_who_may_be_known_already_is_listed_and_a_clash_of_numbers_told_to_the_guardian(home: Path, tmp_path: Path) -> None:
    before = "E1,Ottoline,Quibbleworth,,3/4/2014,F,9 Larkspur Way,LS8 1AB,07700 900777,401 023 2137\n"
    assert _kith(home, "import", "people", str(_file(tmp_path, before))).returncode == 0
    after = (
        "F1,Otoline,Quibblewurth,,3/4/2014,F,,,,\nF2,Quibbleworth,Ottoline,,,F,9 larkspur way,LS8 1AB,,\n"
        "F3,Somebody,Else,,1/1/1980,M,,,,401 023 2137\nF4,Nobody,Known,,3/4/2014,F,,,,\n"
    )
    checked = json.loads(_kith(home, "import", "people", str(_file(tmp_path, after)), "--check", "--json").stdout)
    told = {each["legacy_id"]: (each["on_record"], each["why"]) for each in checked["possible_duplicates"]}
    known = "Ottoline Quibbleworth, born 3 April 2014"
    assert told == {
        "F1": (known, "the same date of birth, the name is alike"),
        "F2": (known, "the same address, the name is alike"),
        "F3": (known, "the same NHS number, the name differs"),
    }
    said = _kith(home, "import", "people", str(_file(tmp_path, after)))
    assert "line 2: legacy_id F1 may be record" in said.stderr
    assert "4 new people loaded" in said.stdout
    assert "3 may be people who are known already" in said.stdout


@pytest.mark.parametrize(
    ("rows", "encoding", "header", "said"),
    [
        ("C1,Zoë,Müller,,,,,,,\n", "cp1252", HEADER, "line 2 has a byte"),
        ("C1,Zoe,Muller\n", "utf-8", "id,first,last\n", "needs the names of its columns"),
        ("C1,Zoe,Muller,x\n", "utf-8", "legacy_id,forename,surname,shoe_size\n", "does not know: shoe_size"),
        ("", "utf-8", "", "the first line is empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence(rows: str, encoding: str, header: str, said: str, home: Path, tmp_path: Path) -> None:
    answer = _kith(home, "import", "people", str(_file(tmp_path, rows, encoding=encoding, header=header)))
    assert answer.returncode != 0
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


def test_searching_as_nobody_is_refused(home: Path) -> None:
    answer = _kith(home, "search", "smith", "--as", "nobody@demo.example")
    assert answer.returncode == 1
    assert "nobody signs in as 'nobody@demo.example'" in answer.stderr


def test_questions_are_answered_line_by_line(home: Path) -> None:
    answer = _kith(home, "search", "--as", "amina@demo.example", "--batch", stdin="ian carver\n\nR647XKW\n")
    lines = [json.loads(line)["results"] for line in answer.stdout.splitlines()]
    assert len(lines) == 3
    assert lines[0][0]["name"] == lines[2][0]["name"] == "Ian Carver"


def test_the_demo_council_refuses_to_mix_with_people_already_there(home: Path) -> None:
    answer = _kith(home, "demo", "--people", "10")
    assert answer.returncode == 1
    assert "there are people in this database already" in answer.stderr


def test_an_unknown_verb_is_a_sentence(home: Path) -> None:
    answer = _kith(home, "frobnicate")
    assert answer.returncode == 1
    assert "there is no verb 'frobnicate'" in answer.stderr
