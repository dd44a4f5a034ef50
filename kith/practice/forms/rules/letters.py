"""Letters, invitations and reports that are made of a form's answers: plain words with places for what was answered."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kith.practice.forms.rules.definition import Form, Letter, LetterWords, Question
from kith.practice.forms.rules.lines import Block, Problem, Text
from kith.practice.forms.rules.taking import Taker

SLOT = re.compile(r"\{(\w+)\}", re.ASCII)
BY_HAND = re.compile(r"\[(?!write: )([^\[\]]+)\]")
GAP = re.compile(r"\[write: ([^\[\]]+)\]")
POINT = "- "
TO = "{to}"  # stands until it is known to whom a letter goes
# What every letter may say besides answers.
WORDS = {
    "to": "whom it is to", "names": "whom the form is about: Ella, Noah and Siobhan", "name": "the first name of the person, in a letter about each",
    "today": "the day on which it is made", "worker": "who makes it", "job_title": "what they are", "worker_phone": "their telephone",
    "team": "their team", "council": "the council",
}  # fmt: skip
ADDRESSES = ("people.address", "people.phone")  # whoever opens the letter might be one who must not learn them


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a letter, or a list of points."""

    lines: tuple[str, ...]
    is_list: bool


def letters_of(taker: Taker) -> tuple[Letter, ...]:
    """The letters of a definition."""
    return tuple(_letter(Taker(each, taker.problems, "letters")) for each in taker.blocks("letters"))


def _letter(taker: Taker) -> Letter:
    key = taker.text("key", needed="Write `key:` and a short name that will never change, like `invitation`")
    taker.where = key or taker.where
    found = Letter(
        key, taker.text("title", needed="Write `title:` and what the letter is"),
        taker.text("says", needed="Write `says: |` and the letter below it, with an empty line between paragraphs"),
        per_person=taker.flag("per_person"), wording=_wording(taker), line=taker.block.line,
    )  # fmt: skip
    if key and not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", key):
        taker.wrong("key", f"{key[:40]!r} is not a key", "Use small letters, figures and underscores, like invitation")
    taker.done(("key", "title", "says", "per_person", "wording"))
    return found


def _wording(taker: Taker) -> dict[str, LetterWords]:
    """Other words for the same letter: words alone keep its title."""
    block = taker.take("wording", Block, "wordings by key")
    found: dict[str, LetterWords] = {}
    for key, value in (block.entries if block else {}).items():
        if isinstance(value, Text):
            found[key] = LetterWords("", value.text.strip())
        elif isinstance(value, Block):
            inner = Taker(value, taker.problems, taker.where)
            found[key] = LetterWords(inner.text("title"), inner.text("says", needed="Write `says: |` and the letter in these words below it"))
            inner.done(("title", "says"))
        else:
            taker.wrong("wording", f"The wording {key!r} has no words", f"Write `{key}: |` and the letter in these words below it")
    return found


def judged_letters(form: Form) -> Iterator[Problem]:
    """What is the matter with a form's letters."""
    questions = {each.key: each for each in form.questions()}
    first: dict[str, int] = {}
    for letter in form.letters:
        if first.setdefault(letter.key, letter.line) != letter.line:
            sentence = f"Two letters have the key {letter.key!r}, the first on line {first[letter.key]}"
            yield Problem(letter.line, letter.key, sentence, "Give one of them another key")
        for name in [name for name in letter.wording if name not in form.wordings]:
            fix = f"Write `wordings:` at the top with `{name}: its name`"
            yield Problem(letter.line, letter.key, f"The wording {name!r} is not declared", fix)
        for sentence, fix in dict.fromkeys(_of_slots(letter, questions)):
            yield Problem(letter.line, letter.key, sentence, fix)


def _of_slots(letter: Letter, questions: Mapping[str, Question]) -> Iterator[tuple[str, str]]:
    for slot in SLOT.findall("\n".join([letter.says, *(each.says for each in letter.wording.values())])):
        question = questions.get(slot)
        if question is None and slot not in WORDS:
            yield (
                f"It says {{{slot}}}, which is not asked",
                f"Use the key of a question of this form, or one of: {', '.join(WORDS)}. What is written by hand stands in [ ]",
            )
        elif (slot == "name" or (question is not None and question.per_person)) and not letter.per_person:
            yield f"It says {{{slot}}}, which is of each person", "Write `per_person: true`"
        elif question is not None and question.fact in ADDRESSES:
            fix = "Leave it out: the address of whom a letter is to is put above it where that is safe"
            yield f"It says {{{slot}}}, an address or a number, to whoever opens it", fix


def composed(says: str, said: Mapping[str, str], asks: Mapping[str, str]) -> str:
    """The letter with what is known in its places. What is not is left to be written, as is what stands between [ and ]."""
    by_hand = BY_HAND.sub(r"[write: \1]", says.strip())
    return SLOT.sub(lambda slot: slot[0] if slot[0] == TO else _in_place(slot[1], said, asks), by_hand)


def _in_place(slot: str, said: Mapping[str, str], asks: Mapping[str, str]) -> str:
    return said.get(slot) or f"[write: {_without_brackets(asks.get(slot, slot))}]"


def _without_brackets(words: str) -> str:
    return re.sub(r"[\[\]]", "", words).rstrip("?.: ")


def gaps(text: str) -> list[str]:
    """What is still to be written."""
    return list(dict.fromkeys(GAP.findall(text)))


def paragraphs(text: str) -> list[Paragraph]:
    """A letter as it is printed."""
    found = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        for is_list, lines in _runs(block.split("\n")):
            found.append(Paragraph(tuple(lines), is_list))
    return found


def _runs(lines: Collection[str]) -> Iterator[tuple[bool, list[str]]]:
    """Neighbouring lines that are points of a list, or are not."""
    run: list[str] = []
    was_point = False
    for line in lines:
        is_point = line.startswith(POINT)
        if run and is_point != was_point:
            yield was_point, run
            run = []
        was_point = is_point
        run.append(line.removeprefix(POINT).strip())
    if run:
        yield was_point, run
