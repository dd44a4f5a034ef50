"""What a worker sees of what is known about people, and the forms that change it."""

from kith.practice.people.pages.change import add_fact, birth, correct, death, end_fact, review

__all__ = ["add_fact", "birth", "correct", "death", "end_fact", "review"]
