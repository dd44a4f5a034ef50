"""How the work goes, as it is declared: the picture of it, each step with its clocks and what it leads to; and what the council adds."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.clocks import catalogue
from kith.foundations.design.fields import AreaField, Form, TextField
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.pathways.commands import publish_pathway
from kith.practice.pathways.queries import InForce, council_pathways, in_force, with_file
from kith.practice.pathways.rules.declared import StepKind
from kith.practice.pathways.rules.diagram import diagram
from kith.practice.pathways.rules.reading import Malformed, Source

EXAMPLE = """service: children's
steps:
  wellbeing-call:
    title: Wellbeing call
    says: Somebody rings the family between two visits.
    outcomes:
      well: All is well
      worry:
        says: There is a worry
        leads to: [contact]
"""


@dataclass(frozen=True)
class Limit:
    """What a clock asks for, and who says so."""

    what: str
    counted: str
    source: str
    is_own: bool


@dataclass(frozen=True)
class Shown:
    """A step as the page shows it: `limits` of its clocks; each outcome with what it leads to, opens and closes, in words."""

    kind: StepKind
    limits: list[Limit]
    ends: list[tuple[str, list[tuple[str, str]], str]]


@page_for(Ability.SIGNED_IN)
def declared_page(request: HttpRequest) -> HttpResponse:
    """Every service's steps, drawn and listed."""
    force = in_force(seen_by=worker_of(request))
    services = list(dict.fromkeys(step.service for step in force.declared.steps.values()))
    steps = {service: [_shown(step, force) for step in force.declared.steps.values() if step.service == service] for service in services}
    shown = [(service, diagram(force.declared, service), steps[service]) for service in services]
    return render(request, "pathways/declared.html", {"services": shown})


def _shown(step: StepKind, force: InForce) -> Shown:
    declared = force.declared
    ends = []
    for outcome in step.outcomes.values():
        leads = [(key, declared.steps[key].title) for key in outcome.leads_to]
        opened = [f"{declared.episode(key).title} begins" for key in outcome.opens]
        closed = [f"{declared.episode(key).title} ends" for key in outcome.closes]
        signed = ["a second person signs it off"] if outcome in step.signing else []
        ends.append((outcome.says, leads, "; ".join(opened + closed + signed)))
    return Shown(step, [limit_of(key, force) for key in step.clocks], ends)


def limit_of(key: str, force: InForce) -> Limit:
    """The council's own target where it has one."""
    rule, own = catalogue.shipped().rule(key), force.local.targets.get(key)
    if own:
        return Limit(rule.named, f"{own.span} ({rule.counted_as})", own.source, is_own=True)
    return Limit(rule.named, rule.counted_as, rule.source if rule.force.binds else "a local target; the council can set its own", is_own=False)


class PathwayForm(Form):
    """A council's own file of pathways."""

    name = TextField(
        label="Name of the file", help_text="For example youth.yaml. A name that is there already gets a new edition", max_length=60, required=True
    )
    text = AreaField(label="Steps, in YAML", rows=24, required=True)


@page_for(Ability.ADMINISTER)
def council_steps_page(request: HttpRequest) -> HttpResponse:
    """The council's own steps: checked, tried, brought into force."""
    worker = worker_of(request)
    files = council_pathways(seen_by=worker)
    opened = next((each for each in files if each.name == request.GET.get("name")), None)
    form = PathwayForm(request.POST or None, initial={"name": opened.name if opened else "", "text": opened.text if opened else EXAMPLE})
    if request.method == "POST" and form.is_valid():
        source = Source(form.cleaned_data["name"].strip(), form.cleaned_data["text"].replace("\r\n", "\n"))
        if request.POST.get("do") == "publish" and _published(request, form, source, worker):
            return redirect("council_steps")
        if request.POST.get("do") != "publish":
            _checked(request, form, source, worker)
    return render(request, "pathways/council_steps.html", {"form": form, "files": files})


def _published(request: HttpRequest, form: PathwayForm, source: Source, worker: Worker) -> bool:
    try:
        publish_pathway(source=source, by=worker, at=timezone.now())
    except Refusal as refusal:
        form.add_error("text", str(refusal))
        return False
    messages.success(request, f"{source.name} is in force. Workers can begin its steps now. Look at it on How the work goes.")
    return True


def _checked(request: HttpRequest, form: PathwayForm, source: Source, worker: Worker) -> None:
    try:
        with_file(source, seen_by=worker)
    except Malformed as wrong:
        form.add_error("text", str(wrong))
    else:
        messages.info(request, f"{source.name} holds together. It is not in force yet.")


