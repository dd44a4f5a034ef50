"""`kith check`: is all well? One line a thing; exit code 1 if anything is not."""

import json
import shutil
from typing import Annotated

import requests
import typer
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kith.practice.recording.commands.scanning import Scanner

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

LITTLE_ROOM = 2 * 10**9  # bytes


@app.command()
def check(as_json: Annotated[bool, typer.Option("--json", help="For machines")] = False) -> None:
    """Say whether the database, its tables, the disk, the settings, the document store, the virus scanner and the identity provider are well."""
    found = {"database": _database(), "tables": _tables(), "disk": _disk(), "settings": _settings()}
    found |= {"documents": _documents(), "scanner": _scanner(), "identity provider": _identity_provider()}
    if as_json:
        typer.echo(json.dumps({name: {"well": not trouble, "trouble": trouble} for name, trouble in found.items()}))
    else:
        for name, trouble in found.items():
            typer.echo(f"{name}: {trouble or _not_set_up().get(name, 'well')}")
    if any(found.values()):
        raise typer.Exit(1)


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('server_version_num')::int / 10000, current_setting('fsync')")
        version, fsync = cursor.fetchone() or (0, "off")
    return "" if version >= 16 and fsync == "on" else f"PostgreSQL {version} with fsync {fsync}; Kith needs 16 or later with fsync on"


def _tables() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} migrations wait; run kith migrate" if waiting else ""


def _disk() -> str:
    free = shutil.disk_usage(settings.HOME).free
    return "" if free > LITTLE_ROOM else f"only {free // 10**6} MB are free where {settings.HOME} lies"


def _settings() -> str:
    call_command("check", verbosity=0)
    return ""


def _documents() -> str:
    try:
        default_storage.exists("asked-by-kith-check")
    except OSError as trouble:
        return f"the document store cannot be used: {trouble}"
    return ""


def _not_set_up() -> dict[str, str]:
    """What a council may leave out, where it has."""
    said = {} if settings.CLAMD else {"scanner": "none is set up: documents are kept without being scanned for viruses"}
    return said if settings.OIDC else {**said, "identity provider": "none is set up: workers sign in with a password"}


def _scanner() -> str:
    """No scanner is a choice; one that does not answer is trouble."""
    return "" if not settings.CLAMD or Scanner(settings.CLAMD).is_there() else f"no clamd answers at KITH_CLAMD ({settings.CLAMD})"


def _identity_provider() -> str:
    """None is a choice; one that does not answer, or answers for somebody else, is trouble."""
    if not settings.OIDC:
        return ""
    issuer = settings.OIDC["issuer"]
    try:
        answer = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=10)
        answer.raise_for_status()
        said = str(answer.json()["issuer"])
    except (requests.RequestException, ValueError, KeyError, TypeError) as trouble:
        return f"no OpenID provider answers at KITH_OIDC_ISSUER ({issuer}): {trouble}"
    return "" if said.rstrip("/") == issuer else f"what answers at KITH_OIDC_ISSUER ({issuer}) calls itself {said}; write it as it does"
