from django.urls import path

from essaim.questions.views import asking, listing, reading

app_name = "questions"
urlpatterns = [
    path("questions/", listing.index, name="list"),
    path("questions/new", asking.new, name="new"),
    path("questions/watch", listing.watch_all, name="watch_all"),
    path("questions/screen", listing.screen, name="screen"),
    path("questions/wall/", listing.wall, name="wall"),
    path("questions/<uuid:pk>/", reading.show, name="show"),
    path("questions/<uuid:pk>/edit", asking.edit, name="edit"),
    path("questions/<uuid:pk>/removal", asking.removal, name="remove"),
    path("questions/<uuid:pk>/echo", asking.echo, name="echo"),
    path("questions/<uuid:pk>/answers", reading.answer, name="answer"),
    path("questions/<uuid:pk>/relay", reading.relay, name="relay"),
    path("questions/<uuid:pk>/sending", reading.sending, name="send_on"),
    path("questions/<uuid:pk>/merging/", reading.merging, name="merge"),
    path("questions/<uuid:pk>/watch", reading.watch, name="watch"),
    path("questions/answers/<uuid:pk>/edit", reading.answer_edit, name="answer_edit"),
    path("questions/answers/<uuid:pk>/thanks", reading.answer_thanks, name="thank"),
    path("questions/answers/<uuid:pk>/retained", reading.answer_retained, name="retain"),
    path("questions/answers/<uuid:pk>/removal", reading.answer_removal, name="answer_remove"),
]
