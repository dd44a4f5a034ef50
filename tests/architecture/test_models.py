"""Foreign keys point down; what was done at a time was done by somebody, and the database holds both together."""

from itertools import pairwise

import pytest
from django.apps import apps
from django.db import models

from kith.wiring.rooms import ROOMS

OURS = [model for model in apps.get_models() if model.__module__.startswith("kith.")]
EVERY_MODEL = pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)


def _floor(model: type[models.Model]) -> int:
    return next(floor for floor, room in enumerate(ROOMS) if model.__module__.startswith(room + "."))


def test_the_list_of_rooms_is_a_list_of_floors() -> None:
    floors = ["doors", "practice", "foundations"]
    order = [floors.index(room.split(".")[1]) for room in ROOMS]
    assert all(above <= below for above, below in pairwise(order))


@EVERY_MODEL
def test_foreign_keys_point_down(model: type[models.Model]) -> None:
    upward = [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model in OURS and _floor(field.related_model) < _floor(model)
    ]
    assert upward == []


@EVERY_MODEL
def test_a_time_and_its_actor_are_empty_together_or_not_at_all(model: type[models.Model]) -> None:
    """finished_at without finished_by, where both may be empty, is half a fact."""
    fields = {field.name: field for field in model._meta.get_fields() if isinstance(field, models.Field)}
    pairs = [name[:-3] for name, field in fields.items() if name.endswith("_at") and field.null and name[:-3] + "_by" in fields]
    held = " ".join(str(constraint) + str(getattr(constraint, "condition", "")) for constraint in model._meta.constraints)
    assert [pair for pair in pairs if f"{pair}_at__isnull" not in held or f"{pair}_by__isnull" not in held] == []


@EVERY_MODEL
def test_every_model_says_what_it_is(model: type[models.Model]) -> None:
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}("), "Django's own docstring is not a sentence"
