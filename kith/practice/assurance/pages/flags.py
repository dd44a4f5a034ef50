"""Looks that are worth a question: the list, and each with what was found out."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.design.fields import AreaField, Form
from kith.foundations.ledger.commands import leave_trace
from kith.foundations.staff.queries import worker_of
from kith.practice.assurance.commands import note_on_flag, sign_off_flag
from kith.practice.assurance.pages.ledger import number_told
from kith.practice.assurance.queries import FlagView, NoSuchFlag, flag_of, flags


class NoteForm(Form):
    """What was found out."""

    text = AreaField(
        label="What did you find out?", required=True, max_length=4000,
        help_text="For example: asked her manager, who had asked her to cover for a colleague that day",
    )  # fmt: skip


@page_for(Ability.AUDIT)
def flags_page(request: HttpRequest) -> HttpResponse:
    """Those that wait, the newest first; or those that are signed off."""
    worker, is_done = worker_of(request), "signed-off" in request.GET
    rows, older = flags(signed_off=is_done, before=number_told(request.GET.get("before", "")), seen_by=worker)
    return render(request, "assurance/flags.html", {"rows": rows, "older": older, "is_done": is_done})


@page_for(Ability.AUDIT)
def flag_page(request: HttpRequest, flag_id: int) -> HttpResponse:
    """One flag, the way to its lines of the ledger, the notes. A note is kept, or kept and the flag signed off."""
    worker, form = worker_of(request), NoteForm(request.POST or None)
    try:
        if request.method == "POST" and form.is_valid():
            deed = sign_off_flag if request.POST.get("do") == "sign off" else note_on_flag
            deed(flag_id=flag_id, text=form.cleaned_data["text"], by=worker, at=timezone.now())
            messages.success(request, "The flag is signed off." if deed is sign_off_flag else "Your note is kept.")
            return redirect("flags" if deed is sign_off_flag else reverse("flag", kwargs={"flag_id": flag_id}))
    except NoSuchFlag:
        raise
    except Refusal as refusal:
        form.refuse(refusal)
    view, notes = flag_of(flag_id, seen_by=worker)
    leave_trace(f"flag:{flag_id}", person_id=None, seen_by=worker, at=timezone.now())
    context = {"view": view, "notes": notes, "form": form, "lines": _lines(view), "is_own": view.worker.pk == worker.pk}
    return render(request, "assurance/flag.html", context)


def _lines(view: FlagView) -> str:
    """The address of what the ledger says of that worker on that day."""
    day = {"day": view.on.day, "month": view.on.month, "year": view.on.year}
    days = {f"{end}_{part}": value for end in ("since", "until") for part, value in day.items()}
    whom = {"person": view.about.id} if view.about else {}
    return f"{reverse('ledger')}?{urlencode({'worker': view.worker.email, **days, **whom})}"
