"""Pathways: the engine. Words: pathway, episode, step, outcome, happening, running clock, sign-off, departure. Comes in: begin, finish, approve.

A service's way of working is declared in YAML (a room above ships it, a council adds to it): kinds of episode and kinds of step. Here they run:
a step begins, its clocks run from what happened, it ends in an outcome for each person, and what the outcome leads to is planned.
"""
