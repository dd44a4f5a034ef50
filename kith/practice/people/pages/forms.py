"""The forms that add one thing to what is known of a person. Each hands what was typed to one command."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from kith.foundations.design.fields import (
    AreaField,
    ChoiceField,
    DateField,
    Form,
    RoughDateField,
    TextField,
    TickField,
    TicksField,
)
from kith.foundations.identifiers.addresses import odd_area
from kith.foundations.staff.models import Worker
from kith.practice.people import commands
from kith.practice.people.models import Alert, ContactPoint, Fact, Identifier, Name, Professional, Residence
from kith.practice.people.pages.asking import Change, as_kept
from kith.practice.people.queries import said_also_on, shared_numbers
from kith.practice.people.rules.code_sets import code_sets
from kith.practice.people.rules.half_known import DAY, in_words
from kith.practice.people.rules.relationships import KINDS

SINCE = "Since when? Leave empty if not known"
ROUGHLY = "If only the year, or month and year, is known, fill in just that"
CHOOSE = ("", "Choose")
SEXES = [("F", "Female"), ("M", "Male"), ("U", "Not recorded")]
YES_NO = [("yes", "Yes"), ("no", "No"), ("", "Not known")]


class NameForm(Change):
    heading, done = "Add a name", "The name was added. The one before is kept."
    kind = ChoiceField(label="What kind of name is it?", choices=Name.Kind.choices, required=True)
    forenames = TextField(label="First and middle names")
    surname = TextField(label="Last name")
    starts_on = RoughDateField(label=SINCE, required=False, help_text=ROUGHLY)
    source = TextField(label="How is it known?", max_length=120)

    def keep(self, person_id: int, *, by: Worker, at: datetime) -> None:
        commands.give_name(person_id=person_id, **self.facts("starts_on"), by=by, at=at)


class IdentifierForm(Change):
    heading, done = "Add a number", "The number was added."
    scheme = ChoiceField(label="Which number?", choices=[CHOOSE, *Identifier.Scheme.choices], required=True, as_select=True)
    value = TextField(label="The number", required=True, max_length=60, width="20")
    is_verified = TickField(label="It was checked against a letter, card or trusted system")
    issued_by = TextField(label="Who issued it?", max_length=120)
    source = TextField(label="How is it known?", max_length=120)

    def keep(self, person_id: int, *, by: Worker, at: datetime) -> None:
        commands.give_identifier(person_id=person_id, **self.cleaned_data, by=by, at=at)
        self.done = f"The number was added.{said_also_on(person_id, seen_by=by)}"


class AddressForm(Change):
    heading, done = "Add an address", "The address was added. Earlier ones are kept with their dates."
    kind = ChoiceField(label="What kind of address is it?", choices=Residence.Kind.choices, required=True, initial="main")
    lines = AreaField(label="Address", rows=3, max_length=300, help_text="House or flat, street, town")
    postcode_text = TextField(label="Postcode", max_length=12, width="10")
    uprn = TextField(label="UPRN, if known", max_length=12, width="10")
    starts_on = RoughDateField(label=SINCE, required=False, help_text=ROUGHLY)
    ends_on = RoughDateField(label="Until when? Leave empty if they still live there", required=False)
    is_confidential = TickField(
        label="Confidential: must not become known to others", help_text="For a refuge, or where somebody unsafe must not learn it"
    )
    kept_from_ids = TicksField(
        label="Who must not know this address?",
        help_text="It is then on none of their records, nor on those of their family. Anybody else can be chosen once the address is saved",
    )
    source = TextField(label="How is it known?", max_length=120)

    def __init__(self, *args: Any, main_home: Residence | None, near: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.main_home = main_home
        self.offer("kept_from_ids", near)
        if not near:
            del self.fields["kept_from_ids"]
        if main_home:
            kept = main_home.is_confidential or getattr(main_home, "is_kept", False)
            self.home = "confidential" if kept else str(main_home.place)
            self.before_filling_in = f"The main home is {self.home}. A new main home ends it on the day from which the new one is lived in."

    def keep(self, person_id: int, *, by: Worker, at: datetime) -> None:
        facts = self.facts("starts_on", "ends_on")
        facts["kept_from_ids"] = [int(id_) for id_ in facts.get("kept_from_ids", [])]
        self.kept = commands.move_to(person_id=person_id, **facts, by=by, at=at)
        if self.main_home:
            self.main_home.refresh_from_db()
        if self.main_home and self.main_home.ends_on:
            until = in_words(self.main_home.ends_on, self.main_home.ends_known)
            self.done = f"The address was added. The main home before it ({self.home}) was so until {until}, and is kept with its dates."
        if odd := odd_area(self.kept.place.postcode):
            self.done += f" The postcode {self.kept.place.postcode} is kept as it was typed, but check it: {odd}."


class ContactForm(Change):
    heading, done = "Add a telephone number or e-mail address", "It was added."
    kind = ChoiceField(label="What is it?", choices=ContactPoint.Kind.choices, required=True)
    value = TextField(label="Number or address", required=True, max_length=254)
    safe = ChoiceField(
        label="Is it safe to use?", choices=ContactPoint.Safe.choices, required=True, help_text="Could somebody unsafe answer, or read it?"
    )
    note = TextField(label="Anything to know before using it?", max_length=300)
    starts_on = RoughDateField(label=SINCE, required=False, help_text=ROUGHLY)

    def keep(self, person_id: int, *, by: Worker, at: datetime) -> None:
        point = commands.give_contact_point(person_id=person_id, **self.facts("starts_on"), by=by, at=at)
        others = shared_numbers(point.pk, about=person_id, seen_by=by)
        if others:
            self.done = (
                f"It was added. The same is on record as: {'; '.join(others)}. Until they agree, it is shown as the more careful one."
            )


class RelationshipForm(Change):
    heading, done = "Add a relationship", "The relationship was added. It shows on both records."
    may_be_doubted = True
    kind = ChoiceField(label="What are they to this person?", required=True, as_select=True)
    has_pr = ChoiceField(label="Do they hold parental responsibility for this person?", choices=YES_NO)
    starts_on = RoughDateField(label=SINCE, required=False, help_text=ROUGHLY)
    ends_on = RoughDateField(label="Until when? Leave empty if it still holds", required=False)
    note = TextField(label="Anything to know?", max_length=300)

    def __init__(self, *args: Any, other_id: int, other: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.other_id = other_id
        self.fields["kind"].label = f"What is {other} to this person?"
        self.offer("kind", [("", "Choose"), *[(key, kind.neutral) for key, kind in KINDS.items()]])

    def keep(self, person_id: int, *, by: Worker, at: datetime) -> None:
        facts = {**self.facts("starts_on", "ends_on"), "has_pr": {"yes": True, "no": False}.get(self.cleaned_data["has_pr"])}
        commands.relate(person_id=self.other_id, other_id=person_id, **facts, by=by, at=at)


class ProfessionalForm(Change):
    heading, done = "Add a school, GP or other professional", "It was added."
    role = ChoiceField(label="Who is it?", choices=[CHOOSE, *Professional.Role.choices], required=True, as_select=True)
    organisation = TextField(label="School, surgery or organisation", max_length=200)
    name = TextField(label="Name", max_length=200)
    phone_text = TextField(label="Telephone", max_length=60, width="20")
    email = TextField(label="E-mail", max_length=254)
    starts_on = RoughDateField(label=SINCE, required=False, help_text=ROUGHLY)

    def keep(self, person_id: int, *, by: Worker, at: datetime) -> None:
        commands.add_professional(person_id=person_id, **self.facts("starts_on"), by=by, at=at)


class VehicleForm(Change):
    heading, done = "Add a vehicle", "The vehicle was added. Search finds the person by it."
    registration_text = TextField(label="Registration", required=True, max_length=12, width="10", help_text="As much of it as was seen")
    description = TextField(label="Make, model, colour", max_length=120)

    def keep(self, person_id: int, *, by: Worker, at: datetime) -> None:
        commands.add_vehicle(person_id=person_id, **self.cleaned_data, by=by, at=at)


class AlertForm(Change):
    heading, done = "Raise an alert", "The alert was raised. Everybody who opens the record sees it."
    kind = ChoiceField(label="What is the danger?", choices=[CHOOSE, *Alert.Kind.choices], required=True, as_select=True)
    reason = AreaField(label="How is it known, and what should people do?", required=True, max_length=4000)
    is_risk_to_workers = TickField(label="It is a risk to workers who visit")
    told = ChoiceField(label="Has the person been told of this alert?", choices=Alert.Told.choices, required=True)
    review_on = DateField(label="When will it be reviewed?", required=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["review_on"].initial = timezone.localdate() + timedelta(days=182)

    def keep(self, person_id: int, *, by: Worker, at: datetime) -> None:
        commands.raise_alert(person_id=person_id, **self.cleaned_data, starts_on=timezone.localdate(at), by=by, at=at)


class FactForm(Change):
    heading, done = "Add something that is known", "It was added. What was known before is kept."
    kind = ChoiceField(label="What is it about?", required=True, as_select=True)
    answer = ChoiceField(label="Answer", as_select=True, help_text="Grouped by what it is about")
    text = TextField(label="In words, if the list does not have it", max_length=300)
    starts_on = RoughDateField(label=SINCE, required=False, help_text=ROUGHLY)
    source = TextField(label="How is it known?", max_length=120)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [kind for kind in Fact.Kind if kind != Fact.Kind.BIRTH]
        self.offer("kind", [("", "Choose"), *[(kind.value, kind.label) for kind in kinds]])
        answers = [(f"{kind}:{code}", f"{kind.label}: {words}") for kind in kinds for code, words in code_sets().get(kind, {}).items()]
        self.offer("answer", [("", "Choose"), *answers])

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        kind, _, code = facts.get("answer", "").partition(":")
        if code and kind != facts.get("kind"):
            self.add_error("answer", "Choose an answer that belongs to what it is about")
        return {**facts, "code": code}

    def keep(self, person_id: int, *, by: Worker, at: datetime) -> None:
        facts = self.facts("starts_on")
        del facts["answer"]
        commands.set_fact(person_id=person_id, **facts, by=by, at=at)


class BirthForm(Change):
    heading, done = "Record the birth", "The birth was recorded. Everything written before the birth stays on this record."
    may_be_doubted = True
    forenames = TextField(label="First and middle names")
    surname = TextField(label="Last name")
    sex = ChoiceField(label="Sex", choices=SEXES, required=True)
    born_on = DateField(label="Date of birth", required=True)

    def keep(self, person_id: int, *, by: Worker, at: datetime) -> None:
        commands.record_birth(person_id=person_id, **self.cleaned_data, by=by, at=at)


class DeathForm(Change):
    heading, done = "Record a death", "The death was recorded."
    died_on = DateField(label="Date of death", required=True)

    def keep(self, person_id: int, *, by: Worker, at: datetime) -> None:
        commands.record_death(person_id=person_id, **self.cleaned_data, by=by, at=at)


class CorrectionForm(Change):
    heading, done = "Correct date of birth, sex or death", "It was corrected. What stood there before is kept, with your reason."
    may_be_doubted = True
    born_on = RoughDateField(label="Date of birth", required=False, help_text=ROUGHLY)
    birth_known = ChoiceField(
        label="How well is it known?",
        choices=[("exact", "Exactly"), ("estimated", "It is an estimate"), ("unknown", "Not known")],
        required=True,
    )
    expected_on = DateField(label="Expected date of birth, of an unborn child", required=False)
    sex = ChoiceField(label="Sex", choices=SEXES, required=True)
    died_on = DateField(label="Date of death. Empty it if a death was recorded by mistake", required=False)
    reason = TextField(label="Why is it corrected?", required=True, max_length=300)

    def keep(self, person_id: int, *, by: Worker, at: datetime) -> None:
        facts = dict(self.cleaned_data)
        facts["born_on"], known = as_kept(facts["born_on"])
        facts["birth_known"] = facts["birth_known"] if known == DAY else known
        commands.correct_person(person_id=person_id, **facts, by=by, at=at)


class ReviewForm(Form):
    """The danger is still there: why, and when to look again."""

    reason = AreaField(label="How is it now, and what should people do?", required=True, max_length=4000)
    review_on = DateField(label="When will it be reviewed again?", required=True)


class EndForm(Form):
    """Until when something was so."""

    ends_on = RoughDateField(label="From which day was it no longer so?", required=True, help_text=ROUGHLY)
    reason = TextField(label="Anything to know about why?", max_length=300)

    def ending(self) -> dict[str, Any]:
        """What `end_dated` asks for."""
        ends_on, known = as_kept(self.cleaned_data["ends_on"])
        return {"ends_on": ends_on, "ends_known": known, "reason": self.cleaned_data["reason"]}


CHANGES: dict[str, type[Change]] = {
    "name": NameForm,
    "number": IdentifierForm,
    "address": AddressForm,
    "contact": ContactForm,
    "relationship": RelationshipForm,
    "professional": ProfessionalForm,
    "vehicle": VehicleForm,
    "alert": AlertForm,
    "fact": FactForm,
}
