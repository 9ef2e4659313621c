from django.apps import AppConfig


class HallConfig(AppConfig):
    name = "essaim.hall"
    label = "hall"
