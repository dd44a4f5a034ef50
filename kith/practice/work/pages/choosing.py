"""Choosing a worker of a team, with the caseload of each: for one person, a family, or everybody whom a leaver leaves."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from kith.foundations.design.fields import ChoiceField, DateField, Form
from kith.foundations.staff.models import Worker
from kith.practice.work.queries import Candidate, own_team, teams_and_workers

NOBODY = "none"  # the radio for the team's duty


class WorkerOfTeamForm(Form):
    """To whom, and from when. The team stands above: choosing another shows its workers."""

    worker = ChoiceField(label="To whom?", required=True, error_messages={"required": "Choose a worker, or the team's duty"})
    starts_on = DateField(label="From when?", required=True)

    def __init__(self, *args: Any, candidates: list[Candidate], or_nobody: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        nobody = [(NOBODY, "Nobody yet: the team's duty")] if or_nobody else []
        self.offer("worker", [*((str(one.id), one.name) for one in candidates), *nobody])
        self.fields["worker"].error_messages["invalid_choice"] = (
            "Choose somebody in the list. Whoever is not in it does not work in this team, or may not open this record"
        )
        self.fields["starts_on"].initial = timezone.localdate()
        self.fields["starts_on"].latest = timezone.localdate()  # type: ignore[attr-defined]  # a DateField

    def chosen(self) -> int | None:
        """The worker's id; nobody where the team's duty was chosen."""
        worker = self.cleaned_data["worker"]
        return None if worker == NOBODY else int(worker)


def team_asked(request: HttpRequest, *, seen_by: Worker, held_by: int | None = None) -> tuple[int, list[tuple[int, str]]]:
    """(the team whose workers are shown, all teams): as asked for, or the one that holds it, or one's own."""
    teams, _ = teams_and_workers(seen_by=seen_by)
    asked: Mapping[str, str] = request.POST if request.method == "POST" else request.GET
    known = {str(team_id) for team_id, _ in teams}
    if asked.get("team", "") in known:
        return int(asked["team"]), teams
    own = own_team(seen_by=seen_by)
    first = held_by or (own.pk if own else 0)
    return first if str(first) in known else (teams[0][0] if teams else 0), teams
