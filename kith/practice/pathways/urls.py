from django.urls import path

from kith.practice.pathways import pages

urlpatterns = [
    path("pathways", pages.declared_page, name="declared"),
    path("pathways/own-steps", pages.council_steps_page, name="council_steps"),
    path("pathways/own-limits", pages.council_clocks_page, name="council_clocks"),
    path("pathways/own-days", pages.council_days_page, name="council_days"),
    path("pathways/own-limits/<slug:rule_key>", pages.council_target_page, name="council_target"),
    path("people/<int:person_id>/begin", pages.begin_page, name="begin_step"),
    path("steps/<int:step_id>", pages.step_page, name="step"),
    path("steps/<int:step_id>/begin", pages.begin_planned_page, name="begin_planned_step"),
    path("steps/<int:step_id>/beginning", pages.correct_beginning_page, name="correct_beginning"),
    path("steps/<int:step_id>/give", pages.give_page, name="give_step"),
    path("steps/<int:step_id>/book", pages.book_page, name="book_meeting"),
    path("steps/<int:step_id>/note", pages.note_page, name="note_happening"),
    path("steps/<int:step_id>/skip", pages.skip_page, name="skip_step"),
    path("steps/<int:step_id>/cancel", pages.cancel_page, name="cancel_step"),
    path("steps/<int:step_id>/reopen", pages.reopen_page, name="reopen_step"),
    path("steps/<int:step_id>/authorise", pages.authorise_page, name="authorise_step"),
    path("steps/<int:step_id>/send-back", pages.send_back_page, name="send_back_step"),
]
