"""The shape of a form: sections of questions under stable keys. Made from YAML by rules/reading, written back by rules/writing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from kith.practice.forms.rules.conditions import ALWAYS, Condition
from kith.practice.people.rules.fitting import Ages

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Type(StrEnum):
    """What kind of answer a question takes."""

    TEXT = "text"
    LONG_TEXT = "long text"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    ROUGH_DATE = "rough date"
    NUMBER = "number"
    YES_NO = "yes or no"
    PERSON = "person"
    WORKER = "worker"
    UPLOAD = "upload"
    WEEK = "week"
    TABLE = "table"
    REPEAT = "repeat"
    SCORE = "score"
    ECHO = "echo"
    INFORMATION = "information"


NOT_ASKED = {Type.SCORE, Type.ECHO, Type.INFORMATION}  # shown, never typed
GRIDS = {Type.WEEK, Type.TABLE}
NONE_WORDS = {"not_known": "Not known", "not_relevant": "Not relevant", "declined": "Declined to say"}


@dataclass(frozen=True)
class Words:
    """The same thing said otherwise: easy read, another language."""

    ask: str = ""
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """One answer to choose. A retired one is no longer offered; old answers keep its words. `points` are for scores."""

    key: str
    words: str
    hint: str = ""
    points: float = 0
    retired: bool = False


@dataclass(frozen=True)
class Band:
    """From which score on which words hold."""

    at_least: float
    words: str


@dataclass(frozen=True)
class Question:
    """One thing asked. `key` never changes; `ask` may be reworded. `when`: asked only then. `fact`: what of the record it reads and updates."""

    key: str
    type: Type
    ask: str
    hint: str = ""
    prompts: tuple[str, ...] = ()
    per_person: bool = False
    required: bool = False
    when: Condition = ALWAYS
    may_be: tuple[str, ...] = ()  # of NONE_WORDS
    fact: str = ""
    choices: tuple[Choice, ...] = ()
    least: float | None = None
    most: float | None = None
    unit: str = ""
    whole: bool = False  # whole numbers only
    not_after: str = ""  # today
    not_before: str = ""  # today, birth
    rows: tuple[Choice, ...] = ()
    questions: tuple["Question", ...] = ()  # of a repeat; the columns of a table
    row_words: str = ""  # what one repeat is called: "action", "sibling"
    offers: str = ""  # whose rows a repeat offers from the record, by a name of registry.offers
    weights: Mapping[str, float] = field(default_factory=dict)
    bands: tuple[Band, ...] = ()
    of: str = ""  # what an echo repeats
    from_prior: bool = False
    retired: bool = False
    wording: Mapping[str, Words] = field(default_factory=dict)
    only: Mapping[str, Ages] = field(default_factory=dict)  # choices that are offered only to those of an age
    of_its_day: bool | None = None  # None: as its type and whom it asks of say

    @property
    def is_of_its_day(self) -> bool:
        """Whether an answer is never offered again as that of last time. Safe: what a day says, and what is asked of each person, is not."""
        return self.of_its_day if self.of_its_day is not None else self.per_person or self.type in (Type.DATE, Type.ROUGH_DATE, Type.UPLOAD)

    @property
    def is_answered_by_typing(self) -> bool:
        return self.type not in NOT_ASKED

    def choice(self, key: str) -> Choice | None:
        return next((each for each in self.choices if each.key == key), None)


@dataclass(frozen=True)
class Section:
    """Questions that belong together. Sections may be filled in any order."""

    key: str
    title: str
    questions: tuple[Question, ...]
    hint: str = ""
    when: Condition = ALWAYS
    wording: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True)
class Budget:
    """How many answers a form may insist on: always, and counting what it insists on under conditions (at most twice as many)."""

    always: int
    conditional: int


@dataclass(frozen=True)
class LetterWords:
    """A letter in other words: for easy reading, for partners, in another language."""

    title: str
    says: str


@dataclass(frozen=True)
class Letter:
    """A letter, an invitation or a report that is made of the answers: rules/letters says how. `per_person`: about one person each."""

    key: str
    title: str
    says: str
    per_person: bool = False
    wording: Mapping[str, LetterWords] = field(default_factory=dict)
    line: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Form:
    """One version of a form."""

    key: str
    title: str
    number: int
    sections: tuple[Section, ...]
    about: str = ""  # what it is for, at its top
    budget: Budget | None = None
    wordings: Mapping[str, str] = field(default_factory=dict)  # easy: Easy read, pl: Polski
    wording: Mapping[str, Words] = field(default_factory=dict)
    letters: tuple[Letter, ...] = ()

    def questions(self) -> Iterator[Question]:
        """Every question at the top level, in order, with the condition of its section."""
        return iter(self._in_order)

    @cached_property
    def _in_order(self) -> tuple[Question, ...]:
        return tuple(
            replace(each, when=section.when & each.when) if section.when is not ALWAYS else each
            for section in self.sections
            for each in section.questions
        )

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The keys of the questions whose answers decide what else is asked: those that conditions name, and what their scores and echoes are
        made of."""
        found: set[str] = set()
        ahead = {key for each in self.questions() for key, _, _ in each.when.names()}
        while ahead:
            found |= ahead
            ahead = {key for each in self.questions() if each.key in ahead for key in (*each.weights, *filter(None, [each.of]))} - found
        return frozenset(found)

    def question(self, key: str) -> Question | None:
        return next((each for each in self.questions() if each.key == key), None)


@dataclass(frozen=True)
class Cost:
    """What a form insists on."""

    always: int
    conditional: int  # the always ones counted too


def cost(form: Form) -> Cost:
    """A question for each person counts once, as does what is insisted on in each row of a repeat."""
    always = conditional = 0
    for each in form.questions():
        rows = sum(sub.required and not sub.retired for sub in each.questions) if each.type is Type.REPEAT else 0
        count = (0 if each.retired else int(each.required)) + (0 if each.retired else rows)
        insists = each.when is ALWAYS and each.required
        always += count if insists else 0
        conditional += count
    return Cost(always, conditional)
