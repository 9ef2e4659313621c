"""The programme and its modules, inside a seat."""

from django.urls import path

from essaim.programme.views import adjusting, launching, modules, opening, programme

app_name = "programme"
urlpatterns = [
    path("programme/", programme.show, name="show"),
    path("programme/versions/", programme.versions, name="versions"),
    path("programme/versions/new", adjusting.publish, name="publish"),
    path("programme/adjust/", adjusting.adjust, name="adjust"),
    path("programme/late/", adjusting.late, name="late"),
    path("programme/absorb", adjusting.absorb, name="absorb"),
    path("programme/sequences/new", adjusting.sequence_new, name="sequence_new"),
    path("programme/sequences/<uuid:pk>/", programme.sequence, name="sequence"),
    path("programme/sequences/<uuid:pk>/edit/", adjusting.sequence_edit, name="sequence_edit"),
    path("programme/sequences/<uuid:pk>/steps", adjusting.steps, name="steps"),
    path("programme/sequences/<uuid:pk>/place", adjusting.move, name="move"),
    path("programme/sequences/<uuid:pk>/removal", adjusting.remove, name="remove"),
    path("programme/sequences/<uuid:pk>/start", adjusting.start, name="start"),
    path("programme/sequences/<uuid:pk>/end", adjusting.end, name="end"),
    path("programme/back", adjusting.step_back, name="step_back"),
    path("programme/sequences/<uuid:pk>/runs", launching.sequence_run, name="sequence_run"),
    path("console/day/", programme.console_day, name="console_day"),
    path("console/modules/", opening.console_modules, name="console_modules"),
    path("console/modules/opening", opening.open_modules, name="open_modules"),
    path("console/modules/choice", opening.reopen, name="reopen"),
    path("console/modules/places", opening.swap, name="swap"),
    path("wall/programme/", programme.wall, name="wall"),
    path("wall/modules/", modules.wall_rooms, name="wall_rooms"),
    path("wall/modules/<uuid:pk>/", modules.wall_module, name="wall_module"),
    path("modules/", modules.modules, name="modules"),
    path("modules/wishes", modules.wishes, name="wishes"),
    path("modules/new/", modules.module_new, name="module_new"),
    path("modules/<uuid:pk>/", modules.module, name="module"),
    path("modules/<uuid:pk>/seat", modules.seat, name="seat"),
    path("modules/<uuid:pk>/removal", modules.withdraw, name="withdraw"),
    path("modules/<uuid:pk>/edit/", opening.module_edit, name="module_edit"),
    path("modules/<uuid:pk>/clock", opening.module_clock, name="module_clock"),
    path("modules/<uuid:pk>/validation", opening.module_validation, name="module_validation"),
    path("modules/<uuid:pk>/runs", launching.module_run, name="module_run"),
]
