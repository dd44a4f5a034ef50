"""What can be asked about forms and what was answered. Every query is told whose eyes look."""

from kith.practice.forms.queries.drawing import Drawn, drawn, preview
from kith.practice.forms.queries.earlier import SaidBefore, last_like_it, said_before
from kith.practice.forms.queries.editing import Use, edited_text, is_rewritten, judgement, newer_than, unused_questions
from kith.practice.forms.queries.forms import (
    FormListed,
    NoSuchForm,
    current_number,
    current_text,
    form,
    forms,
    in_the_making,
    shipped_forms,
    version_of,
    versions_of,
)
from kith.practice.forms.queries.letters import LetterView, Recipient, letter_view
from kith.practice.forms.queries.naming import people_named
from kith.practice.forms.queries.offering import rows_offered
from kith.practice.forms.queries.reading import ReadResponse, read_response
from kith.practice.forms.queries.reopened import Rewritten, rewritten
from kith.practice.forms.queries.responses import (
    NoSuchResponse,
    ResponseView,
    answers,
    asked_now,
    asking_of,
    id_of,
    is_own_draft,
    is_whole,
    open_responses,
    people_of_response,
    response,
    response_by_uuid,
    responses_of,
    sheet_of,
    what_is_known,
)

__all__ = [
    "Drawn",
    "FormListed",
    "LetterView",
    "NoSuchForm",
    "NoSuchResponse",
    "ReadResponse",
    "Recipient",
    "ResponseView",
    "Rewritten",
    "SaidBefore",
    "Use",
    "answers",
    "asked_now",
    "asking_of",
    "current_number",
    "current_text",
    "drawn",
    "edited_text",
    "form",
    "forms",
    "id_of",
    "in_the_making",
    "is_own_draft",
    "is_rewritten",
    "is_whole",
    "judgement",
    "last_like_it",
    "letter_view",
    "newer_than",
    "open_responses",
    "people_named",
    "people_of_response",
    "preview",
    "read_response",
    "response",
    "response_by_uuid",
    "responses_of",
    "rewritten",
    "rows_offered",
    "said_before",
    "sheet_of",
    "shipped_forms",
    "unused_questions",
    "version_of",
    "versions_of",
    "what_is_known",
]
