"""What can be done with forms: fill them in, finish, reopen; write them, publish them."""

from kith.practice.forms.commands.finishing import NotReady, finish_response, release_response, reopen_response
from kith.practice.forms.commands.load_responses import ResponseRefused, hold_versions, load_responses
from kith.practice.forms.commands.publishing import (
    FormChangedMeanwhile,
    NotToBePublished,
    drop_edit,
    edit_form,
    load_form,
    move_response,
    publish_form,
)
from kith.practice.forms.commands.responding import (
    NotToBeFilledIn,
    ResponseConflict,
    keep_aside,
    put_away_response,
    save_response,
    set_people,
    start_response,
)

__all__ = [
    "FormChangedMeanwhile",
    "NotReady",
    "NotToBeFilledIn",
    "NotToBePublished",
    "ResponseConflict",
    "ResponseRefused",
    "drop_edit",
    "edit_form",
    "finish_response",
    "hold_versions",
    "keep_aside",
    "load_form",
    "load_responses",
    "move_response",
    "publish_form",
    "put_away_response",
    "release_response",
    "reopen_response",
    "save_response",
    "set_people",
    "start_response",
]
