"""A front door at which nobody leaves a trace of having looked: for `kith bench` alone, to measure what the trace costs. It is no part of what is
installed: only who has the source and starts a process by hand can open it, in a council that is there to be measured."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

from kith.foundations.postgres.trouble import Trouble
from kith.wiring.wsgi import application as _front_door

if os.environ.get("KITH_MEASURE") != "1":
    raise Trouble("This front door is for `kith bench`, in a council of its own. Start `kith serve`.")


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """As Kith answers, but for the statement that writes a trace."""
    with connection.execute_wrapper(_but_for_traces):
        answer: Iterable[bytes] = _front_door(environ, start_response)
        return answer


def _but_for_traces(execute: Callable[..., Any], sql: str, values: Any, *more: Any) -> Any:
    is_a_trace = isinstance(sql, str) and "insert into ledger_entry" in sql and "looked" in values
    return None if is_a_trace else execute(sql, values, *more)
