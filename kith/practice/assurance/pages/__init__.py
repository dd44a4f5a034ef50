"""What auditors see; and where workers say where they live."""

from kith.practice.assurance.pages.flags import flag_page, flags_page
from kith.practice.assurance.pages.ledger import ledger_page
from kith.practice.assurance.pages.workers import end_worker_on_record_page, my_home, worker_home, workers_on_record_page

__all__ = [
    "end_worker_on_record_page",
    "flag_page",
    "flags_page",
    "ledger_page",
    "my_home",
    "worker_home",
    "workers_on_record_page",
]
