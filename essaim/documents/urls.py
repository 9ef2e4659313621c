from django.urls import path

from essaim.documents import views

app_name = "documents"
urlpatterns = [
    path("documents/names", views.completion, name="completion"),
    path("documents/<uuid:pk>/token", views.token, name="token"),
    path("documents/<uuid:pk>/authors", views.authors, name="authors"),
    path("documents/<uuid:pk>/pictures", views.picture_new, name="picture_new"),
    path("documents/<uuid:pk>/embed", views.embed, name="embed"),
    path("pictures/<uuid:pk>", views.picture, name="picture"),
    path("keeper.js", views.keeper, name="keeper"),
]
