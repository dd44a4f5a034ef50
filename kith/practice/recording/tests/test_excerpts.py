"""Where a text is cut, it is cut between sentences or words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.practice.recording.rules.excerpts import ELLIPSIS, beginning, cut_short

SENTENCES = "Ella was seen at school. She said that she likes her teacher! Her mother rang later, and was worried about the dog."


@pytest.mark.parametrize(
    ("longest", "said"),
    [
        (200, SENTENCES),
        (70, "Ella was seen at school. She said that she likes her teacher!"),
        (30, "Ella was seen at school."),
        (24, "Ella was seen at school."),
        (20, "Ella was seen at…"),
    ],
)
def test_the_beginning_ends_with_a_sentence_or_a_word(longest: int, said: str) -> None:
    assert beginning(SENTENCES, longest) == said


def test_a_short_first_sentence_does_not_stand_for_all() -> None:
    assert beginning("No. " + "word " * 30, 60) == "No. " + "word " * 10 + "word…"


@given(st.text(), st.integers(min_value=2, max_value=60))
def test_nothing_is_longer_than_there_is_room_for_and_nothing_is_made_up(text: str, longest: int) -> None:
    for cut in (cut_short(text, longest), beginning(text, longest)):
        assert len(cut) <= longest
        assert cut.removesuffix(ELLIPSIS) in text


@given(st.lists(st.text("abc", min_size=1, max_size=8), min_size=1, max_size=12), st.integers(min_value=10, max_value=40))
def test_no_word_is_cut(words: list[str], longest: int) -> None:
    for cut in (cut_short(" ".join(words), longest), beginning(" ".join(words), longest)):
        assert set(cut.removesuffix(ELLIPSIS).split()) <= set(words)
