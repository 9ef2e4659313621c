from django.urls import path

from essaim.pages import views

app_name = "pages"
urlpatterns = [
    path("pages/", views.index, name="list"),
    path("pages/<uuid:pk>/", views.show, name="show"),
    path("pages/<uuid:pk>/paragraphs", views.paragraph, name="paragraph"),
]
