from django.urls import path

from essaim.boards.views import boards, groups, notes, team

app_name = "boards"
urlpatterns = [
    path("boards/", boards.index, name="list"),
    path("boards/side/", boards.side, name="side"),
    path("boards/side/wall/", boards.wall_side, name="wall_side"),
    path("boards/<uuid:pk>/", boards.show, name="show"),
    path("boards/<uuid:pk>/wall/", boards.wall, name="wall"),
    path("boards/<uuid:pk>/tableau.<str:kind>", boards.file, name="file"),
    path("boards/<uuid:pk>/notes", notes.create, name="notes"),
    path("boards/<uuid:pk>/notes/waiting", notes.take_back, name="waiting"),
    path("boards/<uuid:pk>/notes/<uuid:note>/", notes.show, name="note"),
    path("boards/<uuid:pk>/notes/<uuid:note>/<str:act>", notes.act, name="note_act"),
    path("boards/<uuid:pk>/groups", groups.create, name="groups"),
    path("boards/<uuid:pk>/groups/<uuid:group>/", groups.show, name="group"),
    path("boards/<uuid:pk>/groups/<uuid:group>/<str:act>", groups.act, name="group_act"),
    path("boards/<uuid:pk>/undo", groups.undo, name="undo"),
    path("boards/<uuid:pk>/settings/", team.settings, name="settings"),
    path("boards/<uuid:pk>/frozen", team.frozen, name="frozen"),
    path("boards/<uuid:pk>/screen", team.screen, name="screen"),
    path("boards/<uuid:pk>/opening", team.opening, name="opening"),
    path("boards/<uuid:pk>/dots", team.dots, name="dots"),
    path("boards/<uuid:pk>/pour/", team.pour, name="pour"),
]
