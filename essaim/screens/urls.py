from django.urls import path

from essaim.screens import console, home, news, person, printing, search, wall

urlpatterns = [
    path("", home.home, name="home"),
    path("written/", home.written, name="written"),
    path("search/", search.search, name="search"),
    path("news/", news.news, name="news"),
    path("group/", home.group, name="group"),
    path("console/", console.console, name="console"),
    path("console/space/", console.space_settings, name="console_space"),
    path("console/people/", console.people, name="console_people"),
    path("console/people/cards", person.people_cards, name="console_cards"),
    path("console/people/<uuid:pk>/", person.person, name="console_person"),
    path("console/phase", console.phase, name="console_phase"),
    path("console/clock", console.clock, name="console_clock"),
    path("console/print/", printing.sheets, name="print"),
    path("console/print/<slug:name>.pdf", printing.sheet, name="print_sheet"),
    path("console/hall/screens", wall.mode, name="hall_screens"),
    path("wall/", wall.wall, name="wall"),
]
