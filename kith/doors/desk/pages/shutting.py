"""Restricting a record and letting people in; saying that one knows somebody; signing off broken glass."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.foundations.access.commands import GlassCannotBreak, declare_conflict, lift, restrict, review_glass
from kith.foundations.access.models import Restriction
from kith.foundations.access.pages import page_for
from kith.foundations.access.queries import glass_broken, restrictions_on
from kith.foundations.access.rules import Ability, Level, Part, Refusal
from kith.foundations.design.fields import AreaField, ChoiceField, DateField, Form, TextField
from kith.foundations.design.reasons import ReasonPage
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import names_of, worker_of
from kith.practice.people.queries import card_of, person_cards
from kith.practice.work.queries import teams_and_workers

LEVELS = [
    (Level.LOCKED.value, "Locked: others see the name, on the records of their family and household too, and whom to ring"),
    (Level.HIDDEN.value, "Hidden: others do not find it at all; the out-of-hours desk sees it as locked"),
]
KINDS = [(value, label.capitalize()) for value, label in Restriction.Kind.choices if value != Restriction.Kind.CONFLICT]
MOST_LET_IN = 3  # boxes on the page; more are let in afterwards


class RestrictForm(Form):
    """Why a record is shut, how far, and who is let in."""

    kind = ChoiceField(
        label="Why is it restricted?",
        choices=KINDS,
        required=True,
        help_text="An adoption is sealed: hidden from the out-of-hours desk too",
    )
    level = ChoiceField(label="How far?", choices=LEVELS, required=True, initial="locked")
    reason = AreaField(
        label="The reason, in your words", required=True, max_length=2000, help_text="Only those who are let in, and auditors, read it"
    )
    contact = TextField(
        label="Whom do others ring?", max_length=200, help_text="A name or team and a telephone number that somebody answers"
    )
    review_on = DateField(label="When will you look at this again?", required=True)

    def __init__(self, *args: Any, seen_by: Worker, **options: Any) -> None:
        super().__init__(*args, **options)
        teams, workers = teams_and_workers(seen_by=seen_by)
        for place in range(1, MOST_LET_IN + 1):
            self.fields[f"worker_{place}"] = ChoiceField(
                label=f"Let in: worker {place}", choices=[("", "Nobody"), *workers], as_select=True
            )
        self.fields["worker_1"].initial = seen_by.pk
        self.fields["team"] = ChoiceField(label="Let in: a whole team", choices=[("", "No team"), *teams], as_select=True)

    def let_in(self) -> tuple[list[int], list[int]]:
        """(workers, teams)"""
        chosen = [self.cleaned_data[f"worker_{place}"] for place in range(1, MOST_LET_IN + 1)]
        team = self.cleaned_data["team"]
        return sorted({int(one) for one in chosen if one}), [int(team)] if team else []


@page_for(Ability.RESTRICT, step_up=True)
def restrict_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Restrict a record, and see what stands on it already."""
    worker = worker_of(request)
    form = RestrictForm(request.POST or None, seen_by=worker)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("kind", "level", "reason", "contact", "review_on")}
        workers, teams = form.let_in()
        try:
            restrict(person_id=person_id, **facts, workers=workers, teams=teams, by=worker, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The record is restricted. Only those who were let in can open it.")
            return redirect("my_list")
    shuts = [shut for shut in restrictions_on(person_id, seen_by=worker) if shut.restriction.part_of in ("", shut.restriction.subject)]
    named = [entrant.worker_id for shut in shuts for entrant in shut.entrants] + [shut.restriction.against_worker_id for shut in shuts]
    names = names_of(one for one in named if one)
    named_teams = dict(teams_and_workers(seen_by=worker)[0])
    card = card_of(person_id, seen_by=worker)
    context = {
        "form": form, "heading": "Restrict this record", "about": card.name, "shuts": shuts, "names": names, "save": "Restrict",
        "teams": named_teams, "things": {shut.restriction.pk: thing for shut in shuts if (thing := _thing(shut.restriction.subject))},
        "back_to": reverse("record", kwargs={"person_id": person_id}), "person_id": person_id,
    }  # fmt: skip
    return render(request, "desk/restrict.html", context)


def _thing(subject: str) -> tuple[str, str] | None:
    """(one entry or one document, its address) of what a restriction shuts, if not the whole record."""
    kind, _, id_ = subject.partition(":")
    page = {"recording.Entry": "entry", "recording.Document": "document"}.get(kind)
    return (f"one {page}", reverse(page, args=[int(id_)])) if page else None


@page_for(Ability.RESTRICT, step_up=True)
def lift_page(request: HttpRequest, person_id: int, restriction_id: int) -> HttpResponse:
    """Lift a restriction, with the reason."""
    worker = worker_of(request)
    return _page_of(person_id, worker, "Lift the restriction").answer(
        request, lambda reason: lift(restriction_id=restriction_id, reason=reason, by=worker, at=timezone.now()), refused=Refusal,
        done="The restriction is lifted.", way_on=reverse("record", kwargs={"person_id": person_id}),
    )  # fmt: skip


@page_for(Ability.SEARCH)
def know_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """A worker says that they know this person privately. From then on the record is not there for them."""
    worker = worker_of(request)
    return _page_of(person_id, worker, "I know this person", "How do you know each other?").answer(
        request, lambda reason: declare_conflict(person_id=person_id, worker_id=worker.pk, reason=reason, by=worker, at=timezone.now()),
        refused=Refusal, way_on=reverse("my_list"),
        done="Thank you. The record is shut to you from now on. Tell your manager, so that somebody else takes over what is open.",
    )  # fmt: skip


@page_for(Ability.SIGNED_IN, part=Part.INSIDE)
def broken_glass(request: HttpRequest) -> HttpResponse:
    """Records that were opened by breaking the glass, for managers and auditors to sign off; one's own are listed too."""
    return _glass_page(request, worker_of(request))


@require_POST
@page_for(Ability.SIGNED_IN)
def review_glass_page(request: HttpRequest, glass_id: int) -> HttpResponse:
    """Sign one off; without a word of what was found it is asked again."""
    try:
        review_glass(glass_id=glass_id, outcome=request.POST.get("outcome", ""), by=worker_of(request), at=timezone.now())
    except GlassCannotBreak as refusal:
        return _glass_page(request, worker_of(request), wanting=(glass_id, str(refusal)))
    messages.success(request, "It is signed off.")
    return redirect("broken_glass")


def _glass_page(request: HttpRequest, worker: Worker, wanting: tuple[int, str] = (0, "")) -> HttpResponse:
    """`wanting`: the one that could not be signed off, and why."""
    rows = glass_broken(seen_by=worker)
    names = names_of(row.worker_id for row in rows)
    cards = person_cards({row.person_id for row in rows}, seen_by=worker)
    return render(request, "desk/broken_glass.html", {"rows": rows, "names": names, "cards": cards, "wanting": wanting})


def _page_of(person_id: int, worker: Worker, heading: str, ask: str = "") -> ReasonPage:
    back_to = reverse("record", kwargs={"person_id": person_id})
    return ReasonPage(heading, lambda: card_of(person_id, seen_by=worker).name, back_to, ask=ask)
