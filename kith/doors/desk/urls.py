from django.urls import path

from kith.doors.desk import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("health", pages.health, name="health"),
    path("identifier-clashes", pages.identifier_clashes, name="identifier_clashes"),
    path("my-list", pages.my_list, name="my_list"),
    path("people/<int:person_id>", pages.record, name="record"),
    path("people/<int:person_id>/why", pages.why, name="why"),
    path("people/<int:person_id>/break-glass", pages.break_glass_page, name="break_glass"),
    path("people/<int:person_id>/restrict", pages.restrict_page, name="restrict"),
    path("people/<int:person_id>/restrictions/<int:restriction_id>/lift", pages.lift_page, name="lift_restriction"),
    path("people/<int:person_id>/restrictions/<int:restriction_id>/let-in", pages.let_in_page, name="let_in"),
    path("people/<int:person_id>/restrictions/<int:restriction_id>/let-in/<int:entrant_id>/shut", pages.shut_again_page, name="shut_again"),
    path("people/<int:person_id>/keep-out", pages.keep_out_page, name="keep_out"),
    path("people/<int:person_id>/i-know", pages.know_page, name="know"),
    path("people/<int:person_id>/who-has-looked", pages.who_looked, name="who_looked"),
    path("entries/<int:entry_id>/restrict", pages.restrict_entry_page, name="restrict_entry"),
    path("documents/<int:document_id>/restrict", pages.restrict_document_page, name="restrict_document"),
    path("broken-glass", pages.broken_glass, name="broken_glass"),
    path("broken-glass/<int:glass_id>", pages.review_glass_page, name="review_glass"),
    path("people/<int:person_id>/story", pages.story_page, name="story"),
    path("people/<int:person_id>/chronology", pages.chronology_page, name="chronology"),
    path("people/<int:person_id>/chronology.pdf", pages.chronology_pdf, name="chronology_pdf"),
    path("people/<int:person_id>/chronology.docx", pages.chronology_word, name="chronology_word"),
    path("people/<int:person_id>/family", pages.family, name="family"),
    path("people/<int:person_id>/addresses", pages.addresses, name="addresses"),
    path("people/<int:person_id>/documents", pages.documents, name="documents"),
    path("people/<int:person_id>/details", pages.details_page, name="details"),
    path("people/<int:person_id>/brief", pages.brief, name="brief"),
    path("people/<int:person_id>/brief.pdf", pages.brief_pdf, name="brief_pdf"),
]
