"""Kith beside real servers that it did not start itself, and on a disk that is full."""
