from django.urls import path

from essaim.documents import views

app_name = "documents"
urlpatterns = [path("documents/<uuid:pk>/token", views.token, name="token")]
