from django.apps import AppConfig


class MindMapsConfig(AppConfig):
    name = "essaim.mindmaps"
    label = "mindmaps"
