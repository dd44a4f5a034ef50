"""Writing into a plan: a need with what will happen about it; an action written anew."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Part, Refusal
from kith.foundations.design.fields import AreaField, ChoiceField, DateField, Form, TextField
from kith.foundations.identifiers.keys import key_told
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.plans.commands import add_action, add_need, change_action
from kith.practice.plans.pages.whose import of_action, of_plan
from kith.practice.plans.queries import NeedView, PlanView, action_for, plan_view
from kith.practice.work.queries import teams_and_workers


class ActionForm(Form):
    """What will happen, by whom, by when."""

    what = AreaField(label="What will happen?", rows=2)
    worker = ChoiceField(label="Which worker does it?", as_select=True)
    who = TextField(label="Or who else?", help_text="Mum, the school nurse, Grandad", max_length=200)
    due_on = DateField(label="By when?", required=False, help_text="Empty, if it goes on")

    def __init__(self, *args: Any, seen_by: Worker, **options: Any) -> None:
        super().__init__(*args, **options)
        _, workers = teams_and_workers(seen_by=seen_by)
        self.offer("worker", [("", "Nobody of the council"), *workers])

    def said(self) -> dict[str, Any]:
        """As the commands take it."""
        said = self.cleaned_data
        return {"what": said["what"], "who": said["who"], "worker_id": int(said["worker"]) if said["worker"] else None, "due_on": said["due_on"]}


class AddForm(ActionForm):
    """A need, and the first thing that will happen about it; with `need`, something more about that one, and nothing else is asked."""

    need = ChoiceField(label="About which need?")
    person = ChoiceField(label="Whose need is it, if it is new?")
    says = AreaField(label="New need: what is needed, or what are people worried about?", rows=2, help_text="In words that the family would use")
    wanted = AreaField(label="What will be better?", rows=2)
    field_order = ("need", "person", "says", "wanted", "what", "worker", "who", "due_on")

    def __init__(self, *args: Any, plan: PlanView, need: NeedView | None, seen_by: Worker, **options: Any) -> None:
        super().__init__(*args, seen_by=seen_by, **options)
        needs = [(str(each.id), f"{part.name}: {each.says[:90]}") for part in plan.parts_now for each in part.needs]
        self.offer("need", [("new", "A new need"), *needs])
        self.offer("person", [(str(part.person_id or "family"), part.name if part.person_id else "The family together") for part in plan.parts_now])
        for name in ("need", "person", "says", "wanted") if need else () if needs else ("need",):
            del self.fields[name]


class ChangeForm(ActionForm):
    """The action in new words, and why."""

    why = AreaField(label="Why does it change?", rows=2)


@page_for(Ability.RECORD, about=of_plan, part=Part.PLANS)
def add_to_plan_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Write a need and an action, or a further action about a need that is there."""
    worker = worker_of(request)
    plan = plan_view(plan_id, seen_by=worker)
    need = _need_told(plan, request.GET.get("need", ""))
    initial = {"need": "new", "person": request.GET.get("person", "family")}
    form = AddForm(request.POST or None, plan=plan, need=need, seen_by=worker, initial=initial)
    if request.method == "POST" and form.is_valid() and _added(form, plan_id, need, worker):
        messages.success(request, "It is in the plan.")
        return redirect("plan", plan_id=plan_id)
    context = {
        "form": form, "heading": f"Something more about: {need.says}" if need else "Add to the plan", "about": f"{plan.title}: {plan.names}",
        "back_to": reverse("plan", args=[plan_id]), "save": "Add",
    }  # fmt: skip
    return render(request, "plans/one_form.html", context)


def _need_told(plan: PlanView, told: str) -> NeedView | None:
    return next((need for part in plan.parts for need in part.needs if str(need.id) == told), None)


def _added(form: AddForm, plan_id: int, need: NeedView | None, worker: Worker) -> bool:
    """Both or neither."""
    said, now = form.cleaned_data, timezone.now()
    try:
        with transaction.atomic():
            chosen = said.get("need", "")
            need_id = need.id if need else int(chosen) if chosen not in ("", "new") else None
            if need_id is None:
                person = key_told(said["person"])
                need_id = add_need(plan_id=plan_id, person_id=person, says=said["says"], wanted=said["wanted"], by=worker, at=now).pk
            add_action(need_id=need_id, **form.said(), by=worker, at=now)
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


@page_for(Ability.RECORD, about=of_action, part=Part.PLANS)
def change_action_page(request: HttpRequest, action_id: int) -> HttpResponse:
    """Write an action anew; what stood there stays."""
    worker = worker_of(request)
    action = action_for(action_id, seen_by=worker)
    initial = {"what": action.what, "who": action.who, "worker": str(action.worker_id or ""), "due_on": action.due_on}
    form = ChangeForm(request.POST or None, seen_by=worker, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_action(action_id=action_id, **form.said(), why=form.cleaned_data["why"], by=worker, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "It is changed. What stood there can still be read.")
            return redirect("plan", plan_id=action.plan_id)
    about = "What stands there now stays, and the reason with it"
    context = {"form": form, "heading": "Change an action", "about": about, "back_to": reverse("plan", args=[action.plan_id]), "save": "Change"}
    return render(request, "plans/one_form.html", context)
