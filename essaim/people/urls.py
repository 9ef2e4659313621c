from django.urls import path

from essaim.people import views

app_name = "people"
urlpatterns = [
    path("connexion", views.sign_in, name="sign_in"),
    path("connexion/code", views.sign_in_code, name="code"),
    path("deconnexion", views.sign_out, name="sign_out"),
]
