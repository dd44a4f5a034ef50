"""How far can a hidden person's address be told, by time, from one that nobody ever had? Against a running Kith of synthetic people
(started with KITH_PAGES_A_MINUTE=0).

    KITH_HOME=... python bench/not_found.py http://127.0.0.1:8765 ben@demo.example amina@demo.example

The first (a manager) hides one of the second's people from everybody but himself; the second then asks for that address and for one that never was, in
turn, and the medians and their spread are told. The restriction is lifted again.
"""

import re
import statistics
import sys
import time
from collections.abc import Iterator

import httpx

PASSWORD = "kith-demo-2026"  # noqa: S105 - of synthetic workers
ROUNDS, EACH, WARM = 9, 200, 40
NEVER = 900_000_000


def signed_in(base: str, email: str) -> httpx.Client:
    http = httpx.Client(base_url=base, follow_redirects=False)
    http.get("/sign-in")
    answer = http.post("/sign-in", data={"email": email, "password": PASSWORD, "csrfmiddlewaretoken": http.cookies["csrftoken"]})
    if answer.status_code != 302:
        sys.exit(f"{email} could not sign in.")
    http.get("/my-list")
    return http


def sent(http: httpx.Client, path: str, **fields: object) -> httpx.Response:
    return http.post(path, data={**fields, "csrfmiddlewaretoken": http.cookies["csrftoken"]})


def milliseconds(http: httpx.Client, path: str) -> float:
    start = time.perf_counter()
    answer = http.get(path)
    took = (time.perf_counter() - start) * 1000
    if answer.status_code != 404:
        sys.exit(f"{path} answered {answer.status_code}, not 404.")
    return took


def rounds(http: httpx.Client, hidden: int) -> Iterator[tuple[float, float]]:
    """Medians of (hidden, never), asked in turn so that the machine's moods fall on both."""
    for _ in range(ROUNDS):
        pairs = [(milliseconds(http, f"/people/{hidden}"), milliseconds(http, f"/people/{NEVER}")) for _ in range(EACH)]
        yield statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs)


def main(base: str, manager: str, worker: str) -> None:
    ben, amina = signed_in(base, manager), signed_in(base, worker)
    theirs = re.findall(r"/people/(\d+)", amina.get("/my-list").text)
    person = int(theirs[0])
    me = re.search(r'<option value="(\d+)" selected', ben.get(f"/people/{person}/restrict").text)
    if me is None:
        sys.exit(f"{manager} may not restrict record {person}.")
    sent(
        ben, f"/people/{person}/restrict", kind="staff", level="hidden", reason="Measuring", worker_1=me[1], review_on_day=1, review_on_month=1,
        review_on_year=2030,
    )  # fmt: skip
    try:
        for _ in range(WARM):
            milliseconds(amina, f"/people/{person}"), milliseconds(amina, f"/people/{NEVER}")
        found = list(rounds(amina, person))
    finally:
        page = ben.get(f"/people/{person}/restrict").text
        for number in re.findall(rf"/people/{person}/restrictions/(\d+)/lift", page):
            sent(ben, f"/people/{person}/restrictions/{number}/lift", reason="Measured")
    for name, each in (("hidden", [one for one, _ in found]), ("never there", [other for _, other in found])):
        sys.stdout.write(
            f"{name}: median {statistics.median(each):.3f} ms, {min(each):.3f} to {max(each):.3f} over {ROUNDS} rounds of {EACH}\n"
        )
    differences = [one - other for one, other in found]
    sys.stdout.write(
        f"difference: median {statistics.median(differences):+.3f} ms, {min(differences):+.3f} to {max(differences):+.3f} ms\n"
    )


if __name__ == "__main__":
    main(*sys.argv[1:4])
