from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "essaim.runs"
    label = "runs"
