"""What is printed: PDF by WeasyPrint, Word by python-docx; made of what is on the record, and of nothing that an address inside it names."""

import importlib
import io
import threading
from functools import cache
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template.loader import render_to_string
from docx.document import Document

AT_ONCE = threading.BoundedSemaphore(2)  # PDFs in each process of the server, so that printing leaves threads for everybody else
PATIENCE = 5  # seconds
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class TooManyPrints(Exception):
    """Others are printing; the text is a sentence for the worker."""

    def __init__(self) -> None:
        super().__init__("Others are printing at this moment, so nothing was printed. Try again in a minute.")


def pdf_answer(template: str, context: dict[str, Any], name: str) -> HttpResponse:
    """A template as a PDF to download. Raises TooManyPrints."""
    return _download(pdf(template, context), "application/pdf", name)


def pdf(template: str, context: dict[str, Any]) -> bytes:
    """A template as a PDF. Raises TooManyPrints."""
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise TooManyPrints
    try:
        return _pressed(template, context)
    finally:
        AT_ONCE.release()


def _pressed(template: str, context: dict[str, Any]) -> bytes:
    style = _press().CSS(filename=finders.find("print.css"))
    document = _press().HTML(string=render_to_string(template, context), url_fetcher=_fetch_nothing)
    return bytes(document.write_pdf(stylesheets=[style]))


def word_answer(written: Document, name: str) -> HttpResponse:
    """A Word document to download."""
    kept = io.BytesIO()
    written.save(kept)
    return _download(kept.getvalue(), WORD, name)


def fit_for_xml(words: str) -> str:
    """Without the control characters that a Word document cannot hold."""
    return "".join(char for char in words if char in "\n\t" or ord(char) >= 32)


@cache
def _press() -> Any:
    """WeasyPrint. Loading it takes a quarter of the server's start, so the first print waits for it and the first page does not."""
    return importlib.import_module("weasyprint")


def _fetch_nothing(url: str, *args: object, **kwargs: object) -> dict[str, Any]:
    del args, kwargs
    raise _press().urls.URLFetchingError(url)


def _download(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
