"""Form fields that draw themselves: Django's forms, with GOV.UK's ways of asking for dates and of saying what is wrong.

A template draws a field with the macro `field(form.name)` of design/form.html; `kind` tells the macro which mark-up.
What was typed is always shown again, however wrong.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
BOXES = ("day", "month", "year")


class DateParts(forms.MultiWidget):
    """Three boxes: day, month, year."""

    def __init__(self) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {name: forms.TextInput() for name in BOXES}
        super().__init__(boxes)

    def decompress(self, value: date | None) -> list[str]:
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]


class DateField(forms.MultiValueField):
    """A date in three boxes. Says which part is wrong, as GOV.UK does; refuses years nobody alive can mean."""

    kind = "date"

    def __init__(self, *, latest: date | None = None, **options: Any) -> None:
        self.latest = latest
        boxes = [forms.CharField(required=False, max_length=20) for _ in range(3)]
        super().__init__(boxes, widget=DateParts(), require_all_fields=False, **options)

    def clean(self, value: Any) -> date | None:
        typed = [str(part or "").strip() for part in (value or ["", "", ""])]
        name = str(self.label or "The date")
        if not any(typed):
            if self.required:
                raise ValidationError(_missing("Enter", name))
            return None
        return self._within_reason(name, typed)

    def _within_reason(self, name: str, typed: list[str]) -> date:
        missing = [part for part, text in zip(("a day", "a month", "a year"), typed, strict=True) if not text]
        if missing:
            raise ValidationError(f"{name} must include {' and '.join(missing)}")
        found = _date_of(typed)
        if found is None:
            raise ValidationError(f"{name} must be a real date, for example 27 3 2026. You wrote {' '.join(typed)[:40]}")
        if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
            advice = "Check the year" if found.year >= 1000 else "Write the year in four figures, for example 2026"
            raise ValidationError(f"{name} has the year {found.year}. {advice}")
        if self.latest and found > self.latest:
            raise ValidationError(f"{name} must be today or in the past")
        return found

    def wrong_boxes(self, value: Any) -> tuple[str, ...]:
        """Which boxes an error is about: those left empty, or all three."""
        typed = [str(part or "").strip() for part in (value or ["", "", ""])]
        empty = tuple(box for box, text in zip(BOXES, typed, strict=True) if not text)
        return empty or BOXES

    def prepare_value(self, value: Any) -> Any:
        return self.widget.decompress(value) if isinstance(value, date) or value is None else value


@dataclass(frozen=True)
class RoughDate:
    """A date as far as somebody knows it: a year, perhaps with a month, perhaps with a day."""

    year: int
    month: int | None
    day: int | None


class RoughDateField(DateField):
    """A date of which the day, or day and month, may be left empty."""

    def clean(self, value: Any) -> Any:
        typed = [str(part or "").strip() for part in (value or ["", "", ""])]
        day, month, year = typed
        if not year or (day and not month) or (day and month):
            found = super().clean(value)
            return RoughDate(found.year, found.month, found.day) if found else None
        self._within_reason(str(self.label or "The date"), ["1", month or "1", year])
        found = _date_of(["1", month or "1", year])
        return RoughDate(found.year, found.month if month else None, None) if found else None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, RoughDate):
            return [str(part or "") for part in (value.day, value.month, value.year)]
        return super().prepare_value(value)


def _missing(verb: str, label: str) -> str:
    """Enter date of birth; but where the label is a question: Answer: Where was it?"""
    return f"Answer: {label}" if label.endswith("?") else f"{verb} {label[0].lower()}{label[1:]}"


def _date_of(typed: list[str]) -> date | None:
    months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    day, month, year = typed
    if month[:3].lower() in months:
        month = str(months.index(month[:3].lower()) + 1)
    try:
        return date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return None


class TextField(forms.CharField):
    """One line."""

    kind = "text"

    def __init__(self, *, width: str = "", **options: Any) -> None:
        self.width = width
        longest = options.setdefault("max_length", 150)
        label = options.get("label", "This")
        messages = {"required": _missing("Enter", label), "max_length": f"{label} must be {longest} characters or fewer"}
        super().__init__(**{"required": False, **options, "error_messages": {**messages, **options.get("error_messages", {})}})


class PasswordField(TextField):
    """A password, with a button that shows what was typed. The one field that is not shown again."""

    kind = "password"

    def __init__(self, *, autocomplete: str = "current-password", **options: Any) -> None:
        self.autocomplete = autocomplete
        super().__init__(**{"max_length": 200, "strip": False, **options})


class AreaField(TextField):
    """Several lines. Long texts are welcome; a megabyte is not."""

    kind = "area"

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        self.rows = rows
        super().__init__(**{"max_length": 100_000, "strip": False, **options})


class ChoiceField(forms.ChoiceField):
    """One of several, as radios (`kind`="radios") or, for long lists, a select."""

    kind = "radios"

    def __init__(self, *, as_select: bool = False, **options: Any) -> None:
        self.kind = "select" if as_select else "radios"
        label = options.get("label", "This")
        messages = {"required": _missing("Choose", label), "invalid_choice": "Choose one of the answers in the list"}
        super().__init__(**{"required": False, **options, "error_messages": {**messages, **options.get("error_messages", {})}})


class TicksField(forms.MultipleChoiceField):
    """Some of several, as tick boxes."""

    kind = "ticks"

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "error_messages": {"invalid_choice": "Choose among the answers in the list"}, **options})


class TickField(forms.BooleanField):
    """One tick box."""

    kind = "tick"

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, **options})


class FileField(forms.FileField):
    """One file."""

    kind = "file"


class Form(forms.Form):
    """A form whose errors can be listed at the top of the page, each linking to its field."""

    use_required_attribute = False

    def summary(self) -> list[tuple[str, str]]:
        """(id of the field to go to, what is wrong) for the error summary."""
        found = []
        for name, errors in self.errors.items():
            target = "" if name == "__all__" else self._first_control(name)
            found += [(target, str(error)) for error in errors]
        return found

    def _first_control(self, name: str) -> str:
        """The id of what to put right: of a date the first box that is wrong."""
        bound, field = self[name], self.fields[name]
        return f"{bound.auto_id}-{field.wrong_boxes(bound.value())[0]}" if isinstance(field, DateField) else str(bound.auto_id)

    def offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        """What a field lets one choose among, where that is known only when the page is asked for."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField), f"{name} offers no choices"
        field.choices = list(choices)

    def refuse(self, refusal: Exception) -> None:
        """Show a command's refusal beside its field, or at the top."""
        field = getattr(refusal, "field", "")
        self.add_error(field if field in self.fields else None, str(refusal))


def typed(data: Mapping[str, Any], name: str) -> str:
    """One text from a posted form, without NUL characters, which PostgreSQL cannot keep."""
    return str(data.get(name, "")).replace("\x00", "")
