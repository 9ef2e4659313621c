from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "essaim.pages"
    label = "pages"
