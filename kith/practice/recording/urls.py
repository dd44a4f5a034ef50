from django.urls import path

from kith.practice.recording import pages

urlpatterns = [
    path("record-something", pages.choose_entry, name="choose_entry"),
    path("drafts", pages.my_drafts, name="my_drafts"),
    path("drafts/<uuid:draft_id>", pages.draft_page, name="draft"),
    path("drafts/<uuid:draft_id>/finish", pages.draft_page, name="finish_draft"),
    path("drafts/<uuid:draft_id>/save", pages.save_draft_page, name="save_draft"),
    path("drafts/<uuid:draft_id>/put-away", pages.put_away, name="put_away_draft"),
    path("drafts/<uuid:draft_id>/bring-back", pages.bring_back, name="bring_back_draft"),
    path("entries/<int:entry_id>", pages.entry_page, name="entry"),
    path("entries/<int:entry_id>/correct", pages.correct_entry, name="correct_entry"),
    path("entries/<int:entry_id>/release", pages.release_entry_page, name="release_entry"),
    path("entries/<int:entry_id>/strike-out", pages.strike_out_entry, name="strike_out_entry"),
    path("people/<int:person_id>/documents/add", pages.add_document_page, name="add_document"),
    path("documents/<int:document_id>", pages.document_page, name="document"),
    path("documents/<int:document_id>/strike-out", pages.strike_out_document_page, name="strike_out_document"),
    path("documents/<int:document_id>/file", pages.document_file, name="document_file"),
    path("story-lines/<int:story_line_id>/choose", pages.choose_event_page, name="choose_event"),
    path("people/<int:person_id>/chronology/choose", pages.choose_events_page, name="choose_events"),
    path("people/<int:person_id>/chronology/add", pages.write_event_page, name="write_event"),
    path("significant-events/<int:event_id>/withdraw", pages.withdraw_event_page, name="withdraw_event"),
]
