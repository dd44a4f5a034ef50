"""An offered row of a repeat as the boxes of a form, and whether a repeat can take what it says it offers."""

from collections.abc import Iterator

from kith.practice.forms.rules.boxes import Fields, in_row, next_row, one, rows_of
from kith.practice.forms.rules.definition import Question, Type
from kith.practice.forms.rules.registry import Offered, offers


def named_in(question: Question, fields: Fields) -> set[str]:
    """Whom the open rows of a repeat are about already, as typed: the first question of a row asks who it is."""
    return {one(fields, in_row(question.key, row, question.questions[0].key)) for row in rows_of(fields, question.key)}


def with_row(question: Question, offered: Offered, fields: Fields) -> dict[str, list[str]]:
    """The boxes that add the row: in place of one that is still empty, else after the last."""
    rows = rows_of(fields, question.key) or [0]
    empty = [row for row in rows if not any(one(fields, in_row(question.key, row, each.key)) for each in question.questions)]
    row = empty[0] if empty else next_row(fields, question.key)
    who, *rest = question.questions
    said = {who.key: str(offered.person_id) if who.type is Type.PERSON else offered.name}
    said |= {each.key: offered.row.get(each.key, "") for each in rest}
    boxes = {in_row(question.key, row, key): [words] for key, words in said.items() if words}
    return {f"{question.key}__rows": [str(each) for each in dict.fromkeys([*rows, row])], **boxes}


def judged_offers(question: Question) -> Iterator[tuple[str, str, bool]]:
    """(sentence, fix, whether it is only a warning)."""
    if not question.offers:
        return
    if question.offers not in offers():
        yield f"Nothing on the record offers {question.offers[:40]!r}", f"Use one of: {', '.join(sorted(offers()))}", False
    if question.per_person:
        yield "A repeat that is asked of each person offers nothing", "Take `offers` out, or `per_person`", False
    if question.questions and question.questions[0].type not in (Type.TEXT, Type.PERSON):
        yield "A repeat that offers people asks first who they are", "Let its first question be of `type: text` or `type: person`", False
