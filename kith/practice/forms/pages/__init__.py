"""What a worker sees of forms: filling in, reading, reviewing beside the one before; and for form owners the editor.

A room that shows a form inside a page of its own: queries.drawn, the macro draw_form of forms/draw.html, and pages.receive for its POST.
"""

from kith.practice.forms.pages.receiving import receive
from kith.practice.forms.pages.responses import (
    put_away_response_page,
    release_response_page,
    reopen_response_page,
    response_page,
    save_response_page,
    start_form_page,
)

__all__ = [
    "put_away_response_page",
    "receive",
    "release_response_page",
    "reopen_response_page",
    "response_page",
    "save_response_page",
    "start_form_page",
]
