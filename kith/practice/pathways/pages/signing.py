"""Signing off, or sending back with reasons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.design.fields import typed
from kith.foundations.staff.queries import worker_of
from kith.practice.pathways.commands import authorise_step, send_back_step
from kith.practice.pathways.pages.whose import of_step
from kith.practice.pathways.queries import step_for


@require_POST
@page_for(Ability.AUTHORISE, about=of_step)
def authorise_page(request: HttpRequest, step_id: int) -> HttpResponse:
    """Sign a step off."""
    worker = worker_of(request)
    try:
        authorise_step(step=step_for(step_id, seen_by=worker), note=typed(request.POST, "reasons"), by=worker, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It is signed off. What comes next stands below.")
    return redirect("step", step_id=step_id)


@require_POST
@page_for(Ability.AUTHORISE, about=of_step)
def send_back_page(request: HttpRequest, step_id: int) -> HttpResponse:
    """Send a step back to whoever wrote it."""
    worker = worker_of(request)
    try:
        send_back_step(step=step_for(step_id, seen_by=worker), reasons=typed(request.POST, "reasons"), by=worker, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It was sent back with your reasons. What was typed is kept.")
    return redirect("step", step_id=step_id)
