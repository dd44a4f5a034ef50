"""Clocks: working days and statutory date arithmetic. No Django. Words: span, rule, calendar, local, due, pause, clock, state, moved.

A rule (definitions/*.yaml) says what is due, within what span of which event, by which law. `due` reads it for a start and explains itself;
`read` and `chain` read a step's events; `state` says how a clock stands; `recompute` moves open clocks when the calendar changes.
"""
