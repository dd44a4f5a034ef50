from django.urls import path

from kith.practice.work import pages

urlpatterns = [
    path("people/<int:person_id>/allocate", pages.allocate_page, name="allocate"),
    path("people/<int:person_id>/tasks/add", pages.add_task, name="add_task"),
    path("people/<int:person_id>/tasks", pages.tasks_page, name="tasks"),
    path("workers/<int:worker_id>/hand-over", pages.hand_over_page, name="hand_over"),
    path("tasks/<int:task_id>/done", pages.task_done, name="task_done"),
    path("notices/<int:notice_id>/seen", pages.notice_seen, name="notice_seen"),
]
