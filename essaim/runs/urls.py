from django.urls import path

from essaim.runs import views

app_name = "runs"
urlpatterns = [
    path("runs/", views.index, name="list"),
    path("runs/new", views.new, name="new"),
    path("runs/<uuid:pk>/", views.show, name="show"),
    path("runs/<uuid:pk>/island", views.island, name="island"),
    path("runs/<uuid:pk>/inputs/<str:kind>", views.give, name="give"),
    path("runs/<uuid:pk>/signals", views.signal, name="signal"),
    path("runs/<uuid:pk>/console/", views.console, name="console"),
    path("runs/<uuid:pk>/commands", views.command, name="command"),
    path("runs/<uuid:pk>/roll", views.roll, name="roll"),
    path("runs/<uuid:pk>/wall/", views.wall, name="wall"),
]
