"""Vehicles a person uses: a registration is often what links contacts that name nobody."""

from django.db import models

from kith.practice.people.models.dated import Dated


class Vehicle(Dated):
    """`registration` in capitals without spaces."""

    registration = models.CharField(max_length=12, db_index=True)
    description = models.CharField(max_length=120, blank=True, default="")
