"""At the door of a record: is it there for this worker, is it shut, and has she business with it? If not, one click says why she looks."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.foundations.access.commands import give_reason
from kith.foundations.access.pages import page_for
from kith.foundations.access.queries import may
from kith.foundations.access.rules import ON_DUTY, REASONS, Ability, NotThere, RecordShut, Refusal, Standing
from kith.foundations.ledger.commands import because
from kith.foundations.staff.pages import is_page_of_ours
from kith.foundations.staff.queries import worker_of
from kith.practice.people.queries import person_cards, standings
from kith.practice.work.queries import allocations_of, emergency_duty

OPENING = {Ability.VIEW, Ability.RECORD, Ability.EXPORT}  # what opens a record; allocating and restricting are a manager's own business


def doorway(request: HttpRequest, ability: Ability, people: list[int]) -> HttpResponse | None:
    """Called before a page about people is made. Nothing, when the way is free. Raises NotThere and RecordShut."""
    worker = worker_of(request)
    known = standings(people, seen_by=worker)
    if not known:
        raise NotThere
    seen = [standing for standing in known.values() if standing.sees]
    if not seen:
        raise RecordShut(next(iter(known)), next(iter(known.values())).contact)
    if ability not in OPENING or any(standing.has_business for standing in seen):
        return None
    if may(worker, Ability.DUTY):
        because(ON_DUTY)
        return None
    return _asked_why(request, seen)


def _asked_why(request: HttpRequest, seen: list[Standing]) -> HttpResponse | None:
    given = next((standing.reason for standing in seen if standing.reason), "")
    if given:
        because(given)
        return None
    way_on = request.get_full_path() if request.method == "GET" else reverse("record", kwargs={"person_id": seen[0].person_id})
    return redirect(f"{reverse('why', kwargs={'person_id': seen[0].person_id})}?{urlencode({'next': way_on})}")


@page_for(Ability.SEARCH)
def why(request: HttpRequest, person_id: int) -> HttpResponse:
    """One click says why; it is good for the working day, and stands on the record's list of who has looked."""
    worker, error = worker_of(request), ""
    if request.method == "POST":
        reason = request.POST.get("reason", "").strip() or request.POST.get("words", "").strip()
        try:
            give_reason(person_id=person_id, reason=reason, by=worker, at=timezone.now())
        except (NotThere, RecordShut):
            raise
        except Refusal as refusal:
            error = str(refusal)
        else:
            return redirect(_way_on(request, person_id))
    card = person_cards([person_id], seen_by=worker)[person_id]
    context = {
        "card": card, "reasons": REASONS, "error": error, "next": _way_on(request, person_id), "today": timezone.localdate(),
        "allocations": allocations_of([person_id], seen_by=worker)[person_id], "emergency": emergency_duty(seen_by=worker),
    }  # fmt: skip
    return render(request, "desk/why.html", context)


def _way_on(request: HttpRequest, person_id: int) -> str:
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if is_page_of_ours(asked, request) else reverse("record", kwargs={"person_id": person_id})
