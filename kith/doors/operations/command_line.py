"""`kith VERB`: finds the verb, opens the database that it needs, and turns expected trouble into one sentence."""

import contextlib
import getpass
import importlib
import os
import sys
from collections.abc import Generator
from dataclasses import dataclass
from typing import Literal

import django
import psycopg
import typer
from django.db.utils import DatabaseError

from kith import __version__
from kith.foundations.access.rules import Refusal
from kith.foundations.ledger.events import Origin
from kith.foundations.postgres.connections import connections, default_home, external
from kith.foundations.postgres.trouble import DiskFull, Failing, Trouble, failing

Needs = Literal["nothing", "app", "owner"]


@dataclass(frozen=True)
class Verb:
    """A verb: the module whose `app` it is, as which role it opens the database, and what it is for."""

    module: str
    needs: Needs
    says: str


NOT_PREPARED = (
    "The database has no tables of Kith's, or those of an earlier Kith. Run `kith migrate` first. If it should have them, set KITH_HOME: "
    "the home in use is {}."
)
VERBS = {
    "run": Verb("serving", "nothing", "Bring up a working council: database, synthetic people, web server"),
    "serve": Verb("serving", "nothing", "The same without synthetic people"),
    "migrate": Verb("preparing", "owner", "Bring the database's tables up to date"),
    "demo": Verb("demo", "owner", "Load the synthetic council"),
    "import": Verb("imports.command", "owner", "Load people from a file"),
    "search": Verb("search", "app", "Find people from the command line"),
    "worker": Verb("worker", "app", "Do the tasks that wait in the outbox"),
    "ledger": Verb("ledger", "owner", "Verify, seal and anchor the record of who did and saw what"),
    "clocks": Verb("clocks", "nothing", "List the statutory and local clocks, and explain a due date"),
    "forms": Verb("forms", "app", "Check a form's definition, load it, list the forms"),
    "pathways": Verb("pathways", "app", "Check a council's own steps, load them, list the steps"),
    "check": Verb("check", "app", "Say whether all is well"),
    "bench": Verb("bench.command", "nothing", "Measure how fast Kith is at a size"),
    "manage": Verb("manage", "owner", "Django's own management commands"),
}


def main() -> None:
    """The console script."""
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in ("--help", "-h", "help"):
        _list_verbs()
        return
    if arguments[0] in ("--version", "version"):
        sys.stdout.write(f"kith {__version__}\n")
        return
    verb = VERBS.get(arguments[0])
    if verb is None:
        sys.exit(f"kith: there is no verb {arguments[0]!r}. `kith --help` lists them.")
    try:
        _do(arguments[0], verb, arguments[1:])
    except (Trouble, Refusal) as trouble:
        sys.exit(f"kith: {trouble}")
    except (OSError, psycopg.Error, DatabaseError) as problem:
        if failing(problem) is Failing.NO_ROOM:
            sys.exit(f"kith: {DiskFull(default_home())}")
        if isinstance(problem.__cause__, psycopg.errors.UndefinedTable | psycopg.errors.UndefinedColumn):
            sys.exit(f"kith: {NOT_PREPARED.format(default_home())}")
        raise


def _do(name: str, verb: Verb, arguments: list[str]) -> None:
    """Verbs are imported only once Django is set up, and Django only once the database is known: hence by name, and only here."""
    only_help = "--help" in arguments
    with contextlib.ExitStack() as stack:
        if verb.needs != "nothing":
            if not only_help:
                stack.enter_context(opened_database())
            os.environ["KITH_DATABASE_ROLE"] = verb.needs
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.wiring.settings")
            django.setup()
        app: typer.Typer = importlib.import_module(f"kith.doors.operations.{verb.module}").app
        app(
            args=[name, *arguments] if verb.module == "serving" else arguments,
            prog_name=f"kith {name}".removesuffix(" serve").removesuffix(" run"),
        )


@contextlib.contextmanager
def opened_database() -> Generator[None]:
    """The database of KITH_DATABASE_URL, or the embedded one, told to the settings through the environment."""
    app, owner = os.environ.get("KITH_DATABASE_URL", ""), os.environ.get("KITH_OWNER_DATABASE_URL", "")
    if app:
        os.environ.update(external(app, owner).environment())
        yield
        return
    with connections(default_home()) as opened:
        os.environ.update(opened.environment())
        yield


def command_line_origin() -> Origin:
    """What the ledger writes beside an act from the command line."""
    return Origin(door="command line", os_user=getpass.getuser())


def _list_verbs() -> None:
    width = max(map(len, VERBS))
    lines = [f"  kith {name:<{width}}  {verb.says}" for name, verb in VERBS.items()]
    sys.stdout.write("Kith: case management for social care.\n\n" + "\n".join(lines) + "\n\n`kith VERB --help` says more.\n")


if __name__ == "__main__":
    main()
