from django.urls import path

from essaim.hall import views

app_name = "hall"
urlpatterns = [
    path("hand", views.hand, name="hand"),
    path("console/hall/", views.room, name="room"),
    path("console/hall/speaker", views.speaker, name="speaker"),
    path("console/hall/floor", views.give, name="give"),
    path("console/hall/floor/clear", views.clear, name="clear"),
    path("console/hall/floor/<uuid:pk>/end", views.end, name="end"),
    path("console/hall/message", views.message, name="message"),
    path("console/hall/more", views.extend, name="extend"),
    path("console/hall/lead", views.lead, name="lead"),
    path("console/hall/notes", views.note, name="note"),
    path("console/hall/notes/<uuid:pk>/done", views.note_done, name="note_done"),
]
