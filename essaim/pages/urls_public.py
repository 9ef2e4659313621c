from django.urls import path

from essaim.pages.views import public

urlpatterns = [
    path("p/<str:key>/", public.show, name="public_page"),
    path("p/<str:key>/pictures/<uuid:pk>", public.picture, name="public_picture"),
]
