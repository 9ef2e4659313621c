from django.urls import path

from essaim.mindmaps import views

app_name = "mindmaps"
urlpatterns = [
    path("mindmaps/", views.index, name="list"),
    path("mindmaps/import", views.bring, name="import"),
    path("mindmaps/of/<uuid:pk>", views.of_run, name="of_run"),
    path("mindmaps/<uuid:pk>/", views.show, name="show"),
    path("mindmaps/<uuid:pk>/ideas", views.idea, name="idea"),
    path("mindmaps/<uuid:pk>/changes", views.change, name="change"),
    path("mindmaps/<uuid:pk>/legend", views.legend, name="legend"),
    path("mindmaps/<uuid:pk>/removal", views.removal, name="remove"),
    path("mindmaps/<uuid:pk>/return", views.return_, name="return"),
    path("mindmaps/<uuid:pk>/wall/", views.wall, name="wall"),
    path("mindmaps/<uuid:pk>/carte.<str:kind>", views.file, name="file"),
]
