"""What makes a function a command: what it does, and its row in the ledger, is kept as a whole or not at all."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")

_inside: ContextVar[bool] = ContextVar("inside", default=False)


def command(function: Callable[P, R]) -> Callable[P, R]:
    """One transaction; within a page's, one savepoint, so that a page goes on when the command refuses. A command that another one calls is
    part of that one and sets none: if it refuses, all is undone. Who wants to go on after its refusal says `with transaction.atomic()`."""

    @wraps(function)
    def whole(*args: P.args, **kwargs: P.kwargs) -> R:
        if _inside.get():
            with transaction.atomic(savepoint=False):
                return function(*args, **kwargs)
        token = _inside.set(True)
        try:
            with transaction.atomic():
                return function(*args, **kwargs)
        finally:
            _inside.reset(token)

    return whole
