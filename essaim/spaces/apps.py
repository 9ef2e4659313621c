from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "essaim.spaces"
    label = "spaces"
