"""What a worker sees of forms: filling in, reading, reviewing beside the one before; and for form owners the editor.

A room that shows a form inside a page of its own: queries.drawn, the macro draw_form of forms/draw.html, and pages.receive for its POST.
"""

from kith.practice.forms.pages.editing import (
    add_question,
    compare_form,
    edit_form_page,
    edit_form_text,
    edit_question,
    form_list,
    preview_form,
    unused_page,
)
from kith.practice.forms.pages.letters import letter_page
from kith.practice.forms.pages.prints import response_pdf, response_word
from kith.practice.forms.pages.receiving import receive
from kith.practice.forms.pages.responses import (
    move_response_page,
    my_forms,
    put_away_response_page,
    release_response_page,
    reopen_response_page,
    response_by_id,
    response_page,
    save_response_page,
    start_form_page,
)

__all__ = [
    "add_question",
    "compare_form",
    "edit_form_page",
    "edit_form_text",
    "edit_question",
    "form_list",
    "letter_page",
    "move_response_page",
    "my_forms",
    "preview_form",
    "put_away_response_page",
    "receive",
    "release_response_page",
    "reopen_response_page",
    "response_by_id",
    "response_page",
    "response_pdf",
    "response_word",
    "save_response_page",
    "start_form_page",
    "unused_page",
]
