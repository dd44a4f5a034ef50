"""Teams, and workers' places in them, for administrators."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Area, Refusal
from kith.foundations.design.fields import ChoiceField, DateField, Form, TextField
from kith.foundations.staff.commands import add_team, change_team, join_team, leave_team
from kith.foundations.staff.models import Membership, Team, Worker
from kith.foundations.staff.pages.seen import seen_before, seen_now
from kith.foundations.staff.pages.workers import a_worker
from kith.foundations.staff.queries import team_facts, worker_of, workers_here


class TeamForm(Form):
    """A team."""

    name = TextField(label="Name of the team", required=True, max_length=100)
    service = TextField(
        label="Service",
        max_length=60,
        initial=Area.CHILDRENS.value,
        help_text="For example children's, adults', early help. A team whose service is “emergency duty” answers at night and at weekends",
    )
    phone = TextField(label="Telephone that somebody answers", max_length=40, width="20")
    duty_phone = TextField(
        label="Duty number",
        max_length=40,
        width="20",
        help_text="For somebody who must speak to the team today. It stands on the record of everybody the team works with",
    )
    manager = ChoiceField(label="Team manager", as_select=True, help_text="Who answers when a worker of the team has left")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        here = [(worker.pk, worker.name) for worker in workers_here(on=timezone.localdate())]
        self.offer("manager", [("", "Nobody yet"), *here])

    def facts(self) -> dict[str, Any]:
        """With the manager as a worker."""
        chosen = self.cleaned_data["manager"]
        return {**self.cleaned_data, "manager": Worker.objects.filter(pk=int(chosen)).first() if chosen else None}


class PlaceForm(Form):
    """A worker's place in a team."""

    team = ChoiceField(label="Team", as_select=True, required=True)
    starts_on = DateField(label="From which day?", required=True)
    ends_on = DateField(label="Last day, if it is known", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("team", [("", "Choose a team"), *Team.objects.order_by("name").values_list("id", "name")])
        self.fields["starts_on"].initial = timezone.localdate()


class LastDayForm(Form):
    """When a place in a team ends."""

    ends_on = DateField(label="Their last day in this team", required=True)


@page_for(Ability.ADMINISTER)
def add_team_page(request: HttpRequest) -> HttpResponse:
    """Add a team."""
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_team(**form.facts(), by=worker_of(request), at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The team was added.")
            return redirect("workers")
    return render(request, "staff/one_form.html", {"form": form, "heading": "Add a team", "back_to": reverse("workers")})


@page_for(Ability.ADMINISTER)
def change_team_page(request: HttpRequest, team_id: int) -> HttpResponse:
    """Change a team's name, service, telephones or manager."""
    team = get_object_or_404(Team.objects.select_related("manager"), pk=team_id)
    form = TeamForm(request.POST or None, initial={**team_facts(team), "manager": team.manager_id or ""})
    seen = seen_before(request)
    if request.method == "POST" and form.is_valid():
        try:
            change_team(team=team, **form.facts(), seen=seen, by=worker_of(request), at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
            seen = None
        else:
            messages.success(request, "The team is saved.")
            return redirect("workers")
    context = {"form": form, "heading": "Change the team", "about": team.name, "back_to": reverse("workers"), "facts": team_facts(team)}
    return render(request, "staff/change.html", {**context, "seen": seen_now(seen or team_facts(team)), "errs": form.non_field_errors()})


@page_for(Ability.ADMINISTER, step_up=True)
def join_team_page(request: HttpRequest, worker_id: int) -> HttpResponse:
    """A worker belongs to a team from a day on."""
    worker, form = a_worker(worker_id), PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        team = get_object_or_404(Team, pk=int(chosen["team"]))
        try:
            join_team(
                worker=worker, team=team, starts_on=chosen["starts_on"], ends_on=chosen["ends_on"], by=worker_of(request), at=timezone.now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{worker.name} is in {team.name} from that day.")
            return redirect("worker", worker_id=worker.pk)
    return _of_worker(request, worker, form, "Add to a team")


@page_for(Ability.ADMINISTER, step_up=True)
def leave_team_page(request: HttpRequest, worker_id: int, membership_id: int) -> HttpResponse:
    """A worker's place in a team ends."""
    worker, place = a_worker(worker_id), get_object_or_404(Membership, pk=membership_id, worker_id=worker_id)
    form = LastDayForm(request.POST or None, initial={"ends_on": place.ends_on})
    if request.method == "POST" and form.is_valid():
        try:
            leave_team(membership=place, ends_on=form.cleaned_data["ends_on"], by=worker_of(request), at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{worker.name} is in {place.team.name} until that day.")
            return redirect("worker", worker_id=worker.pk)
    return _of_worker(request, worker, form, f"Leave {place.team.name}")


def _of_worker(request: HttpRequest, worker: Worker, form: Form, heading: str) -> HttpResponse:
    back_to = reverse("worker", kwargs={"worker_id": worker.pk})
    return render(request, "staff/one_form.html", {"form": form, "heading": heading, "about": worker.name, "back_to": back_to})
