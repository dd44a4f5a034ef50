from django.urls import path

from kith.practice.people import pages

urlpatterns = [
    path("people/<int:person_id>/add/<slug:what>", pages.add_fact, name="add_fact"),
    path("people/<int:person_id>/end/<str:model>/<int:row_id>", pages.end_fact, name="end_fact"),
    path("people/<int:person_id>/never-true/<str:model>/<int:row_id>", pages.never_true_page, name="never_true"),
    path("people/<int:person_id>/addresses/<int:residence_id>/kept-from", pages.kept_from_page, name="kept_from"),
    path("people/<int:person_id>/alerts/<int:alert_id>/review", pages.review, name="review_alert"),
    path("people/<int:person_id>/birth", pages.birth, name="record_birth"),
    path("people/<int:person_id>/mistake", pages.mistake_page, name="mistake"),
    path("people/<int:person_id>/mistake/<int:mistake_id>/undo", pages.undo_mistake_page, name="undo_mistake"),
    path("people/<int:person_id>/correct", pages.correct, name="correct_person"),
    path("people/<int:person_id>/death", pages.death, name="record_death"),
]
