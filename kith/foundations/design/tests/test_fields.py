"""What a form says is wrong leads to what is to be put right."""

import pytest

from kith.foundations.design.fields import ChoiceField, DateField, Form, PasswordField, TextField


class Asked(Form):
    """One of each that has several controls, and a text."""

    name = TextField(label="Name", required=True)
    born_on = DateField(label="Date of birth", required=True)
    sex = ChoiceField(label="Sex", choices=[("F", "Female"), ("M", "Male")], required=True)


@pytest.mark.parametrize(
    ("day", "month", "year", "box"), [("", "", "", "day"), ("3", "", "2014", "month"), ("3", "4", "", "year"), ("31", "2", "2014", "day")]
)
def test_the_error_of_a_date_leads_to_the_first_box_that_is_wrong(day: str, month: str, year: str, box: str) -> None:
    form = Asked({"born_on_day": day, "born_on_month": month, "born_on_year": year})
    assert [target for target, _ in form.summary()] == ["id_name", f"id_born_on-{box}", "id_sex"]


def test_an_unanswered_question_is_asked_again_and_an_empty_box_named() -> None:
    questions = {"Where was it?": "Answer: Where was it?", "Job title": "Enter job title"}
    assert {label: TextField(label=label, required=True).error_messages["required"] for label in questions} == questions


def test_a_password_is_kept_as_typed() -> None:
    field = PasswordField(label="Password")
    assert field.clean("  spaces count ") == "  spaces count "
