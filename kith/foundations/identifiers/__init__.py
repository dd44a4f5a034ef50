"""Identifiers: what numbers, postcodes and registrations look like when they are right. No Django. Each check returns the normal form."""
