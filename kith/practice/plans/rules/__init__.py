"""Verdicts on plans, and their picture. No Django."""
