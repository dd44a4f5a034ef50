"""The front door: a new contact about a family. Who is on record is found, who is not is added in the same page, and the contact begins."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.clocks.moments import Moment
from kith.foundations.design.fields import TextField, TickField
from kith.foundations.ledger.commands import record_search
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.finding.commands import add_family
from kith.practice.finding.pages.members import ADULT, CHILD, MemberForm, homes_to_take, members_and_ties
from kith.practice.finding.queries import search
from kith.practice.pathways.commands import begin_step
from kith.practice.pathways.pages import BeganForm
from kith.practice.pathways.queries import steps_of
from kith.practice.people.rules.doubts import Doubt

LEAST, MOST = 3, 10  # lines to type a name into, for children and for adults
KIND = "contact"


class ContactForm(BeganForm):
    """When it came in, and where the family lives."""

    lines = TextField(label="Address", max_length=300)
    postcode = TextField(label="Postcode", max_length=10, width="10")
    siblings = TickField(label="The children are brothers and sisters")
    is_sure = TickField(label="Yes, this is right")  # asked for only where it was doubted

    def __init__(self, *args: Any, children: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["began"].label, self.fields["began"].initial = "When did it come in?", timezone.localdate()
        self.fields["siblings"].initial = True
        if children < 2:
            del self.fields["siblings"]
        self.asked = self.fields["is_sure"]
        if "is_sure" not in self.data:
            del self.fields["is_sure"]

    def refuse(self, refusal: Exception) -> None:
        super().refuse(refusal)
        if isinstance(refusal, Doubt):
            self.fields["is_sure"] = self.asked


@page_for(Ability.RECORD)
def new_contact(request: HttpRequest) -> HttpResponse:
    """Who it is about is typed as into the search box; the next page shows who that may be, and adds whoever is not on record."""
    worker, asked = worker_of(request), _asked(request.GET)
    if not asked or "more" in request.GET:
        if request.GET and not asked:
            messages.info(request, "Enter at least one name.")
        return render(request, "finding/new_contact.html", {"lines": _lines(request.GET), "said": request.GET})
    rows = _rows(request, asked, worker)
    form = ContactForm(
        request.POST or None, children=sum(row.role == CHILD for row in rows),
        initial={"lines": request.GET.get("address", "")[:300], "postcode": request.GET.get("postcode", "")[:10]},
    )  # fmt: skip
    if request.method == "POST" and _hold(rows, form) and (began := form.moment()):
        try:
            return redirect("step", step_id=_begin(rows, form, request.POST.get("home", ""), began, worker))
        except Refusal as refusal:
            _refuse(refusal, rows, form)
    context = {"rows": rows, "form": form, "homes": homes_to_take(rows), "home": request.POST.get("home", ""), "problems": _problems(rows, form)}
    return render(request, "finding/contact_people.html", context)


def _hold(rows: list[MemberForm], form: ContactForm) -> bool:
    """Whether nothing is to be put right; every form is asked, so that all of it is said at once."""
    return not [each for each in (*rows, form) if not each.is_valid()]


def _asked(said: QueryDict) -> list[tuple[str, str]]:
    """(role, what was typed) of each line that has something."""
    return [(role, words.replace("\x00", " ").strip()[:200]) for role in (CHILD, ADULT) for words in said.getlist(role)[:MOST] if words.strip()]


def _lines(said: QueryDict) -> list[tuple[str, str, list[str]]]:
    """(role, heading, the lines: what was typed and some empty ones)."""
    found = []
    for role, words in ((CHILD, "Children"), (ADULT, "Adults of the family")):
        typed = [words for kind, words in _asked(said) if kind == role]
        found.append((role, words, [*typed, *[""] * (2 if typed else LEAST)][:MOST]))
    return found


def _rows(request: HttpRequest, asked: list[tuple[str, str]], worker: Worker) -> list[MemberForm]:
    today, rows, counts = timezone.localdate(), [], {CHILD: 0, ADULT: 0}
    for role, words in asked:
        key, near = f"{role[0]}{counts[role]}", search(words, seen_by=worker, today=today, limit=5).good
        counts[role] += 1
        if request.method == "GET":
            record_search(words, seen_by=worker, at=timezone.now())
        rows.append(MemberForm(request.POST or None, key=key, role=role, words=words, near=near, today=today))
    return rows


@transaction.atomic
def _begin(rows: list[MemberForm], form: ContactForm, home: str, began: Moment, worker: Worker) -> int:
    """The family is added and the contact begins: both, or neither."""
    said, at = form.cleaned_data, timezone.now()
    members, ties = members_and_ties(rows, are_siblings=bool(said.get("siblings")))
    address, postcode = homes_to_take(rows).get(home, (said["lines"], said["postcode"]))
    found = add_family(members=members, ties=ties, address=address, postcode=postcode, is_sure=bool(said.get("is_sure")), by=worker, at=at)
    children = [found[row.key] for row in rows if row.role == CHILD] or list(found.values())
    people = list(dict.fromkeys(children))
    return _begun_before(people, began, worker) or begin_step(kind=KIND, person_ids=people, began=began, why=form.because, by=worker, at=at).pk


def _begun_before(people: list[int], began: Moment, worker: Worker) -> int | None:
    """What a first click has begun: this worker's own open contact about all of them, that came in when this one did."""
    rows = steps_of(people, [KIND], seen_by=worker)
    same = [
        {row.step_id for row in rows.get(person, ()) if row.status == "open" and row.worker_id == worker.pk and began in _moments(row.began_at)}
        for person in people
    ]
    return max(set.intersection(*same), default=None) if same else None


def _moments(began_at: datetime | None) -> tuple[Moment, ...]:
    """A moment, and its day: where no time was typed."""
    return (began_at, timezone.localdate(began_at)) if began_at else ()


def _refuse(refusal: Refusal, rows: list[MemberForm], form: ContactForm) -> None:
    """Beside the field of whom it is about; else in the form."""
    key, _, field = refusal.field.partition("-")
    row = next((row for row in rows if field and row.key == key), None)
    if row is None:
        refusal.field = {"postcode_text": "postcode"}.get(refusal.field, refusal.field)
        form.refuse(refusal)
    else:
        row.add_error(field if field in row.fields else None, str(refusal))


def _problems(rows: list[MemberForm], form: ContactForm) -> list[tuple[str, str]]:
    return [problem for each in (*rows, form) if each.errors for problem in each.summary()]
