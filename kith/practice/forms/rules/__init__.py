"""Verdicts about forms: the language, conditions, reading answers, what is missing, what changed. No Django, no clock."""
