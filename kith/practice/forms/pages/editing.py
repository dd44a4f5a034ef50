"""The editor: a form owner changes a form, sees it, compares it, publishes it. Nothing here needs YAML; experts may have it."""


from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kith.foundations.access.pages import page_for
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.staff.models import Worker
from kith.foundations.staff.queries import worker_of
from kith.practice.forms.commands import FormChangedMeanwhile, NotToBePublished, drop_edit, edit_form, publish_form
from kith.practice.forms.pages.question_form import QuestionForm, as_question, initial_of
from kith.practice.forms.queries import (
    current_number,
    current_text,
    edited_text,
    form,
    forms,
    judgement,
    preview,
    unused_questions,
    versions_of,
)
from kith.practice.forms.rules.comparing import differences
from kith.practice.forms.rules.definition import Form, Question, Type, cost
from kith.practice.forms.rules.digests import digest_of
from kith.practice.forms.rules.editing import add_section, key_from, keys_of, move, put_question, retire, section_of, take_out
from kith.practice.forms.rules.reading import read_definition
from kith.practice.forms.rules.writing import write_definition


@page_for(Ability.ADMINISTER)
def form_list(request: HttpRequest) -> HttpResponse:
    """Every form that there is."""
    listed = [(each, cost(each.form)) for each in forms(seen_by=worker_of(request))]
    return render(request, "forms/list.html", {"listed": listed})


@page_for(Ability.ADMINISTER)
def edit_form_page(request: HttpRequest, form_key: str) -> HttpResponse:
    """A form with its questions in order: each can be changed, moved, retired, and more asked."""
    worker = worker_of(request)
    text, is_making = edited_text(form_key, seen_by=worker)
    found = read_definition(text).form
    if found is None:
        return redirect("edit_form_text", form_key=form_key)
    if request.method == "POST":
        try:
            return _changed(request, form_key, found, worker)
        except (NotToBePublished, FormChangedMeanwhile) as refusal:
            messages.info(request, str(refusal))
            return redirect("edit_form", form_key=form_key)
    return _editor(request, form_key, text, found, worker, is_making=is_making)


def _editor(request: HttpRequest, form_key: str, text: str, found: Form, worker: Worker, *, is_making: bool) -> HttpResponse:
    current = form(form_key, seen_by=worker)
    context = {
        "form_key": form_key, "made": found, "is_making": is_making, "digest": digest_of(text), "cost": cost(found),
        "number": current_number(form_key, seen_by=worker),
        "problems": judgement(text, seen_by=worker).problems, "published": {each.key for each in current.questions()},
        "versions": versions_of(form_key, seen_by=worker), "types": Type,
    }  # fmt: skip
    return render(request, "forms/edit.html", context)


def _changed(request: HttpRequest, form_key: str, found: Form, worker: Worker) -> HttpResponse:
    """One of the buttons: move, retire, ask again, take out, publish, drop."""
    do, _, what = request.POST.get("do", "").partition(":")
    now = timezone.now()
    if do == "publish":
        return _publish(request, form_key, worker)
    if do == "drop":
        drop_edit(key=form_key, digest=request.POST.get("digest", ""), by=worker, at=now)
        messages.success(request, "What was in the making is dropped. The published version stands.")
        return redirect("edit_form", form_key=form_key)
    changed = {
        "up": lambda: move(found, what, -1),
        "down": lambda: move(found, what, 1),
        "retire": lambda: retire(found, what, retired=True),
        "restore": lambda: retire(found, what, retired=False),
        "out": lambda: take_out(found, what) if what not in _published(form_key, worker) else retire(found, what, retired=True),
    }.get(do)
    if changed is not None:
        edit_form(key=form_key, text=write_definition(changed()), digest=request.POST.get("digest", ""), by=worker, at=now)
    return redirect(f"{request.path}#{what}")


def _published(form_key: str, worker: Worker) -> set[str]:
    return {each.key for each in form(form_key, seen_by=worker).questions()}


def _publish(request: HttpRequest, form_key: str, worker: Worker) -> HttpResponse:
    made = publish_form(key=form_key, digest=request.POST.get("digest", ""), by=worker, at=timezone.now())
    messages.success(request, f"Version {made.number} is what workers fill in from now on.")
    return redirect("edit_form", form_key=form_key)


@page_for(Ability.ADMINISTER)
def edit_question(request: HttpRequest, form_key: str, question_key: str) -> HttpResponse:
    """One question: its words, its answers, when it is asked."""
    worker = worker_of(request)
    text, _ = edited_text(form_key, seen_by=worker)
    found = read_definition(text).form
    question = found.question(question_key) if found else None
    section = section_of(found, question_key) if found else None
    if found is None or question is None or section is None:
        return redirect("edit_form", form_key=form_key)
    plain = next(each for each in section.questions if each.key == question_key)
    return _question_page(request, found, text, section.key, plain, worker, heading="Change a question")


@page_for(Ability.ADMINISTER)
def add_question(request: HttpRequest, form_key: str, section_key: str) -> HttpResponse:
    """A new question at the end of a section; or (`new`) in a new section."""
    worker = worker_of(request)
    text, _ = edited_text(form_key, seen_by=worker)
    found = read_definition(text).form
    if found is None:
        return redirect("edit_form_text", form_key=form_key)
    return _question_page(request, found, text, section_key, None, worker, heading="Ask something more")


def _question_page(
    request: HttpRequest, found: Form, text: str, section_key: str, question: Question | None, worker: Worker, *, heading: str
) -> HttpResponse:
    is_published = question is not None and question.key in _published(found.key, worker)
    page = QuestionForm(request.POST or None, initial=initial_of(question), question=question, type_is_fixed=is_published, new_section=section_key == "new")
    before = digest_of(repr(question))
    if request.method == "POST" and page.is_valid():
        made = as_question(page, question, key_from(page.cleaned_data["ask"], keys_of(found)))
        title = page.cleaned_data.get("section_title", "")
        changed = add_section(found, title, made) if section_key == "new" else put_question(found, section_key, made)
        wrong = [each for each in judgement(write_definition(changed), seen_by=worker).grave if each.key == made.key]
        if wrong:
            page.add_error(None, f"{wrong[0].sentence}. {wrong[0].fix}")
        elif question is not None and request.POST.get("before", before) != before:
            page.add_error(None, f"Somebody changed this question meanwhile. It asks now: {question.ask} Keep again to put your words in its place")
        else:
            return _kept(request, found.key, changed, text, made.key, worker, page)
    context = {
        "form": page, "heading": heading, "about": found.title, "back_to": request.path.rsplit("/", 2)[0], "save": "Keep", "question": question,
        "before": before,
    }  # fmt: skip
    return render(request, "forms/question.html", context)


def _kept(request: HttpRequest, key: str, changed: Form, text: str, question_key: str, worker: Worker, page: QuestionForm) -> HttpResponse:
    try:
        edit_form(key=key, text=write_definition(changed), digest=request.POST.get("digest") or digest_of(text), by=worker, at=timezone.now())
    except Refusal as refusal:
        page.refuse(refusal)
        return render(request, "forms/question.html", {"form": page, "heading": "Change a question", "back_to": request.path, "save": "Keep"})
    response = redirect("edit_form", form_key=key)
    response["Location"] += f"#{question_key}"
    return response


@page_for(Ability.ADMINISTER)
def edit_form_text(request: HttpRequest, form_key: str) -> HttpResponse:
    """The form as YAML, for experts: kept right or wrong, with what is the matter beside it."""
    worker = worker_of(request)
    text, is_making = edited_text(form_key, seen_by=worker)
    refused = ""
    shown = text
    if request.method == "POST":
        shown = request.POST.get("text", "").replace("\r\n", "\n").replace("\x00", "")
        try:
            edit_form(key=form_key, text=shown, digest=request.POST.get("digest", ""), by=worker, at=timezone.now())
            text = shown
        except Refusal as refusal:
            refused = str(refusal)
    context = {
        "form_key": form_key, "text": shown, "digest": digest_of(text), "is_making": is_making or request.method == "POST", "refused": refused,
        "problems": judgement(shown, seen_by=worker).problems, "lines": shown.count("\n") + 2,
    }  # fmt: skip
    return render(request, "forms/edit_text.html", context)


@page_for(Ability.ADMINISTER)
def preview_form(request: HttpRequest, form_key: str) -> HttpResponse:
    """The form as workers will see it, about two made-up children. Nothing is kept."""
    worker = worker_of(request)
    text, _ = edited_text(form_key, seen_by=worker)
    found = read_definition(text).form
    if found is None:
        return redirect("edit_form_text", form_key=form_key)
    wording = request.GET.get("wording", "")
    context = {"drawn": preview(found, wording=wording, seen_by=worker), "form_key": form_key, "wordings": found.wordings, "wording": wording}
    return render(request, "forms/preview.html", context)


@page_for(Ability.ADMINISTER)
def compare_form(request: HttpRequest, form_key: str) -> HttpResponse:
    """What is in the making against the current version, question by question."""
    worker = worker_of(request)
    made = read_definition(edited_text(form_key, seen_by=worker)[0]).form
    current = read_definition(current_text(form_key, seen_by=worker)[0]).form
    if made is None or current is None:
        return redirect("edit_form_text", form_key=form_key)
    costs = (cost(current), cost(made))
    return render(request, "forms/compare.html", {"form_key": form_key, "made": made, "differences": differences(current, made), "costs": costs})


@page_for(Ability.ADMINISTER)
def unused_page(request: HttpRequest, form_key: str) -> HttpResponse:
    """Which questions nobody answers."""
    worker = worker_of(request)
    return render(
        request, "forms/unused.html", {"form_key": form_key, "made": form(form_key, seen_by=worker), "uses": unused_questions(form_key, seen_by=worker)}
    )


__all__ = [
    "add_question", "compare_form", "edit_form_page", "edit_form_text", "edit_question", "form_list", "preview_form", "unused_page",
]  # fmt: skip
