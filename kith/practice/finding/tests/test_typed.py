"""What was typed into the box goes into the form that adds a person as it was typed."""

from datetime import date

import pytest

from kith.practice.finding.rules.box import read
from kith.practice.finding.rules.typed import as_typed, capitalised

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "forenames", "surname"),
    [
        ("siobhan o'brien 3/4/14", "Siobhan", "O'Brien"),
        ("Siobhan O’Donnell-Price", "Siobhan", "O’Donnell-Price"),
        ("ahmed al-hassan", "Ahmed", "Al-Hassan"),
        ("anna van der berg ls8", "Anna", "van der Berg"),
        ("jon mc donald", "Jon", "Mc Donald"),
        ("flora macdonald", "Flora", "Macdonald"),
        ("flora mcdonald", "Flora", "McDonald"),
        ("MARY O'NEILL", "Mary", "O'Neill"),
        ("mary o brien", "Mary", "O Brien"),
        ("żaneta łuczak", "Żaneta", "Łuczak"),
        ("smith, john paul", "John Paul", "Smith"),
        ("José García Núñez 2014", "José García", "Núñez"),
        ("mr j. smith 07700 900123", "J", "Smith"),
        ("lacey-mae bradham", "Lacey-Mae", "Bradham"),
        ("DeShawn McIntyre", "DeShawn", "McIntyre"),
        ("🌻ella🌻 okonkwo", "Ella", "Okonkwo"),
        ("ella", "Ella", ""),
        ("محمد علي", "محمد", "علي"),
        ("ng'ang'a kamau", "Ng'ang'a", "Kamau"),
        ("3/4/14", "", ""),
    ],
)
def test_names_keep_their_form(typed: str, forenames: str, surname: str) -> None:
    found = as_typed(typed, read(typed, today=TODAY))
    assert (found.forenames, found.surname) == (forenames, surname)


def test_an_address_is_not_a_name() -> None:
    typed = "jon smyth 14 elm road ls8 1ab"
    found = as_typed(typed, read(typed, today=TODAY))
    assert (found.forenames, found.surname, found.address) == ("Jon", "Smyth", "14 Elm Road")


@pytest.mark.parametrize("word", ["MacKenzie", "d'Arcy", "O'Neill", "JP"])
def test_capitals_that_were_typed_stay(word: str) -> None:
    assert capitalised(word) == word
