"""What form owners ask: is this definition right, what is it compared with, which questions does nobody answer."""

from dataclasses import dataclass

from django.db import connection

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.staff.models import Worker
from kith.practice.forms.models import FormVersion
from kith.practice.forms.queries.forms import NoSuchForm, current_text, form
from kith.practice.forms.rules.definition import NOT_ASKED, Form
from kith.practice.forms.rules.judging import judged
from kith.practice.forms.rules.reading import Reading, form_of, read_definition
from kith.practice.forms.rules.registry import facts


@dataclass(frozen=True)
class Use:
    """How often a question was answered, of how many finished forms that could have: numbers, about nobody."""

    key: str
    ask: str
    section: str
    answered: int
    none: int  # not known, not relevant, declined
    of: int

    @property
    def share(self) -> float:
        return self.answered / self.of if self.of else 0


def judgement(text: str, *, seen_by: Worker) -> Reading:
    """A definition judged against the facts of this council, the version before, and the answers that were given."""
    require(seen_by, Ability.ADMINISTER)
    key = (found.key if (found := read_definition(text).form) else "") or ""
    try:
        before = form(key, seen_by=seen_by)
    except NoSuchForm:
        return judged(text, facts=facts())
    answered = {name for name, *_ in _uses(key)}
    return judged(text, facts=facts(), before=before, answered=answered)


def edited_text(key: str, *, seen_by: Worker) -> tuple[str, bool]:
    """What a form owner has before them: what is in the making, or else the current version; and whether it is in the making."""
    require(seen_by, Ability.ADMINISTER)
    making = FormVersion.objects.filter(key=key, published_at=None).first()
    return (making.text, True) if making else (current_text(key, seen_by=seen_by)[0], False)


def unused_questions(form_key: str, *, seen_by: Worker) -> list[Use]:
    """Every question of a form with how often it is answered, the least answered first."""
    require(seen_by, Ability.ADMINISTER)
    found = form(form_key, seen_by=seen_by)
    uses = {name: (answered, none) for name, answered, none in _uses(form_key)}
    finished, parts = _finished(form_key)
    rows = [
        Use(each.key, each.ask, section.title, *uses.get(each.key, (0, 0)), of=parts if each.per_person else finished)
        for section in found.sections
        for each in section.questions
        if each.type not in NOT_ASKED and not each.retired
    ]
    return sorted(rows, key=lambda row: row.share)


def newer_than(version: FormVersion, *, seen_by: Worker) -> Form | None:
    """The current version of a form, if an answer was begun under another one."""
    text, _ = current_text(version.key, seen_by=seen_by)
    return form_of(text) if text != version.text else None


def is_rewritten(response_id: int, *, seen_by: Worker) -> bool:
    """Whether the form of an open response has changed since it was begun."""
    require(seen_by, Ability.VIEW)
    version = FormVersion.objects.filter(responses=response_id).first()
    return version is not None and newer_than(version, seen_by=seen_by) is not None


def _uses(form_key: str) -> list[tuple[str, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute("select question, answered, without from forms_use_of_questions(%s)", [form_key])
        return [(row[0], row[1], row[2]) for row in cursor.fetchall()]


def _finished(form_key: str) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("select finished, parts from forms_finished(%s)", [form_key])
        row = cursor.fetchone()
        return (row[0], row[1]) if row else (0, 0)
