from django.urls import path

from essaim.resources.views import anywhere, listing, reading, sharing, themes

app_name = "resources"
urlpatterns = [
    path("resources/", listing.index, name="list"),
    path("resources/new/<str:kind>", sharing.new, name="new"),
    path("resources/photo", sharing.photo, name="photo"),
    path("resources/anywhere/", anywhere.anywhere, name="anywhere"),
    path("resources/manifest.webmanifest", anywhere.manifest, name="manifest"),
    path("resources/themes/", themes.themes, name="themes"),
    path("resources/themes/<uuid:pk>/", themes.theme, name="theme"),
    path("resources/themes/<uuid:pk>/removal", themes.theme_removal, name="theme_remove"),
    path("resources/<uuid:pk>/", reading.show, name="show"),
    path("resources/<uuid:pk>/file", reading.file, name="file"),
    path("resources/<uuid:pk>/picture/<slug:size>", reading.picture, name="picture"),
    path("resources/<uuid:pk>/thanks", reading.thanks, name="thanks"),
    path("resources/<uuid:pk>/comments", reading.comment, name="comment"),
    path("resources/comments/<uuid:pk>/removal", reading.comment_removal, name="comment_remove"),
    path("resources/<uuid:pk>/caption", sharing.caption, name="caption"),
    path("resources/<uuid:pk>/edit", sharing.edit, name="edit"),
    path("resources/<uuid:pk>/removal", sharing.removal, name="remove"),
]
