"""The page that asks for one reason before something is done: striking out, taking out, lifting. Said once, so that all of them ask alike."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kith.foundations.design.fields import AreaField, Form

LONGEST_REASON = 2000  # characters


class ReasonForm(Form):
    """One reason, in the worker's words."""

    reason = AreaField(label="Why?", required=True, max_length=LONGEST_REASON)

    def __init__(self, *args: Any, ask: str = "", hint: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        if ask or hint:
            self.fields["reason"] = AreaField(label=ask or "Why?", required=True, max_length=LONGEST_REASON, help_text=hint)


@dataclass(frozen=True)
class ReasonPage:
    """What the page says. `about`: of whom or what, as a function where it need not be asked when the reason is given."""

    heading: str
    about: str | Callable[[], str]
    back_to: str
    ask: str = ""
    hint: str = ""
    save: str = "Save"

    def answer(
        self, request: HttpRequest, do: Callable[[str], object], *, refused: type[Exception], done: str, way_on: str
    ) -> HttpResponse:
        """Ask, and with the reason `do` it: then say `done` and go to `way_on`. What is `refused` stands beside the box, and what was typed stays."""
        form = ReasonForm(request.POST or None, ask=self.ask, hint=self.hint)
        if request.method == "POST" and form.is_valid():
            try:
                do(form.cleaned_data["reason"])
            except refused as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, done)
                return redirect(way_on)
        about = self.about if isinstance(self.about, str) else self.about()
        context = {"form": form, "heading": self.heading, "about": about, "back_to": self.back_to, "save": self.save}
        return render(request, "design/form_page.html", context)
