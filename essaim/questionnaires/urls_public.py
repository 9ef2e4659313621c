from django.urls import path

from essaim.questionnaires.views import door

urlpatterns = [path("q/<str:key>/", door.door, name="door")]
