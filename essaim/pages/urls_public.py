from django.urls import path

from essaim.pages.views import public

urlpatterns = [path("p/<str:key>/", public.show, name="public_page")]
