"""Foundations: know nothing of social work practice."""
