"""Shapes of what runs: episodes, steps, what happened in them, their clocks, their sign-off."""

from kith.practice.pathways.models.clocks import CouncilClocks, Happening, RunningClock
from kith.practice.pathways.models.declared import CouncilPathway
from kith.practice.pathways.models.episode import Episode
from kith.practice.pathways.models.sign_off import SignOff
from kith.practice.pathways.models.step import Departure, EarlierBeginning, Step, StepPerson

__all__ = ["CouncilClocks", "CouncilPathway", "Departure", "EarlierBeginning", "Episode", "Happening", "RunningClock", "SignOff", "Step", "StepPerson"]
