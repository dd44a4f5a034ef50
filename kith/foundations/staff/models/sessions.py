"""Where workers are signed in."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from kith.foundations.staff.models.workers import Worker


class Session(AbstractBaseSession):
    """A browser in which a worker is signed in, or is about to be. Keyed by a digest: whoever reads the table cannot act with it."""

    session_key = models.CharField(max_length=64, primary_key=True)
    worker = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="sessions")
    address = models.CharField(max_length=45, default="")
    agent = models.CharField(max_length=300, default="")
    signed_in_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()

    @classmethod
    def get_session_store_class(cls) -> Any:
        return import_module(settings.SESSION_ENGINE).SessionStore
