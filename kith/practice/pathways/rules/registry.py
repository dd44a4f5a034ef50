"""The files of pathways that rooms above ship."""

from importlib.resources import files

from kith.practice.pathways.rules.reading import Source

_SHIPPED: dict[str, Source] = {}


def ship(package: str, *names: str) -> None:
    """A room's own files, in its folder `definitions`."""
    for name in names:
        _SHIPPED[name] = Source(name, (files(package) / "definitions" / name).read_text())


def shipped() -> tuple[Source, ...]:
    """All files that rooms ship."""
    return tuple(_SHIPPED.values())
