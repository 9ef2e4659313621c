from django.urls import path

from essaim.mail import views

app_name = "mail"
urlpatterns = [path("courrier/", views.mailbox, name="mailbox")]
