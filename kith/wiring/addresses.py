"""Where a request comes from, when proxies of the council's own stand in front."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class BehindProxies:
    """Each of our proxies writes who called it at the end of X-Forwarded-For; what stands before that anybody can have made up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.PROXIES:
            told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
            if len(told) >= settings.PROXIES and _is_address(told[-settings.PROXIES]):
                request.META["REMOTE_ADDR"] = told[-settings.PROXIES]
        return self.get_response(request)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
