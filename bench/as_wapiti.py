"""Debian's wapiti 3.0.4, for bench/attack.sh: what it stumbles over is mended, and it does not attack the same page of a thousand people.

Run by /usr/bin/python3, to which Debian installs wapiti; its options are wapiti's own. KITH_ATTACK_OF_A_KIND: how many addresses and forms of one
kind are attacked (the same but for numbers and values); eight times as many are read for links. Of fields that are the same but for a number, as the
lines of a list are, the first stays.
"""

import fnmatch
import os
import re
import sys
from collections import Counter

from requests.exceptions import RequestException
from wapitiCore.attack.mod_csrf import mod_csrf
from wapitiCore.main.wapiti import Wapiti, wapiti_main
from wapitiCore.net import crawler
from wapitiCore.net.sqlite_persister import SqlitePersister
from wapitiCore.net.web import Request

OF_A_KIND = int(os.environ.get("KITH_ATTACK_OF_A_KIND", "1"))
READ_OF_A_KIND = 8 * OF_A_KIND
_NUMBER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+")

attacked: "Counter[object]" = Counter()
read: "Counter[object]" = Counter()


class EnoughOfItsKind(RequestException):
    """Wapiti skips what cannot be asked."""


def kind_of(request: Request) -> object:
    """The method, the path but for its numbers, the names of what is sent, each once."""
    sent = request.post_params if isinstance(request.post_params, list) else []
    names = frozenset(re.sub(r"\d+", "#", str(pair[0])) for pair in [*request.get_params, *sent])
    return request.method, _NUMBER.sub("#", request.path), names


def keep(persister: SqlitePersister, request: Request) -> None:
    """Remember it for the attacks, if there are not enough of its kind."""
    attacked[kind_of(request)] += 1
    if attacked[kind_of(request)] <= OF_A_KIND:
        _keep(persister, shortened(request))


def shortened(request: Request) -> Request:
    """Without the second and all further fields of one kind."""
    sent = request.post_params if isinstance(request.post_params, list) else None
    if sent is None and not request.get_params:
        return request
    made = Request(
        request.path,
        method=request.method,
        get_params=_firsts(request.get_params),
        post_params=request.post_params if sent is None else _firsts(sent),
        file_params=request.file_params,
        enctype=request.enctype,
        referer=request.referer,
        link_depth=request.link_depth,
    )
    made.status, made.size = request.status, request.size
    made.set_headers(request.headers or {})
    return made


def _firsts(pairs: list[list[str]]) -> list[list[str]]:
    found: dict[str, list[str]] = {}
    for pair in pairs:
        found.setdefault(_NUMBER.sub("#", str(pair[0])), pair)
    return list(found.values())


def browse(wapiti: Wapiti) -> None:
    """As wapiti does, but for those of which enough were read."""
    send = wapiti.crawler.send

    def send_if_new(request: Request, **options: object) -> object:
        read[kind_of(request)] += 1
        if read[kind_of(request)] > READ_OF_A_KIND:
            raise EnoughOfItsKind
        return send(request, **options)

    wapiti.crawler.send = send_if_new
    _browse(wapiti)
    wapiti.crawler.send = send
    sys.stdout.write(
        f"{sum(min(count, OF_A_KIND) for count in attacked.values())} addresses and forms of {len(attacked)} kinds are attacked.\n"
    )


if __name__ == "__main__":
    _browse, _keep = Wapiti.browse, SqlitePersister.add_request
    Wapiti.browse = browse
    SqlitePersister.add_request = keep
    crawler.wildcard_translate = lambda pattern: re.compile(fnmatch.translate(pattern))  # its own fails under Python 3.11
    mod_csrf.TOKEN_FORM_STRINGS.append("csrfmiddlewaretoken")  # which it then falsifies, to see whether the server looks
    sys.argv[0] = "wapiti"
    wapiti_main()
