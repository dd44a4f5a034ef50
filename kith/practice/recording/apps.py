from django.apps import AppConfig


class RecordingConfig(AppConfig):
    name = "kith.practice.recording"
    label = "recording"
