"""What a worker sees of what is known about people, and the forms that change it."""

from kith.practice.people.pages.change import add_fact, birth, correct, death, end_fact, review
from kith.practice.people.pages.mistakes import mistake_page, undo_mistake_page
from kith.practice.people.pages.never_true import never_true_page
from kith.practice.people.pages.secrecy import kept_from_page

__all__ = [
    "add_fact", "birth", "correct", "death", "end_fact", "kept_from_page", "mistake_page", "never_true_page", "review", "undo_mistake_page",
]  # fmt: skip
