"""The typed facts beside steps: the form's answer under each key, and the columns in which it is kept."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from kith.practice.childrens.rules import codes
from kith.practice.childrens.rules.codes import Codes
from kith.practice.forms.rules.definition import Type
from kith.practice.forms.rules.values import is_none

Columns = dict[str, Any]
ONE = "code"


@dataclass(frozen=True)
class StepFact:
    """One thing that a form asks and that is kept, typed, beside a step, for each person in it.

    `table`: a model of this room. `reads(row's columns)` gives the answer or None; `writes(answer, row's columns)` the columns that change.
    `carries`: what an earlier step of the same line or episode said still stands. `per_person`: asked of each; otherwise once for all in the step.
    """

    key: str
    words: str
    type: Type
    table: str
    reads: Callable[[Mapping[str, Any]], Any]
    writes: Callable[[Any, Mapping[str, Any]], Columns]
    choices: Codes = field(default_factory=dict)
    none: Mapping[str, str] = field(default_factory=dict)
    per_person: bool = True
    carries: bool = False
    most: int = 0  # characters that its column holds


def _read(column: str, row: Mapping[str, Any]) -> Any:
    """A choice, a text, a list of codes, the id of a person; yes or no; a day. Nothing, where it is empty."""
    value = row[column]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else value or None


def _text(column: str, none: Mapping[str, str], value: Any, row: Mapping[str, Any]) -> Columns:
    del row
    return {column: none.get(value["none"], "") if is_none(value) else str(value or "").strip()}


def _yes_no(column: str, value: Any, row: Mapping[str, Any]) -> Columns:
    del row
    return {column: value == "yes" if value in ("yes", "no") else None}


def _day(column: str, value: Any, row: Mapping[str, Any]) -> Columns:
    del row
    return {column: date.fromisoformat(value) if isinstance(value, str) and value else None}


def _person(column: str, value: Any, row: Mapping[str, Any]) -> Columns:
    del row
    return {column: value if isinstance(value, int) else None}


def _read_part(column: str, part: Codes, row: Mapping[str, Any]) -> Any:
    """Of a list of codes those that this question asks for."""
    return [code for code in row[column] if code in part] or None


def _part(column: str, part: Codes, value: Any, row: Mapping[str, Any]) -> Columns:
    """The codes of this question in place of those that it said before; those of the other question stay."""
    said = value if isinstance(value, list) else []
    return {column: sorted({code for code in row[column] if code not in part} | set(said))}


def _read_ticks(columns: Iterable[str], row: Mapping[str, Any]) -> Any:
    """One column each: those that are true. Nothing, where none was asked."""
    return [each for each in columns if row[each]] or None


def _ticks(columns: Iterable[str], value: Any, row: Mapping[str, Any]) -> Columns:
    del row
    return {each: each in value if isinstance(value, list) else None for each in columns}


def _choice(
    key: str, words: str, table: str, column: str, choices: Codes, *, none: Mapping[str, str] | None = None, per_person: bool = True,
    carries: bool = False,
) -> StepFact:  # fmt: skip
    none = none or {}
    writes = partial(_text, column, none)
    return StepFact(f"childrens.{key}", words, Type.CHOICE, table, partial(_read, column), writes, choices, none, per_person, carries)


def _words(key: str, words: str, table: str, column: str, *, per_person: bool = False, carries: bool = False, most: int = 200) -> StepFact:
    reads, writes = partial(_read, column), partial(_text, column, {})
    return StepFact(f"childrens.{key}", words, Type.TEXT, table, reads, writes, per_person=per_person, carries=carries, most=most)


def _asked(key: str, words: str, table: str, column: str, *, per_person: bool = True) -> StepFact:
    return StepFact(f"childrens.{key}", words, Type.YES_NO, table, partial(_read, column), partial(_yes_no, column), per_person=per_person)


def _on(key: str, words: str, table: str, column: str, *, per_person: bool = True, carries: bool = False) -> StepFact:
    return StepFact(
        f"childrens.{key}", words, Type.DATE, table, partial(_read, column), partial(_day, column), per_person=per_person, carries=carries
    )


def _several(key: str, words: str, table: str, column: str, choices: Codes, *, per_person: bool = True) -> StepFact:
    reads, writes = partial(_read_part, column, choices), partial(_part, column, choices)
    return StepFact(f"childrens.{key}", words, Type.CHOICES, table, reads, writes, choices, per_person=per_person)


_ALL = (
    _choice("source", "Who told us", "Source", ONE, codes.SOURCES, none={"not_known": "10"}, per_person=False, carries=True),
    _choice("primary_need", "Main need", "PrimaryNeed", ONE, codes.NEEDS, none={"not_known": "N0"}, carries=True),
    _words("lead_organisation", "Organisation that leads the family help", "LeadOrganisation", "name", carries=True),
    _asked("seen", "Seen", "ChildSeen", "seen"),
    _asked("seen_alone", "Seen alone", "ChildSeen", "seen_alone"),
    _several("factors_family", "Factors: the adults", "AssessmentFactors", "codes", codes.FAMILY_FACTORS, per_person=False),
    _several("factors_child", "Factors: the child", "AssessmentFactors", "codes", codes.CHILD_FACTORS),
    _on("looked_at_on", "Day on which a manager looked at the assessment", "AssessmentFactors", "looked_at_on", per_person=False),
    _on("family_meeting_offered_on", "Day on which the family meeting was offered", "FamilyMeeting", "offered_on", per_person=False),
    _asked("family_meeting_accepted", "The family took the offer up", "FamilyMeeting", "is_accepted", per_person=False),
    _choice("abuse_category", "Category of abuse", "AbuseCategory", ONE, codes.CATEGORIES, carries=True),
    _words("chair", "Who chaired the conference", "Conference", "chair"),
    _asked("quorate", "Quorate", "Conference", "is_quorate", per_person=False),
    _choice("participation", "How the child took part", "Conference", "participation", codes.PARTICIPATION),
    StepFact(
        "childrens.voice", "What the child says of the work", Type.CHOICES, "VoiceOfChild", partial(_read_ticks, codes.VOICE),
        partial(_ticks, codes.VOICE), codes.VOICE,
    ),
    _words("other_council", "The other council", "OtherCouncil", "name", carries=True),
    _choice("missing_kind", "Missing or away", "Missing", "kind", codes.MISSING),
    _choice("missing_from", "From where", "Missing", "from_where", codes.MISSING_FROM),
    _asked("missing_reported", "Reported to the police", "Missing", "is_reported"),
    _words("missing_reference", "Police reference", "Missing", "reference", per_person=True, most=60),
    _asked("interview_accepted", "Return interview accepted", "ReturnInterview", "is_accepted"),
    _on("interview_on", "Day of the return interview", "ReturnInterview", "held_on"),
    _several("exploitation", "Kinds of exploitation", "Exploitation", "kinds", codes.EXPLOITATION),
    _choice("exploitation_level", "Level of risk", "Exploitation", "level", codes.LEVELS),
    StepFact(
        "childrens.private_carer", "Private foster carer", Type.PERSON, "PrivateFostering", partial(_read, "carer_id"),
        partial(_person, "carer_id"), per_person=False, carries=True,
    ),
    _on("private_began_on", "Day on which the arrangement began", "PrivateFostering", "began_on", carries=True),
    _on("private_until", "Day on which it is to end", "PrivateFostering", "until", carries=True),
    _asked("private_suitable", "Suitable", "PrivateFostering", "is_suitable"),
    _words("allegation_work", "Work with children", "Allegation", "work", per_person=True, carries=True),
    _words("allegation_employer", "Employer", "Allegation", "employer", per_person=True, carries=True),
    _several("allegation_threshold", "Why the designated officer is told", "Allegation", "thresholds", codes.THRESHOLDS),
    _asked("allegation_barring", "Told to the Disclosure and Barring Service", "Allegation", "is_barring_told"),
    _asked("allegation_regulator", "Told to the regulator", "Allegation", "is_regulator_told"),
)  # fmt: skip
STEP_FACTS: Mapping[str, StepFact] = {fact.key: fact for fact in _ALL}
TABLES: tuple[str, ...] = tuple(dict.fromkeys(fact.table for fact in _ALL))


def in_words(fact: StepFact, value: Any) -> str:
    """An answer as a page says it. The names of persons are for who may see them."""
    if fact.type is Type.YES_NO:
        return "Yes" if value == "yes" else "No"
    if fact.type is Type.DATE:
        day = date.fromisoformat(value)
        return f"{day.day} {day:%B %Y}"
    return ", ".join(fact.choices.get(str(each), str(each)) for each in (value if isinstance(value, list) else [value]))
