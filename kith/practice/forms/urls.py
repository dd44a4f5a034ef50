from django.urls import path

from kith.practice.forms import pages

urlpatterns = [
    path("people/<int:person_id>/forms", pages.start_form_page, name="start_form"),
    path("forms/<uuid:response_uuid>", pages.response_page, name="response"),
    path("forms/<uuid:response_uuid>/save", pages.save_response_page, name="save_response"),
    path("forms/<uuid:response_uuid>/reopen", pages.reopen_response_page, name="reopen_response"),
    path("forms/<uuid:response_uuid>/release", pages.release_response_page, name="release_response"),
    path("forms/<uuid:response_uuid>/put-away", pages.put_away_response_page, name="put_away_response"),
]
