"""Forms are changed and published by the council: nothing of an earlier version is lost, and drafts keep theirs until they are moved."""

from datetime import datetime

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.ledger.commands import announce, command
from kith.foundations.staff.models import Worker
from kith.practice.forms.commands.responding import _current_version, _named, _open_response
from kith.practice.forms.events import FormEditDropped, FormEdited, FormPublished, ResponseMoved
from kith.practice.forms.models import FormVersion, Response, ResponsePart
from kith.practice.forms.queries import NoSuchForm, current_text, judgement, shipped_forms
from kith.practice.forms.rules.definition import Form
from kith.practice.forms.rules.digests import digest_of
from kith.practice.forms.rules.lines import Problem
from kith.practice.forms.rules.reading import form_of, read_definition


class NotToBePublished(Refusal):
    """The definition has mistakes; `problems` lists them with line, key and fix."""

    def __init__(self, problems: list[Problem]) -> None:
        first = problems[0]
        more = f" And {len(problems) - 1} more." if len(problems) > 1 else ""
        super().__init__(f"This form cannot be used yet. {str(first)[:1].upper()}{str(first)[1:]}{more}")
        self.problems = problems


class FormChangedMeanwhile(Refusal):
    """Somebody else, or another window, changed what is in the making."""


@command
def edit_form(*, key: str, text: str, digest: str, by: Worker, at: datetime) -> FormVersion:
    """Keep what a form owner is working on, right or not. `digest`: of the text that they had before them."""
    require(by, Ability.ADMINISTER)
    making = FormVersion.objects.select_for_update(of=("self",)).filter(key=key, published_at=None).first()
    before = making.text if making else current_text(key, seen_by=by)[0]
    _judge_unchanged(before, digest)
    form = read_definition(text).form
    title = (form.title if form else "") or key
    if making is None:
        making = FormVersion(key=key, number=0, made_at=at, made_by=by)
    making.title, making.text, making.digest, making.made_at, making.made_by = title[:300], text, digest_of(text), at, by
    making.save()
    announce(FormEdited(subject=f"forms.FormVersion:{making.pk}"), by=by, at=at)
    return making


@command
def publish_form(*, key: str, digest: str, by: Worker, at: datetime) -> FormVersion:
    """What is in the making becomes the current version, if it is what they had before them (`digest`). Whatever is filled in from now on is
    filled in under it."""
    require(by, Ability.ADMINISTER)
    making = FormVersion.objects.select_for_update(of=("self",)).filter(key=key, published_at=None).first()
    if making is None:
        raise NoSuchForm("Nothing is in the making for this form. It may be published already.")
    _judge_unchanged(making.text, digest)
    text = making.text
    making.delete()
    return _publish(key, text, by=by, at=at)


@command
def load_form(*, text: str, by: Worker, at: datetime) -> FormVersion:
    """A definition from a file becomes the current version of its form, at once. The same text twice changes nothing."""
    require(by, Ability.ADMINISTER)
    form = read_definition(text).form
    return _publish(form.key if form else "", text, by=by, at=at)


@command
def drop_edit(*, key: str, digest: str, by: Worker, at: datetime) -> None:
    """Drop what is in the making, if it is what they had before them (`digest`). The published versions stand."""
    require(by, Ability.ADMINISTER)
    making = FormVersion.objects.select_for_update(of=("self",)).filter(key=key, published_at=None).first()
    if making is None:
        return  # the second click
    _judge_unchanged(making.text, digest)
    subject = f"forms.FormVersion:{making.pk}"
    making.delete()
    announce(FormEditDropped(subject=subject, reason=key), by=by, at=at)


@command
def move_response(*, response_id: int, by: Worker, at: datetime) -> Response:
    """An open form goes on under the current version of its form. What was typed stays, also of what is no longer asked."""
    require(by, Ability.RECORD)
    found = _open_response(response_id, by)
    version = _current_version(found.version.key, by=by, at=at)
    if version.pk == found.version_id:
        return found
    found.version = version
    found.revision += 1
    found.save(update_fields=["version", "revision"])
    ResponsePart.objects.filter(response=found).update(version=version)
    announce(ResponseMoved(**_named(found)), by=by, at=at)
    return found


def _judge_unchanged(now: str, digest: str) -> None:
    if digest_of(now) != digest:
        raise FormChangedMeanwhile("This form was changed in another window or by somebody else. Look at it as it is now, then change it again.")


def _publish(key: str, text: str, *, by: Worker, at: datetime) -> FormVersion:
    reading = judgement(text, seen_by=by)
    if reading.grave or reading.form is None:
        raise NotToBePublished(reading.grave)
    if reading.form.key != key:
        raise NotToBePublished([Problem(1, "form", f"Its key is {reading.form.key!r}, and it was {key!r}", "A form keeps its key")])
    last = FormVersion.objects.filter(key=key, is_shipped=False, published_at__isnull=False).order_by("-number").first()
    if last is not None and last.digest == digest_of(text):
        return last
    made = _numbered(reading.form, text, last, by=by, at=at)
    announce(FormPublished(subject=f"forms.FormVersion:{made.pk}", reason=f"{key}, version {made.number}"), by=by, at=at)
    return made


def _numbered(form: Form, text: str, last: FormVersion | None, *, by: Worker, at: datetime) -> FormVersion:
    shipped = shipped_forms().get(form.key)  # a council's own version comes after the shipped one that it changes
    number = max(form.number, last.number + 1 if last else 1, form_of(shipped).number + 1 if shipped else 1)
    return FormVersion.objects.create(
        key=form.key, number=number, title=form.title, text=text, digest=digest_of(text), made_at=at, made_by=by, published_at=at, published_by=by
    )
