"""Find or add: a person is added only after a search, with those who are near shown first."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Field
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.design.fields import ChoiceField, DateField, Form, RoughDate, RoughDateField, TextField, TickField
from kith.foundations.identifiers.addresses import odd_area, postcode
from kith.foundations.staff.models import Worker
from kith.foundations.staff.pages import is_page_of_ours
from kith.foundations.staff.queries import worker_of
from kith.practice.finding.commands import add_after_search
from kith.practice.finding.queries import SearchAnswer, search
from kith.practice.finding.rules import box
from kith.practice.finding.rules.typed import as_typed
from kith.practice.people.queries import said_also_on
from kith.practice.people.rules.doubts import Doubt
from kith.practice.people.rules.half_known import DAY, settled

if TYPE_CHECKING:  # a person is handed on; their room alone knows the shape
    from kith.practice.people.models import Person


class PersonForm(Form):
    """A person who was searched for and not found."""

    asked: Field | None = None  # the field of a doubt, until there is one
    forenames = TextField(label="First and middle names")
    surname = TextField(label="Last name")
    known_as = TextField(label="Known as, if different")
    born_on = RoughDateField(
        label="Date of birth",
        required=False,
        help_text="If only the year, or month and year, is known, fill in just that. Leave empty if not known",
    )
    birth_known = ChoiceField(
        label="How well is the date of birth known?", choices=[("exact", "Exactly"), ("estimated", "Estimated")], initial="exact"
    )
    sex = ChoiceField(label="Sex", choices=[("F", "Female"), ("M", "Male"), ("U", "Not recorded")], initial="U")
    is_unborn = TickField(label="Not born yet")
    expected_on = DateField(label="If not born yet: when is the birth expected?", required=False)
    expected_unknown = TickField(label="It is not known when the birth is expected")
    nhs_number = TextField(label="NHS number", max_length=20)
    phone = TextField(label="Telephone", max_length=30)
    address = TextField(label="Address", max_length=300)
    postcode = TextField(label="Postcode", max_length=10)
    source = TextField(label="How did they become known?", max_length=120)
    is_sure = TickField(label="Yes, this is right")  # asked for only where it was doubted

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("expected_on") and not said.get("is_unborn"):
            self.add_error("is_unborn", "Tick this if the child is not born yet; if they are, leave the expected date empty")
        if said.get("is_unborn") and not said.get("expected_on") and not said.get("expected_unknown") and "expected_on" not in self.errors:
            self.add_error("expected_on", "Enter when the birth is expected, about is enough; or tick that it is not known")
        if said.get("expected_on") and said.get("expected_unknown"):
            self.add_error("expected_unknown", "There is an expected date: leave this box empty, or take the date out")
        return said


CARRIED = ("nhs_number", "phone", "address", "postcode")  # asked for only where the search had them: the rest is added on the record


@page_for(Ability.RECORD)
def add_person(request: HttpRequest) -> HttpResponse:
    """Near matches first; then the form. The first submit shows who is near, and the second, confirmed, adds."""
    worker = worker_of(request)
    asked = request.GET.get("q", "")
    form = _form(request, asked)
    near: SearchAnswer | None = None
    if request.method == "POST" and form.is_valid():
        near = search(_as_question(form), seen_by=worker, today=timezone.localdate(), limit=5)
        if (not near.good or request.POST.get("none_of_these")) and (person := _added(form, worker)):
            messages.success(request, f"{person.name} was added.{_to_check(form, person.pk, worker)} Add what else is known.")
            return redirect(_way_on(request, person))
    elif asked.strip():
        near = search(asked, seen_by=worker, today=timezone.localdate(), limit=5)
    if not asked.strip() and request.method == "GET":
        messages.info(request, "Search first: a person is added only when the search does not find them.")
        return redirect("find")
    context = {
        "form": form,
        "near": near,
        "heading": "Add a person",
        "back_to": f"{reverse('find')}?{urlencode({'q': asked})}",
        "confirm": request.method == "POST" and not form.errors,
    }
    return render(request, "finding/add_person.html", context)


def _form(request: HttpRequest, asked: str) -> PersonForm:
    """With the fields that the search had something for."""
    initial = _from_box(asked)
    form = PersonForm(request.POST or None, initial=initial)
    if "is_sure" not in request.POST:
        form.asked = form.fields.pop("is_sure")
    for name in CARRIED:
        if not initial[name] and name not in request.POST:
            del form.fields[name]
    return form


def _added(form: PersonForm, worker: Worker) -> "Person | None":
    """The person, or nobody where it was refused; the form says why."""
    try:
        return add_after_search(**_as_kept(form), by=worker, at=timezone.now())
    except Refusal as refusal:
        form.refuse(refusal)
        if isinstance(refusal, Doubt) and form.asked:
            form.fields["is_sure"] = form.asked
        return None


def _to_check(form: PersonForm, person_id: int, worker: Worker) -> str:
    """What was kept as it was typed, and may be wrong."""
    code = postcode(form.cleaned_data.get("postcode", "")) or ""
    odd = odd_area(code)
    return said_also_on(person_id, seen_by=worker) + (f" The postcode {code} is kept as it was typed, but check it: {odd}." if odd else "")


def _as_kept(form: PersonForm) -> dict[str, Any]:
    """A date of birth that is known by month or year is kept as the middle of it."""
    said = {name: value for name, value in form.cleaned_data.items() if name != "expected_unknown"}
    born: RoughDate | None = said["born_on"]
    if born:
        said["born_on"], known = settled(born.year, born.month, born.day, today=timezone.localdate())
        said["birth_known"] = said["birth_known"] if known == DAY else known
    return said


def _from_box(asked: str) -> dict[str, object]:
    """What was typed into the search is not typed again."""
    evidence = box.read(asked, today=timezone.localdate())
    typed, born = as_typed(asked, evidence), evidence.born
    date_parts = [str(part or "") for part in (born.day, born.month, born.year)] if born and not evidence.damaged else None
    is_unborn = "unborn" in evidence.names
    nhs_number = (
        "" if evidence.phone.removeprefix("0") == evidence.nhs.removeprefix("0") else evidence.nhs
    )  # ten figures that may be either
    return {
        "forenames": typed.forenames,
        "surname": typed.surname,
        "born_on": None if is_unborn else date_parts,
        "expected_on": date_parts if is_unborn else None,
        "is_unborn": is_unborn,
        "nhs_number": f"{nhs_number[:3]} {nhs_number[3:6]} {nhs_number[6:]}".strip(),
        "phone": evidence.phone,
        "address": typed.address,
        "postcode": postcode(evidence.postcode) or "",
    }


def _as_question(form: PersonForm) -> str:
    said = form.cleaned_data
    given: RoughDate | None = said["born_on"]
    born = "/".join(f"{part:02}" for part in (given.day, given.month, given.year) if part) if given else ""
    return " ".join(filter(None, [said["forenames"], said["surname"], said["known_as"], born]))


def _way_on(request: HttpRequest, person: "Person") -> str:
    """Back to the form that asked for somebody; of an unborn child on to who the mother is, without whom nobody finds the child; else the record."""
    way_on, record = request.GET.get("next", ""), reverse("record", kwargs={"person_id": person.pk})
    if is_page_of_ours(way_on, request):
        return f"{way_on}{'&' if '?' in way_on else '?'}person={person.pk}"
    if person.is_unborn:
        mother = reverse("add_fact", kwargs={"person_id": person.pk, "what": "relationship"}) + "?kind=parent"
        return f"{reverse('pick_person')}?{urlencode({'next': mother, 'for': 'Who is the mother?', 'skip': record})}"
    return record
