"""Pages outside any seat."""

from django.urls import include, path

from essaim.spaces import views as ways_in

handler400 = "essaim.spaces.views.not_understood"
handler404 = "essaim.spaces.views.not_found"
handler500 = "essaim.spaces.views.failed"

urlpatterns = [
    path("", ways_in.enter, name="enter"),
    path("langue", ways_in.set_language, name="language"),
    path("r/<str:code>/", ways_in.room, name="room"),
    path("r/<str:code>/retour", ways_in.room_back, name="room_back"),
    path("i/<str:token>", ways_in.link, name="link"),
    path("", include("essaim.people.urls")),
    path("", include("essaim.mail.urls")),
    path("", include("essaim.pages.urls_public")),
    path("", include("essaim.programme.urls_public")),
    path("", include("essaim.questionnaires.urls_public")),
    path("", include("essaim.screens.urls_public")),
]
