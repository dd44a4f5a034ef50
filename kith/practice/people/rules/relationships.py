"""The kinds of relationship: what each is called by sex, and what it is from the other side."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`neutral`, `male`, `female`: what the person is to the other. `inverse`: the key of what the other is to the person."""

    neutral: str
    male: str
    female: str
    inverse: str
    is_family: bool = True

    def word(self, sex: str) -> str:
        return {"M": self.male, "F": self.female}.get(sex, self.neutral)


KINDS: dict[str, Kind] = {
    "parent": Kind("parent", "father", "mother", "child"),
    "child": Kind("child", "son", "daughter", "parent"),
    "step_parent": Kind("step-parent", "stepfather", "stepmother", "step_child"),
    "step_child": Kind("stepchild", "stepson", "stepdaughter", "step_parent"),
    "adoptive_parent": Kind("adoptive parent", "adoptive father", "adoptive mother", "adopted_child"),
    "adopted_child": Kind("adopted child", "adopted son", "adopted daughter", "adoptive_parent"),
    "foster_carer": Kind("foster carer", "foster carer", "foster carer", "fostered_child"),
    "fostered_child": Kind("fostered child", "fostered child", "fostered child", "foster_carer"),
    "guardian": Kind("special guardian", "special guardian", "special guardian", "ward"),
    "ward": Kind("child under special guardianship", "child under special guardianship", "child under special guardianship", "guardian"),
    "grandparent": Kind("grandparent", "grandfather", "grandmother", "grandchild"),
    "grandchild": Kind("grandchild", "grandson", "granddaughter", "grandparent"),
    "sibling": Kind("sibling", "brother", "sister", "sibling"),
    "twin": Kind("twin", "twin brother", "twin sister", "twin"),
    "half_sibling": Kind("half-sibling", "half-brother", "half-sister", "half_sibling"),
    "step_sibling": Kind("step-sibling", "stepbrother", "stepsister", "step_sibling"),
    "aunt_uncle": Kind("aunt or uncle", "uncle", "aunt", "niece_nephew"),
    "niece_nephew": Kind("niece or nephew", "nephew", "niece", "aunt_uncle"),
    "cousin": Kind("cousin", "cousin", "cousin", "cousin"),
    "married": Kind("husband, wife or civil partner", "husband", "wife", "married"),
    "partner": Kind("partner", "partner", "partner", "partner"),
    "ex_partner": Kind("ex-partner", "ex-partner", "ex-partner", "ex_partner"),
    "carer": Kind("carer", "carer", "carer", "cared_for"),
    "cared_for": Kind("person cared for", "person cared for", "person cared for", "carer"),
    "friend": Kind("friend", "friend", "friend", "friend", is_family=False),
    "neighbour": Kind("neighbour", "neighbour", "neighbour", "neighbour", is_family=False),
    "lodger": Kind("lodger", "lodger", "lodger", "landlord", is_family=False),
    "landlord": Kind("landlord", "landlord", "landlady", "lodger", is_family=False),
    "poses_risk_to": Kind(
        "person who may pose a risk", "man who may pose a risk", "woman who may pose a risk", "may_be_at_risk_from", is_family=False
    ),
    "may_be_at_risk_from": Kind(
        "person who may be at risk", "person who may be at risk", "person who may be at risk", "poses_risk_to", is_family=False
    ),
    "other": Kind("other connection", "other connection", "other connection", "other", is_family=False),
}

PARENTS = frozenset({"parent", "adoptive_parent"})
SIBLINGS = frozenset({"sibling", "twin", "half_sibling", "step_sibling"})
COUPLES = frozenset({"married", "partner", "ex_partner"})


def word_for(kind: str, sex: str) -> str:
    """What somebody of this sex is called in this relationship."""
    return KINDS[kind].word(sex)


def inverse_of(kind: str) -> str:
    return KINDS[kind].inverse
