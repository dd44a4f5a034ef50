"""Pages made of several rooms."""

from kith.doors.desk.pages.adopting import adoption_page
from kith.doors.desk.pages.doorway import doorway, why
from kith.doors.desk.pages.family import family
from kith.doors.desk.pages.glass import break_glass_page, open_family_page, shut
from kith.doors.desk.pages.guardian import identifier_clashes
from kith.doors.desk.pages.journey import journey_page
from kith.doors.desk.pages.late import late
from kith.doors.desk.pages.letting_in import keep_out_page, let_in_page, shut_again_page
from kith.doors.desk.pages.looking import who_looked, who_looked_pdf
from kith.doors.desk.pages.my_list import home, my_list
from kith.doors.desk.pages.partners import end_partnership_page, partner_home, partners_page
from kith.doors.desk.pages.prints import brief_pdf, chronology_pdf, chronology_word
from kith.doors.desk.pages.record import addresses, brief, chronology_page, details_page, documents, record
from kith.doors.desk.pages.shutting import broken_glass, know_page, lift_page, restrict_page, review_glass_page
from kith.doors.desk.pages.shutting_things import restrict_document_page, restrict_entry_page
from kith.doors.desk.pages.story import story_page
from kith.doors.desk.pages.troubles import broken, forbidden, health, not_found, stale_form
from kith.doors.desk.pages.unallocated import unallocated

__all__ = [
    "addresses",
    "adoption_page",
    "break_glass_page",
    "brief",
    "brief_pdf",
    "broken",
    "broken_glass",
    "chronology_page",
    "chronology_pdf",
    "chronology_word",
    "details_page",
    "documents",
    "doorway",
    "end_partnership_page",
    "family",
    "forbidden",
    "health",
    "home",
    "identifier_clashes",
    "journey_page",
    "keep_out_page",
    "know_page",
    "late",
    "let_in_page",
    "lift_page",
    "my_list",
    "not_found",
    "open_family_page",
    "partner_home",
    "partners_page",
    "record",
    "restrict_document_page",
    "restrict_entry_page",
    "restrict_page",
    "review_glass_page",
    "shut",
    "shut_again_page",
    "stale_form",
    "story_page",
    "unallocated",
    "who_looked",
    "who_looked_pdf",
    "why",
]
