from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "essaim.report"
    label = "report"
