from django.urls import path

from kith.practice.forms import pages

urlpatterns = [
    path("people/<int:person_id>/forms", pages.start_form_page, name="start_form"),
    path("forms/<uuid:response_uuid>", pages.response_page, name="response"),
    path("forms/<uuid:response_uuid>/save", pages.save_response_page, name="save_response"),
    path("forms/<uuid:response_uuid>/reopen", pages.reopen_response_page, name="reopen_response"),
    path("forms/<uuid:response_uuid>/release", pages.release_response_page, name="release_response"),
    path("forms/<uuid:response_uuid>/newer", pages.move_response_page, name="move_response"),
    path("forms/<uuid:response_uuid>/pdf", pages.response_pdf, name="response_pdf"),
    path("forms/<uuid:response_uuid>/word", pages.response_word, name="response_word"),
    path("forms/<uuid:response_uuid>/letters/<slug:letter_key>", pages.letter_page, name="letter"),
    path("forms/number/<int:response_id>", pages.response_by_id, name="response_by_id"),
    path("forms/unfinished", pages.my_forms, name="my_forms"),
    path("forms", pages.form_list, name="form_list"),
    path("forms/edit/<slug:form_key>", pages.edit_form_page, name="edit_form"),
    path("forms/edit/<slug:form_key>/text", pages.edit_form_text, name="edit_form_text"),
    path("forms/edit/<slug:form_key>/preview", pages.preview_form, name="preview_form"),
    path("forms/edit/<slug:form_key>/compare", pages.compare_form, name="compare_form"),
    path("forms/edit/<slug:form_key>/unused", pages.unused_page, name="unused_questions"),
    path("forms/edit/<slug:form_key>/question/<slug:question_key>", pages.edit_question, name="edit_question"),
    path("forms/edit/<slug:form_key>/add/<slug:section_key>", pages.add_question, name="add_question"),
    path("forms/<uuid:response_uuid>/put-away", pages.put_away_response_page, name="put_away_response"),
]
