"""Django's sessions, kept in staff's own table: with the worker, so that they can be listed and ended, and under a digest of the key.

The two statements that every request sends are written out: composing them anew took Django more time than the database needs to answer.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore as InTheDatabase
from django.utils import timezone

from kith.foundations.staff.models import Session, Worker

R = TypeVar("R")
_SESSION = "select * from staff_session where session_key = %s and expire_date > %s"
_WORKER = "select * from staff_worker where id = %s"


def digest_of(session_key: str) -> str:
    return hashlib.sha256(session_key.encode()).hexdigest()


def _by_digest(ask: Callable[..., R]) -> Callable[..., R | None]:
    def asked(store: InTheDatabase, session_key: str | None = None) -> R | None:
        key = session_key or store.session_key
        return ask(store, digest_of(key)) if key else None

    return asked


class SessionStore(InTheDatabase):
    """One statement a request, as Django's own."""

    exists = _by_digest(InTheDatabase.exists)  # type: ignore[assignment]  # asked without a key there is nothing
    delete = _by_digest(InTheDatabase.delete)

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    @property
    def digest(self) -> str:
        """Under what this session is kept; it can be shown, and opens nothing."""
        return digest_of(self.session_key or "")

    def _get_session_from_db(self) -> Session | None:
        found = next(iter(Session.objects.raw(_SESSION, [digest_of(self.session_key or ""), timezone.now()])), None)
        if found is None:
            self._session_key = None
        return found

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """What sign-in wrote into the session (`staff.pages.arriving`) is kept in columns too."""
        made: Session = super().create_model_instance(data)  # type: ignore[assignment]  # of our own model
        made.session_key = digest_of(made.session_key)
        signed_in = data.get("signed_in", {})
        made.worker_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        made.address, made.agent = signed_in.get("address", ""), signed_in.get("agent", "")
        made.signed_in_at = datetime.fromisoformat(signed_in["at"]) if signed_in else None
        made.seen_at = timezone.now()
        return made


class Workers(ModelBackend):
    """Django's accounts with a password."""

    def get_user(self, user_id: int) -> Worker | None:
        """Whose session it is, as long as the account is open."""
        found = next(iter(Worker.objects.raw(_WORKER, [user_id])), None)
        return found if found is not None and self.user_can_authenticate(found) else None
