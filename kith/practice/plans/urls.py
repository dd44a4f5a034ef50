from django.urls import path

from kith.practice.plans import pages

urlpatterns = [
    path("steps/<int:step_id>/plan", pages.step_plan_page, name="step_plan"),
    path("plans/<int:plan_id>", pages.plan_page, name="plan"),
    path("plans/<int:plan_id>/add", pages.add_to_plan_page, name="add_to_plan"),
    path("plans/<int:plan_id>/review", pages.review_plan_page, name="review_plan"),
    path("plans/<int:plan_id>/end", pages.end_plan_page, name="end_plan"),
    path("plans/<int:plan_id>.pdf", pages.plan_pdf, name="plan_pdf"),
    path("plans/<int:plan_id>.docx", pages.plan_word, name="plan_word"),
    path("plan-actions/<int:action_id>", pages.change_action_page, name="change_action"),
]
