from django.urls import path

from kith.doors.desk import pages

urlpatterns = [path("health", pages.health, name="health")]
