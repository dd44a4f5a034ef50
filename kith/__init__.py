"""Kith: the record that works for the worker, in children's and adults' social care."""

__version__ = "0.1.0"
