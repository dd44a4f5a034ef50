"""Every door for people: each room brings its own routes."""

from django.urls import include, path

urlpatterns = [
    path("", include("kith.doors.desk.urls")),
    path("", include("kith.foundations.staff.urls")),
    path("", include("kith.practice.assurance.urls")),
    path("", include("kith.practice.finding.urls")),
    path("", include("kith.practice.forms.urls")),
    path("", include("kith.practice.people.urls")),
    path("", include("kith.practice.recording.urls")),
    path("", include("kith.practice.pathways.urls")),
    path("", include("kith.practice.plans.urls")),
    path("", include("kith.practice.work.urls")),
]
handler403 = "kith.doors.desk.pages.forbidden"
handler404 = "kith.doors.desk.pages.not_found"
handler500 = "kith.doors.desk.pages.broken"
