from django.urls import path

from essaim.commitments import views

app_name = "commitments"
urlpatterns = [
    path("commitments/", views.index, name="list"),
    path("commitments/new", views.new, name="new"),
    path("commitments/<uuid:pk>/", views.show, name="show"),
    path("commitments/<uuid:pk>/edit", views.edit, name="edit"),
    path("commitments/<uuid:pk>/cosignature", views.cosignature, name="cosign"),
    path("commitments/<uuid:pk>/follow", views.follow, name="follow"),
    path("commitments/<uuid:pk>/withdrawal", views.withdrawal, name="withdraw"),
]
