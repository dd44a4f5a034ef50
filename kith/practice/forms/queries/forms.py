"""Which forms there are, and which version of each is the current one: the council's own, or else the one that was shipped."""

from dataclasses import dataclass
from functools import cache

from kith.foundations.access.queries import require
from kith.foundations.access.rules import Ability, Refusal
from kith.foundations.staff.models import Worker
from kith.practice.forms.models import FormVersion
from kith.practice.forms.rules.definition import Form
from kith.practice.forms.rules.reading import form_of
from kith.practice.forms.rules.registry import shipped_files


class NoSuchForm(Refusal):
    """A form of that key was neither shipped nor written."""


@dataclass(frozen=True)
class FormListed:
    """A form as the list of forms shows it."""

    form: Form
    number: int  # of its version: of those that the council wrote, and shipped ones, in one row
    is_shipped: bool
    has_newer_shipped: bool  # a release brought a version since the council wrote its own
    is_in_the_making: bool


@cache
def _shipped(paths: tuple[str, ...]) -> dict[str, str]:
    del paths
    return {form_of(text).key: text for text in (path.read_text() for path in shipped_files())}


def shipped_forms(*, seen_by: Worker | None = None) -> dict[str, str]:
    """The definitions that the rooms ship, by key. They are the same for everybody."""
    del seen_by
    return _shipped(tuple(map(str, shipped_files())))


def current_text(key: str, *, seen_by: Worker) -> tuple[str, bool]:
    """The definition of a form as it is asked now, and whether it is a shipped one. Raises NoSuchForm."""
    require(seen_by, Ability.SIGNED_IN)
    own = FormVersion.objects.filter(key=key, is_shipped=False, published_at__isnull=False).order_by("-number").first()
    if own is not None:
        return own.text, False
    text = shipped_forms().get(key)
    if text is None:
        raise NoSuchForm(f"There is no form called {key!r}. The list of forms has those that there are.")
    return text, True


def form(key: str, *, seen_by: Worker) -> Form:
    """The current version of a form. Raises NoSuchForm."""
    return form_of(current_text(key, seen_by=seen_by)[0])


def forms(*, seen_by: Worker) -> list[FormListed]:
    """Every form, by title."""
    require(seen_by, Ability.SIGNED_IN)
    own: dict[str, FormVersion] = {}
    for row in FormVersion.objects.filter(is_shipped=False, published_at__isnull=False).order_by("number"):
        own[row.key] = row
    making = set(FormVersion.objects.filter(published_at=None).values_list("key", flat=True))
    shipped = shipped_forms()
    listed = []
    for key in {*own, *shipped}:
        text = own[key].text if key in own else shipped[key]
        newer = key in own and key in shipped and form_of(shipped[key]).number > form_of(text).number
        number = own[key].number if key in own else form_of(text).number
        listed.append(FormListed(form_of(text), number, key not in own, newer, key in making))
    return sorted(listed, key=lambda each: each.form.title)


def current_number(key: str, *, seen_by: Worker) -> int:
    """Which version is filled in now."""
    require(seen_by, Ability.SIGNED_IN)
    own = FormVersion.objects.filter(key=key, is_shipped=False, published_at__isnull=False).order_by("-number").first()
    return own.number if own else form(key, seen_by=seen_by).number


def versions_of(key: str, *, seen_by: Worker) -> list[FormVersion]:
    """The published versions that answers were given to, or that the council wrote, newest first."""
    require(seen_by, Ability.SIGNED_IN)
    return list(FormVersion.objects.filter(key=key, published_at__isnull=False).select_related("made_by").order_by("-published_at", "-id"))


def version_of(version_id: int, *, seen_by: Worker) -> FormVersion:
    """One version. Raises NoSuchForm."""
    require(seen_by, Ability.SIGNED_IN)
    found = FormVersion.objects.filter(pk=version_id).first()
    if found is None:
        raise NoSuchForm("There is no such version of a form.")
    return found


def in_the_making(key: str, *, seen_by: Worker) -> FormVersion | None:
    """What a form owner is working on, not published yet."""
    require(seen_by, Ability.ADMINISTER)
    return FormVersion.objects.filter(key=key, published_at=None).select_related("made_by").first()
