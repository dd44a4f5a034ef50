"""What must not be told: the words, numbers and links of whoever is hidden from a worker, looked for in every byte that comes back."""

import dataclasses
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, quote_plus

import pypdf
from django.db.models import Model
from django.http import HttpResponse, StreamingHttpResponse

from tests.access.families import KINDS, NHS, forename, own_word, word
from tests.access.table import standing
from tests.access.world import World


def words_of(kind: str) -> dict[str, list[str]]:
    """Of one person: what tells their name, and what tells anything else."""
    place, surname = KINDS.index(kind), word(kind)
    number = NHS[place]
    return {
        "name": [forename(kind), surname],
        "else": [
            f"{surname} Street", f"LS{place + 2} 1AB", number, number.replace(" ", ""), f"{surname}-1", f"07700 90010{place}", f"770090010{place}",
            f"{surname} Surgery", f"AB1{place}{surname[:3]}", f"AB1{place} {surname[:3]}", f"{surname} faith", f"{surname} dog", f"Ring {surname}",
            f"{surname} moved", f"Letter about {surname}", f"{surname} letter", own_word(kind), f"Only of {forename(kind)}",
        ],
    }  # fmt: skip


ADDRESS_KEPT = [f"{word('refuge')} Street", f"LS{KINDS.index('refuge') + 2} 1AB"]


def shut_to(role: str) -> dict[str, str]:
    """Kind -> locked or absent, of every record that this role must not read. Whoever is outside reads none."""
    stands = {kind: standing(role, kind) for kind in KINDS}
    return {kind: stood for kind, stood in stands.items() if stood in ("locked", "absent")}


def told_by(text: str, shut: Mapping[str, str], world: World, *, asked: Iterable[str] = ()) -> list[str]:
    """What a text tells that it must not, in words. What was asked for is taken out first: a page may show what somebody typed."""
    for said in sorted(
        {form for one in asked if one for form in (one, quote(one), quote_plus(one), quote(one, safe=""))}, key=len, reverse=True
    ):
        text = re.sub(re.escape(said), " ", text, flags=re.IGNORECASE)
    low, found = text.lower(), []
    for kind, stood in shut.items():
        words = words_of(kind)
        looked_for = words["else"] + (words["name"] if stood == "absent" else [])
        found += [f"{kind}: {one!r}" for one in looked_for if one.lower() in low]
        links = world.links(kind) if stood == "absent" else [link for link in world.links(kind) if not link.startswith("/people/")]
        found += [f"{kind}: a link to {link}" for link in links if re.search(rf"{re.escape(link)}(?![\d\w-])", text)]
    if "hidden" in shut and "sharedwords" in low:
        found.append("the part about everybody of an entry that is about a hidden child too")
    return found


def text_of(answer: HttpResponse | StreamingHttpResponse) -> str:
    """Everything that came back: headers, and the words of the body, of PDF and Word too."""
    body = b"".join(answer.streaming_content) if isinstance(answer, StreamingHttpResponse) else answer.content  # type: ignore[arg-type]  # not asynchronous
    kind = answer.get("Content-Type", "")
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    if kind == "application/pdf":
        return headers + "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)
    if kind.endswith("wordprocessingml.document"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return headers + "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return headers + body.decode("utf-8", "replace")


def spelled(answer: Any, depth: int = 0) -> str:
    """Everything that a query answered, as text: dataclasses, rows, whatever they hold."""
    if depth > 8 or answer is None or isinstance(answer, bool | bytes | memoryview):
        return ""
    if isinstance(answer, Model):
        return spelled({name: value for name, value in vars(answer).items() if name != "_state"}, depth + 1) + spelled(
            answer._state.fields_cache, depth + 1
        )
    if dataclasses.is_dataclass(answer) and not isinstance(answer, type):
        return " ".join(spelled(getattr(answer, field.name), depth + 1) for field in dataclasses.fields(answer))
    if isinstance(answer, Mapping):
        return " ".join(f"{spelled(key, depth + 1)} {spelled(value, depth + 1)}" for key, value in answer.items())
    if isinstance(answer, Iterable) and not isinstance(answer, str):
        return " ".join(spelled(one, depth + 1) for one in answer)
    return str(answer)
