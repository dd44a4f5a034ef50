"""The pathways and the clocks in force: what is shipped, with what the council has added."""

from dataclasses import dataclass
from functools import cache, lru_cache

import yaml
from django.db import connection

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability
from kith.foundations.clocks import catalogue
from kith.foundations.clocks.local import AS_SHIPPED, Local
from kith.foundations.clocks.setting import local_from
from kith.foundations.staff.models import Worker
from kith.practice.forms.queries import forms
from kith.practice.pathways.models import CouncilClocks, CouncilPathway
from kith.practice.pathways.rules.declared import Declarations
from kith.practice.pathways.rules.reading import Known, Source, declarations
from kith.practice.pathways.rules.registry import shipped

EDITIONS = """coalesce(
    (select array_agg(id order by name) from (select distinct on (name) id, name from pathways_councilpathway order by name, id desc) newest), '{}')"""
_NEWEST = f"select {EDITIONS}, (select max(id) from pathways_councilclocks)"  # noqa: S608 - fixed text of ours


@dataclass(frozen=True)
class InForce:
    """What runs today. Asked for once a page."""

    declared: Declarations
    local: Local


def in_force(*, seen_by: Worker) -> InForce:
    """One statement; what it finds is read from YAML once and kept."""
    require(seen_by, Ability.SIGNED_IN)
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        editions, clocks = cursor.fetchone()
    return InForce(_declared(tuple(editions)), _local(clocks))


def with_file(source: Source, *, seen_by: Worker) -> Declarations:
    """What would be in force with this file of the council's. Raises Malformed."""
    require(seen_by, Ability.SIGNED_IN)
    own = CouncilPathway.objects.exclude(name=source.name).order_by("name", "-id").distinct("name")
    there = frozenset(listed.form.key for listed in forms(seen_by=seen_by))
    return declarations([*shipped(), *(Source(each.name, each.text) for each in own), source], _known(there))


def council_clocks(*, seen_by: Worker) -> str:
    """The council's own targets, holidays and opening hours, as YAML; "" where it has set none."""
    require(seen_by, Ability.ADMINISTER)
    newest = CouncilClocks.objects.order_by("-pk").first()
    return newest.text if newest else ""


def council_pathways(*, seen_by: Worker) -> list[CouncilPathway]:
    """The newest edition of each file of pathways of the council's own, with who published it."""
    require(seen_by, Ability.ADMINISTER)
    return list(CouncilPathway.objects.select_related("published_by").order_by("name", "-id").distinct("name"))


@lru_cache(maxsize=8)
def _declared(editions: tuple[int, ...]) -> Declarations:
    """What is shipped with these editions of the council's files, as a statement found them by EDITIONS."""
    own = CouncilPathway.objects.filter(pk__in=editions).order_by("name")
    return declarations([*shipped(), *(Source(each.name, each.text) for each in own)], _known())


@cache
def _local(clocks: int | None) -> Local:
    if clocks is None:
        return AS_SHIPPED
    return local_from(yaml.safe_load(CouncilClocks.objects.get(pk=clocks).text), catalogue.shipped())


def _known(forms: frozenset[str] | None = None) -> Known:
    return Known(catalogue.shipped(), forms)
