"""What pages weigh in a browser, with a council's records on them: everything that comes over the wire, heads of answers included."""

import pytest
from playwright.sync_api import CDPSession, Page

from tests.journeys.test_first_day import a_child_with_siblings, given_i_am_signed_in
from tests.pages import OF_A_PERSON, OF_THE_DAY
from tests.test_page_weight import FIRST_VISIT, LATER

pytestmark = pytest.mark.journey


def _weigh(page: Page, wire: CDPSession, address: str) -> tuple[int, int]:
    """Bytes of a first visit and of a second."""
    arrived: list[float] = []
    wire.on("Network.loadingFinished", lambda event: arrived.append(event["encodedDataLength"]))
    wire.send("Network.clearBrowserCache")
    page.goto(address, wait_until="networkidle")
    first = sum(arrived)
    arrived.clear()
    page.goto(address, wait_until="networkidle")
    return int(first), int(sum(arrived))


def test_every_page_keeps_to_its_weight_over_the_wire(page: Page) -> None:
    given_i_am_signed_in(page)
    href, _ = a_child_with_siblings(page)
    heavy = {}
    for address in [*(href + tab for tab in OF_A_PERSON), *OF_THE_DAY, "/find/entries?words=home"]:
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        first, later = _weigh(page, wire, address)
        wire.detach()
        assert later < first, f"{address}: what was fetched once is fetched again"
        if first > FIRST_VISIT or later > LATER:
            heavy[address] = (first, later)
    assert heavy == {}
