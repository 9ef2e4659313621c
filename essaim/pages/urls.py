from django.urls import path

from essaim.pages.views import comments, formats, history, lists, one

app_name = "pages"
urlpatterns = [
    path("pages/", lists.index, name="list"),
    path("pages/new/", lists.new, name="new"),
    path("pages/export/", formats.export, name="export"),
    path("pages/export.file", formats.exported, name="exported"),
    path("pages/import/", formats.import_, name="import"),
    path("pages/import/pages", formats.imported, name="imported"),
    path("pages/recent/", lists.latest, name="recent"),
    path("pages/removed/", lists.removed, name="removed"),
    path("pages/titles", lists.titles, name="titles"),
    path("pages/seen", lists.seen, name="seen"),
    path("pages/watch", lists.watch_all, name="watch_all"),
    path("pages/named/<str:title>", lists.named, name="named"),
    path("pages/<uuid:pk>/", one.show, name="show"),
    path("pages/<uuid:pk>/children", lists.children, name="children"),
    path("pages/<uuid:pk>/place", lists.place, name="place"),
    path("pages/<uuid:pk>/paragraphs", one.paragraph, name="paragraph"),
    path("pages/<uuid:pk>/about/", one.about, name="about"),
    path("pages/<uuid:pk>/title", one.title, name="title"),
    path("pages/<uuid:pk>/under", one.under, name="under"),
    path("pages/<uuid:pk>/watch", one.watch, name="watch"),
    path("pages/<uuid:pk>/draft", one.draft, name="draft"),
    path("pages/<uuid:pk>/publication", one.publication, name="publication"),
    path("pages/<uuid:pk>/checking", one.checking, name="checking"),
    path("pages/<uuid:pk>/removal", one.removal, name="remove"),
    path("pages/<uuid:pk>/return", one.return_, name="return"),
    path("pages/<uuid:pk>/paper/", one.paper, name="paper"),
    path("pages/<uuid:pk>/history/", history.index, name="history"),
    path("pages/<uuid:pk>/history/<uuid:version>/", history.version, name="version"),
    path("pages/<uuid:pk>/history/<uuid:version>/restoration", history.restoration, name="restore"),
    path("pages/<uuid:pk>/comments", comments.create, name="comment"),
    path("pages/<uuid:pk>/comments/<uuid:comment>/withdrawal", comments.withdrawal, name="comment_withdraw"),
    path("pages/<uuid:pk>/threads/<uuid:thread>", comments.settlement, name="thread"),
]
