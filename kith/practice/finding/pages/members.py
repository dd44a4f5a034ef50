"""One of a family at the front door: somebody on record, or somebody to add; and what they are to the others."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from kith.foundations.design.fields import ChoiceField, Form, RoughDateField, TextField, TickField
from kith.foundations.identifiers.keys import key_told
from kith.practice.finding.commands import Member, Tie
from kith.practice.finding.queries.search import Found
from kith.practice.finding.rules import box
from kith.practice.finding.rules.typed import as_typed
from kith.practice.people.rules.half_known import settled

CHILD, ADULT = "child", "adult"
NEW = "new"
KIN = ("parent", "step_parent", "grandparent", "aunt_uncle", "guardian", "foster_carer", "adoptive_parent", "carer", "other")
WORDS = {
    "parent": "Mother or father", "step_parent": "Step-parent", "grandparent": "Grandparent", "aunt_uncle": "Aunt or uncle", "guardian": "Special guardian",
    "foster_carer": "Foster carer", "adoptive_parent": "Adoptive parent", "carer": "Other carer", "other": "Another connection",
}  # fmt: skip


class MemberForm(Form):
    """Who it is. What is asked of somebody new is filled in from what was typed; of a child nobody is asked for parental responsibility."""

    who = ChoiceField(label="Who is it?", required=True)
    forenames = TextField(label="First and middle names")
    surname = TextField(label="Last name")
    born_on = RoughDateField(label="Date of birth", required=False, help_text="If only the year, or month and year, is known, fill in just that")
    sex = ChoiceField(label="Sex", choices=[("F", "Female"), ("M", "Male"), ("U", "Not recorded")], initial="U")
    kin = ChoiceField(label="What are they to the children?", choices=[("", "Not known"), *((key, WORDS[key]) for key in KIN)], as_select=True)
    has_pr = ChoiceField(label="Do they hold parental responsibility?", choices=[("yes", "Yes"), ("no", "No"), ("", "Not known")])
    lives_here = TickField(label="Lives at the family's address")

    def __init__(self, data: Any, *, key: str, role: str, words: str, near: Sequence[Found], today: date) -> None:
        self.key, self.role, self.words, self.near = key, role, words, near
        super().__init__(data, prefix=key, initial=_from_box(words, today))
        if data is not None:  # somebody who has come since was not offered: the first of two clicks may have added them
            self.near = [one for one in near if str(one.card.id) in data.get(f"{key}-offered", "").split()]
        self.fields["lives_here"].initial = True
        self.offer("who", [(str(one.card.id), one.card.name) for one in self.near] + [(NEW, "")])
        self.fields["who"].required = bool(self.near)
        self.fields["who"].error_messages["required"] = f"Choose who “{words}” is: one of those on record, or none of them"
        if role == CHILD:
            for name in ("kin", "has_pr", "lives_here"):
                del self.fields[name]

    @property
    def is_new(self) -> bool:
        return not self.near or self.cleaned_data.get("who") == NEW

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.near and not said.get("who"):
            return said
        if self.is_new and not (said.get("forenames") or said.get("surname")):
            self.add_error("forenames", f"Enter a name for “{self.words}”, or choose one of those who are on record")
        return said

    def member(self) -> Member:
        """As the command takes them."""
        said, offered = self.cleaned_data, frozenset(one.card.id for one in self.near)
        if not self.is_new:
            return Member(key=self.key, known_id=key_told(said["who"]))
        born = said.get("born_on")
        on, known = settled(born.year, born.month, born.day, today=timezone.localdate()) if born else (None, "unknown")
        return Member(
            key=self.key, forenames=said["forenames"], surname=said["surname"], born_on=on, birth_known="exact" if known == "day" else known, sex=said["sex"],
            lives_here=self.role == CHILD or bool(said.get("lives_here")), offered=offered,
        )  # fmt: skip


def _from_box(words: str, today: date) -> dict[str, Any]:
    evidence = box.read(words, today=today)
    typed, born = as_typed(words, evidence), evidence.born
    parts = [str(part or "") for part in (born.day, born.month, born.year)] if born and not evidence.damaged else None
    return {"forenames": typed.forenames, "surname": typed.surname, "born_on": parts, "sex": "U"}


def members_and_ties(rows: Sequence[MemberForm], *, are_siblings: bool) -> tuple[list[Member], list[Tie]]:
    """Everybody, and what they are to one another."""
    members = [row.member() for row in rows]
    children = [row.key for row in rows if row.role == CHILD]
    ties = [Tie(one, "sibling", other) for at, one in enumerate(children) for other in children[at + 1 :]] if are_siblings else []
    for row in rows:
        if row.role == ADULT and (kin := row.cleaned_data.get("kin")):
            has_pr = {"yes": True, "no": False}.get(row.cleaned_data.get("has_pr", ""))
            ties += [Tie(row.key, kin, child, has_pr) for child in children]
    return members, ties


def homes_to_take(rows: Sequence[MemberForm]) -> dict[str, tuple[str, str]]:
    """Addresses of those who are on record, to be taken instead of typed: by "person:place", (lines, postcode). No confidential one."""
    found: dict[tuple[str, str], str] = {}
    for one in (one for row in rows for one in row.near if one.card.is_open):
        for home in (home for home in one.homes if not home.is_confidential):
            said = (home.text.removesuffix(home.postcode).rstrip(", "), home.postcode)
            found.setdefault(said, f"{one.card.id}:{home.place_id}")
    return {value: said for said, value in found.items()}
