"""The driver of `kith bench`, in a process of its own: opens the database for the floors, then measures, and prints JSON."""

import importlib
import json
import os
import sys

import django

from kith.doors.operations.command_line import opened_database


def main() -> None:
    """What needs Django is imported by name once Django is set up, as command_line.py does."""
    base_url, runs, clients = sys.argv[1], int(sys.argv[2]), [int(one) for one in sys.argv[3].split(",")]
    with opened_database():
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.wiring.settings")
        django.setup()
        session = importlib.import_module("kith.doors.operations.bench.session")
        figures = session.measure(base_url, runs, clients)
    sys.stdout.write(json.dumps([figure.as_dict() for figure in figures]))


if __name__ == "__main__":
    main()
