from django.urls import path

from essaim.screens import firstrun, news, team

urlpatterns = [
    path("flux/<str:address>", news.feed, name="feed"),
    path("premier", firstrun.first_run, name="first_run"),
    path("equipe/", team.spaces, name="team"),
    path("equipe/personnes", team.colleagues, name="team_people"),
    path("equipe/nouvel", team.create, name="team_create"),
    path("equipe/<str:key>/entrer", team.enter, name="team_enter"),
]
