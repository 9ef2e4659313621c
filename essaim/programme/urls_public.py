from django.urls import path

from essaim.programme.views import practical

urlpatterns = [path("agenda/<str:address>.ics", practical.followed, name="calendar")]
