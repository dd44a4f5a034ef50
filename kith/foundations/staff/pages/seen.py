"""What stood on a page of facts when it was opened, so that a stale page writes over nothing. Signed, because it comes back by the browser."""

from collections.abc import Mapping

from django.core import signing
from django.http import HttpRequest

SALT = "kith.seen"


def seen_now(facts: Mapping[str, str]) -> str:
    """For a hidden field."""
    return signing.dumps(dict(facts), salt=SALT)


def seen_before(request: HttpRequest) -> dict[str, str] | None:
    """What the page showed that is being sent; nothing if it does not say, which only a page made by hand does not."""
    try:
        found = signing.loads(request.POST.get("kith_seen", ""), salt=SALT)
    except signing.BadSignature:
        return None
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else None
