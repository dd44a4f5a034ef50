"""The council's own clocks: stricter targets, one a page; holidays and opening hours."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.clocks import catalogue
from kith.foundations.clocks.counting import Way
from kith.foundations.clocks.setting import WEEKDAYS
from kith.foundations.design.fields import AreaField, Form, TextField, TickField
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.pathways.commands import set_council_clocks
from kith.practice.pathways.pages.declared import limit_of
from kith.practice.pathways.queries import council_clocks, in_force
from kith.practice.pathways.rules.council import day_lines, days_from, opening_hours, told_in, with_days, with_target

COUNTED = "The open steps are being counted anew; it takes a moment."


class TargetForm(Form):
    """A council's own limit for one clock."""

    span = TextField(label="Our own limit", help_text="Like 35 working days, 4 weeks or 20 hours. Empty: the shipped limit stands", width="20")
    source = TextField(label="Where do we say so?", help_text="The policy's name and paragraph. It is shown beside every due date")
    warn = TextField(label="Say that it is soon due", help_text="How long before, like 5 working days. Empty: as shipped", width="20")
    deemed = TickField(label="What comes in out of hours counts as come on the next working day")


class DaysForm(Form):
    """Holidays and opening hours."""

    holidays = AreaField(label="Holidays besides the bank holidays of England", rows=3, help_text="One a line: 2027-06-14 the jubilee")
    dropped = AreaField(label="Bank holidays that are none here", rows=2, help_text="One day a line, like 2027-05-31")
    on_bank_holidays = TickField(label="The team is open on bank holidays")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for day in WEEKDAYS:
            self.fields[day] = TextField(label=day.capitalize(), width="10", help_text="")


@page_for(Ability.ADMINISTER)
def council_clocks_page(request: HttpRequest) -> HttpResponse:
    """All clocks with what is shipped and what the council has set."""
    force = in_force(seen_by=worker_of(request))
    used = {key for step in force.declared.steps.values() for key in step.clocks} | {each.visits for each in force.declared.episodes.values() if each.visits}
    used |= {follows for key in used for follows in catalogue.shipped().rule(key).then}
    rules = [(rule, limit_of(key, force)) for key, rule in catalogue.shipped().rules.items() if key in used]
    return render(request, "pathways/council_clocks.html", {"rules": rules})


@page_for(Ability.ADMINISTER)
def council_target_page(request: HttpRequest, rule_key: str) -> HttpResponse:
    """The council's own limit for one clock."""
    rule = catalogue.shipped().rules.get(rule_key)
    if rule is None:
        raise Http404
    worker = worker_of(request)
    text = council_clocks(seen_by=worker)
    own = told_in(text).get("targets", {}).get(rule_key, {})
    length = "at least" if rule.way is Way.BEFORE else "within"
    initial = {"span": own.get(length, ""), "source": own.get("source", ""), "warn": own.get("warn", ""), "deemed": own.get("deemed", False)}
    form = TargetForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        target = {length: said["span"].strip(), "source": said["source"].strip(), "warn": said["warn"].strip(), "deemed": said["deemed"]}
        new = with_target(text, rule_key, {key: value for key, value in target.items() if value} if said["span"].strip() else None)
        if _set(form, "span", new, worker):
            messages.success(request, f"{rule.named}: it is set. {COUNTED}")
            return redirect("council_clocks")
    bound = "A limit of the law: ours may only be stricter." if rule.force.binds else "There is no national limit."
    about = f"Shipped: {rule.counted_as} ({rule.source}). {bound}"
    context = {"form": form, "heading": f"Our own limit: {rule.named}", "about": about, "back_to": reverse("council_clocks"), "save": "Set"}
    return render(request, "pathways/one_form.html", context)


@page_for(Ability.ADMINISTER)
def council_days_page(request: HttpRequest) -> HttpResponse:
    """The council's own holidays and opening hours."""
    worker = worker_of(request)
    text = council_clocks(seen_by=worker)
    told = told_in(text)
    initial = {
        "holidays": day_lines(told.get("holidays", {})), "dropped": "\n".join(map(str, told.get("no longer holidays", []))),
        "on_bank_holidays": bool(told.get("open on bank holidays")), **opening_hours(told),
    }  # fmt: skip
    form = DaysForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _days_set(form, text, worker):
        messages.success(request, f"It is set. {COUNTED}")
        return redirect("council_clocks")
    about = "Hours like 08:30-17:30. All seven empty: Monday to Friday, 09:00 to 17:00. One filled in: the others are shut."
    context = {"form": form, "heading": "Holidays and opening hours", "about": about, "back_to": reverse("council_clocks"), "save": "Set"}
    return render(request, "pathways/one_form.html", context)


def _days_set(form: DaysForm, text: str, worker: Worker) -> bool:
    said = form.cleaned_data
    read = {name: days_from(said[name]) for name in ("holidays", "dropped")}
    for name, (_, wrong) in read.items():
        if wrong:
            form.add_error(name, wrong)
            return False
    opening = {day: said[day].strip() for day in WEEKDAYS if said[day].strip()}
    new = with_days(text, read["holidays"][0], list(read["dropped"][0]), opening, on_bank_holidays=said["on_bank_holidays"])
    return _set(form, "", new, worker)


def _set(form: Form, field: str, text: str, worker: Worker) -> bool:
    try:
        set_council_clocks(text=text, by=worker, at=timezone.now())
    except Refusal as refusal:
        form.add_error(field or None, str(refusal))
        return False
    return True
