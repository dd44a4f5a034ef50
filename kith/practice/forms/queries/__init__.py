"""What can be asked about forms and what was answered. Every query is told whose eyes look."""

from kith.practice.forms.queries.drawing import Drawn, drawn
from kith.practice.forms.queries.forms import (
    FormListed,
    NoSuchForm,
    current_text,
    form,
    forms,
    in_the_making,
    shipped_forms,
    version_of,
    versions_of,
)
from kith.practice.forms.queries.reading import ReadResponse, read_response
from kith.practice.forms.queries.responses import (
    NoSuchResponse,
    ResponseView,
    answers,
    asking_of,
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
    "NoSuchForm",
    "NoSuchResponse",
    "ReadResponse",
    "ResponseView",
    "answers",
    "asking_of",
    "current_text",
    "drawn",
    "form",
    "forms",
    "in_the_making",
    "is_own_draft",
    "is_whole",
    "open_responses",
    "people_of_response",
    "read_response",
    "response",
    "response_by_uuid",
    "responses_of",
    "sheet_of",
    "shipped_forms",
    "version_of",
    "versions_of",
    "what_is_known",
]
