"""The database setting, read from a libpq URL. The login that owns the tables only migrates; the application acts as kith_app."""

import os
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from kith.wiring.environment import HERE, BadSetting, flag

# Django's names for what libpq calls otherwise; all other parameters pass through as they are.
_DJANGO_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def database_settings(*, role: str) -> dict[str, Any]:
    """`role` is app, owner or reporting. Without a URL of its own the application takes on its role after signing in."""
    app_url, owner_url = os.environ.get("KITH_DATABASE_URL", ""), os.environ.get("KITH_OWNER_DATABASE_URL", "")
    url = owner_url if role == "owner" and owner_url else app_url
    settings: dict[str, Any] = _from_url(url) if url else {"NAME": "kith", "OPTIONS": {}}
    if role != "owner" and not owner_url and url:
        settings["OPTIONS"]["options"] = f"{settings['OPTIONS'].get('options', '')} -c role=kith_{role}".strip()
    # Values travel beside the statement and the server keeps its plan: half of a record's time went into planning the same statements again.
    settings["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 3}
    if role == "app" or flag("KITH_DATABASE_POOL", default=False):
        settings["OPTIONS"]["pool"] = {"min_size": 2, "max_size": 6, "timeout": 10}
        settings["CONN_HEALTH_CHECKS"] = True  # a restarted server's dead connections are noticed before they are used
    return {"ENGINE": "django.db.backends.postgresql", **settings}


def _from_url(url: str) -> dict[str, Any]:
    try:
        params = conninfo_to_dict(url)
    except ProgrammingError as problem:
        reason = " ".join(str(problem).split())
        raise BadSetting(f"KITH_DATABASE_URL cannot be read ({reason}). Write postgresql://name@host/database.") from None
    far = [host for host in str(params.get("host", "")).split(",") if host and not host.startswith("/") and host not in HERE]
    if far and params.get("sslmode") != "verify-full":
        raise BadSetting(
            f"KITH_DATABASE_URL goes to {far[0]}, another machine, without proof of whose it is. Add sslmode=verify-full to the address, "
            "and sslrootcert where its certificate is not from a public authority."
        )
    named = {_DJANGO_NAMES[key]: value for key, value in params.items() if key in _DJANGO_NAMES}
    rest = {key: value for key, value in params.items() if key not in _DJANGO_NAMES}
    return {**named, "OPTIONS": rest}
