"""A worker leaves, stays after all, or comes back; and how workers sign in, for administrators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.design.fields import DateField, Form
from kith.foundations.staff.commands import end_sessions_of, end_worker, loosen_provider_account, remove_second_factors, reopen_worker
from kith.foundations.staff.pages.workers import a_worker
from kith.foundations.staff.queries import second_factors_of, sessions_of, worker_of


class LeaverForm(Form):
    """A worker leaves."""

    ends_on = DateField(label="Their last day", required=True, help_text="They can sign in until the end of it")


@page_for(Ability.ADMINISTER, step_up=True)
def end_worker_page(request: HttpRequest, worker_id: int) -> HttpResponse:
    """Say when a worker leaves: the account ends on that day by itself, and their managers are told what is to be handed over."""
    leaver = a_worker(worker_id)
    form = LeaverForm(request.POST or None, initial={"ends_on": leaver.ends_on})
    if request.method == "POST" and form.is_valid():
        try:
            end_worker(worker=leaver, ends_on=form.cleaned_data["ends_on"], by=worker_of(request), at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            over = leaver.ends_on is not None and leaver.ends_on < timezone.localdate()
            messages.success(request, f"{leaver.name} {'cannot sign in any more' if over else 'can sign in until that day'}.")
            return redirect("worker", worker_id=leaver.pk)
    context = {"form": form, "heading": f"{leaver.name} leaves", "back_to": reverse("worker", kwargs={"worker_id": leaver.pk})}
    return render(request, "staff/end_worker.html", context)


@require_POST
@page_for(Ability.ADMINISTER, step_up=True)
def reopen_worker_page(request: HttpRequest, worker_id: int) -> HttpResponse:
    """They stay, or are back."""
    worker = a_worker(worker_id)
    was = worker.ends_on
    reopen_worker(worker=worker, by=worker_of(request), at=timezone.now())
    back = was is not None and was < timezone.localdate()
    messages.success(request, f"{worker.name} {'is back. Give them their teams and roles now' if back else 'stays. Teams and roles go on'}.")
    return redirect("worker", worker_id=worker.pk)


@page_for(Ability.ADMINISTER, step_up=True)
def workers_sign_in(request: HttpRequest, worker_id: int) -> HttpResponse:
    """With what a worker signs in and where she is signed in; an administrator ends sessions, and lets a lost phone or a new account go."""
    worker, by, now = a_worker(worker_id), worker_of(request), timezone.now()
    deed = request.POST.get("deed", "")
    if deed == "end_sessions":
        end_sessions_of(worker=worker, by=by, at=now)
        messages.success(request, f"{worker.name} is signed out everywhere. Drafts stay.")
    elif deed == "remove_factors":
        remove_second_factors(worker=worker, by=by, at=now)
        messages.success(request, f"The second factors of {worker.name} were removed.")
    elif deed == "loosen":
        loosen_provider_account(worker=worker, by=by, at=now)
        messages.success(request, f"{worker.name} is bound anew at the next sign-in.")
    if request.method == "POST":
        return redirect("workers_sign_in", worker_id=worker.pk)
    context = {
        "worker": worker,
        "sessions": sessions_of(worker),
        "factors": second_factors_of(worker),
        "accounts": list(worker.provider_accounts.order_by("bound_at")),
    }
    return render(request, "staff/workers_sign_in.html", context)
