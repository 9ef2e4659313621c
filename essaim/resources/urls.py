from django.urls import path

from essaim.resources import views

app_name = "resources"
urlpatterns = [
    path("resources/", views.index, name="list"),
    path("resources/new/<str:kind>", views.new, name="new"),
    path("resources/<uuid:pk>/", views.show, name="show"),
    path("resources/<uuid:pk>/file", views.file, name="file"),
    path("resources/<uuid:pk>/edit", views.edit, name="edit"),
    path("resources/<uuid:pk>/removal", views.removal, name="remove"),
]
