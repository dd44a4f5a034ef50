"""Who may do what, about whom, and why: the matrix and changes to it, a worker's own abilities, and the roles of others."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.commands import decide_change, end_role, give_role, propose_change
from kith.foundations.access.models import MatrixChange, RoleHeld
from kith.foundations.access.pages import page_for
from kith.foundations.access.queries import Cell, change_proposed, changes_waiting, holders_of_role, matrix, roles_of, shut_out
from kith.foundations.access.rules import SAYS, Ability, Area, Refusal, Role, Whom
from kith.foundations.design.fields import AreaField, ChoiceField, DateField, Form, TextField
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import names_of, teams_of, worker_of

ANOTHER = "another"  # a role that the council makes


class ChangeForm(Form):
    """What a role should do, or do no longer."""

    role = ChoiceField(label="Which role?", required=True)
    new_role = TextField(label="Name of the new role", max_length=30, width="20", help_text="Only if you chose a new role above")
    adds = ChoiceField(label="What should change?", choices=[("yes", "The role may do more"), ("no", "The role may do less")], required=True)
    ability = ChoiceField(label="Do what?", choices=[(each.value, words) for each, words in SAYS.items()], required=True, as_select=True)
    area = ChoiceField(label="In which service area?", choices=[(each.value, each.value.capitalize()) for each in Area], required=True, as_select=True)
    whom = ChoiceField(label="About whom?", choices=[(each.value, each.value.capitalize()) for each in Whom], required=True, initial=Whom.ANYONE.value)
    reason = AreaField(label="Why?", required=True, max_length=2000, help_text="Everybody who signs in can read this, under Abilities")

    def __init__(self, *args: Any, roles: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("role", [*((each, each.capitalize()) for each in roles), (ANOTHER, "A new role")])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("role") == ANOTHER:
            said["role"] = str(said.get("new_role", "")).strip().lower()
            if not said["role"]:
                self.add_error("new_role", ValidationError("Enter the name of the new role"))
        return said


class RoleForm(Form):
    """A role for a worker."""

    role = ChoiceField(label="Role", required=True, as_select=True)
    starts_on = DateField(label="From which day?", required=True)

    def __init__(self, *args: Any, roles: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("role", [("", "Choose a role"), *((each, each.capitalize()) for each in roles)])


class LastDayForm(Form):
    """When a role ends."""

    ends_on = DateField(label="Last day of the role", required=True)


@page_for(Ability.SIGNED_IN)
def abilities(request: HttpRequest) -> HttpResponse:
    """The matrix as it is today, what is proposed, and why each role may do what it may."""
    worker = worker_of(request)
    cells, waiting = matrix(seen_by=worker), changes_waiting(seen_by=worker)
    named = [one.because for held in cells.values() for one in held if one.because] + waiting
    context = {
        "matrix": cells, "waiting": waiting, "rows": _across(cells), "names": _who_changed(named), "says": SAYS,
        "may_decide": Ability.ADMINISTER in worker.abilities,
    }  # fmt: skip
    return render(request, "staff/abilities.html", context)


def _across(cells: dict[str, list[Cell]]) -> list[tuple[str, list[str]]]:
    """(ability, what each role's extent of it is, in the order of the roles)."""
    shown = [ability for ability in Ability if ability != Ability.SIGNED_IN]
    return [(SAYS[each], ["; ".join(one.extent for one in held if one.ability == each) for held in cells.values()]) for each in shown]


def _who_changed(changes: list[MatrixChange]) -> dict[int, str]:
    return names_of(who for one in changes for who in (one.proposed_by, one.decided_by) if who)


@page_for(Ability.SIGNED_IN)
def my_abilities(request: HttpRequest) -> HttpResponse:
    """What the worker may do, about whom, and why; and whose records they have kept themselves out of."""
    worker, today = worker_of(request), timezone.localdate()
    roles = roles_of(worker.pk, seen_by=worker)
    named = [one.because for role in roles for one in role.cells if one.because]
    declared = [one for one in shut_out(seen_by=worker) if one.against_worker_id == worker.pk and one.placed_by == worker.pk]
    context = {
        "roles": roles, "names": _who_changed(named), "today": today, "teams": teams_of(worker, on=today), "declared": declared, "worker": worker,
        "mine": True,
    }  # fmt: skip
    return render(request, "staff/worker_abilities.html", context)


@page_for(Ability.ADMINISTER, step_up=True)
def worker_abilities(request: HttpRequest, worker_id: int) -> HttpResponse:
    """The roles of a worker, and what each lets them do; another role is given here."""
    by, worker, today = worker_of(request), _worker(worker_id), timezone.localdate()
    form = RoleForm(request.POST or None, roles=list(matrix(seen_by=by)), initial={"starts_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            give_role(worker_id=worker.pk, **form.cleaned_data, by=by, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{worker.name} holds the role from that day.")
            return redirect("worker_abilities", worker_id=worker.pk)
    roles = roles_of(worker.pk, seen_by=by)
    named = [one.because for role in roles for one in role.cells if one.because]
    context = {
        "roles": roles, "names": _who_changed(named), "today": today, "teams": teams_of(worker, on=today), "declared": [], "worker": worker,
        "mine": False, "form": form,
    }  # fmt: skip
    return render(request, "staff/worker_abilities.html", context)


@page_for(Ability.ADMINISTER, step_up=True)
def end_role_page(request: HttpRequest, worker_id: int, held_id: int) -> HttpResponse:
    """A worker holds a role no longer."""
    worker, held = _worker(worker_id), get_object_or_404(RoleHeld, pk=held_id, worker_id=worker_id, ends_on=None)
    form = LastDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_role(held=held, ends_on=form.cleaned_data["ends_on"], by=worker_of(request), at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{worker.name} is {held.role} until that day.")
            return redirect("worker_abilities", worker_id=worker.pk)
    back_to = reverse("worker_abilities", kwargs={"worker_id": worker.pk})
    context = {"form": form, "heading": f"End the role: {held.role}", "about": worker.name, "back_to": back_to, "save": "End the role"}
    return render(request, "staff/one_form.html", context)


@page_for(Ability.ADMINISTER, step_up=True)
def propose_change_page(request: HttpRequest) -> HttpResponse:
    """Propose that a role may do more, or less. Another administrator decides."""
    worker = worker_of(request)
    form = ChangeForm(request.POST or None, roles=list(matrix(seen_by=worker)))
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("role", "ability", "area", "whom", "reason")}
        try:
            propose_change(**facts, adds=form.cleaned_data["adds"] == "yes", by=worker, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "It is proposed. Nothing changes until another administrator agrees.")
            return redirect("abilities")
    context = {"form": form, "heading": "Propose a change", "back_to": reverse("abilities"), "save": "Propose it"}
    return render(request, "staff/one_form.html", context)


@page_for(Ability.ADMINISTER, step_up=True)
def decide_change_page(request: HttpRequest, change_id: int) -> HttpResponse:
    """What is proposed, by whom, why, and whom it touches; a second administrator agrees, or does not."""
    by, problem = worker_of(request), ""
    change = change_proposed(change_id, seen_by=by)
    if request.method == "POST" and request.POST.get("decision") in ("agree", "refuse"):
        try:
            decide_change(change_id=change_id, agrees=request.POST["decision"] == "agree", by=by, at=timezone.now())
        except Refusal as refusal:
            problem = str(refusal)
        else:
            messages.success(request, "It holds from now on." if request.POST["decision"] == "agree" else "It stays as it was.")
            return redirect("abilities")
    elif request.method == "POST":
        problem = "Choose whether you agree."
    touched = names_of(holders_of_role(change.role, on=timezone.localdate(), seen_by=by))
    context = {
        "change": change, "problem": problem, "names": _who_changed([change]), "touched": sorted(touched.values()), "says": SAYS[Ability(change.ability)],
        "is_own": change.proposed_by == by.pk,
    }  # fmt: skip
    return render(request, "staff/decide_change.html", context)


def _worker(worker_id: int) -> Worker:
    return get_object_or_404(Worker.objects.exclude(pk__in=RoleHeld.objects.filter(role=Role.MACHINE).values("worker_id")), pk=worker_id)
