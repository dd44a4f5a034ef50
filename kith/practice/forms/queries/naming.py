"""The names of whom and what answers point at: people, workers, documents; those that the worker may know of."""

from collections.abc import Iterable, Mapping
from typing import Any

from kith.foundations.access.queries import open_ids
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import names_of
from kith.practice.forms.queries.responses import _answer_places, response, sheet_of
from kith.practice.forms.rules.definition import Form, Question, Type
from kith.practice.forms.rules.sheet import Place
from kith.practice.people.queries import person_cards
from kith.practice.recording.queries import titles_of

POINTS = (Type.PERSON, Type.WORKER, Type.UPLOAD)


def names_in(form: Form, several: Iterable[Mapping[Place, Any]], *, seen_by: Worker) -> dict[tuple[str, int], str]:
    """(person, worker or document; id) -> name, of everything that these answers point at."""
    wanted: dict[Type, set[int]] = {kind: set() for kind in POINTS}
    questions = {each.key: each for each in form.questions()}
    for answers in several:
        for (key, _), value in answers.items():
            _gather(questions.get(key), value, wanted)
    people = person_cards(wanted[Type.PERSON], seen_by=seen_by) if wanted[Type.PERSON] else {}
    workers = names_of(wanted[Type.WORKER]) if wanted[Type.WORKER] else {}
    documents = titles_of(wanted[Type.UPLOAD], seen_by=seen_by) if wanted[Type.UPLOAD] else {}
    return {
        **{("person", id_): card.name for id_, card in people.items()},
        **{("worker", id_): name for id_, name in workers.items()},
        **{("document", id_): title for id_, title in documents.items()},
    }


def people_named(response_id: int, *, seen_by: Worker) -> set[int]:
    """Whom the answers of a form point at, finished or not, as far as their records are open."""
    view = response(response_id, seen_by=seen_by)
    said = sheet_of(view, only=POINTS, seen_by=seen_by).answers if view.finished_at is None else _answer_places(view)
    wanted: dict[Type, set[int]] = {kind: set() for kind in POINTS}
    questions = {each.key: each for each in view.form.questions()}
    for (key, _), value in said.items():
        _gather(questions.get(key), value, wanted)
    return open_ids(wanted[Type.PERSON], seen_by=seen_by) if wanted[Type.PERSON] else set()


def _gather(question: Question | None, value: Any, wanted: dict[Type, set[int]]) -> None:
    if question is None or value is None:
        return
    if question.type in wanted:
        ids = value if isinstance(value, list) else [value]
        wanted[question.type] |= {each for each in ids if isinstance(each, int)}
    rows = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []
    for row in rows:
        if isinstance(row, dict):
            for sub in question.questions:
                _gather(sub, row.get(sub.key), wanted)
