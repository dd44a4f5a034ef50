"""Wiring: settings, urls, middleware order and the list of rooms. Knows everything, decides nothing."""
