"""Pages of a seat: everything under `/e/<space>/<seat>/`."""

from django.urls import include, path

from essaim.config import parts
from essaim.spaces import views as ways_in

parts.install()

handler400 = "essaim.spaces.views.not_understood"
handler404 = "essaim.spaces.views.not_found"
handler500 = "essaim.spaces.views.failed"

APPS = (
    "screens", "hall", "programme", "runs", "questionnaires", "resources", "pages", "boards", "mindmaps", "questions",
    "commitments", "documents", "report",
)  # fmt: skip

urlpatterns = [
    path("arrival", ways_in.arrival, name="arrival"),
    path("mine", ways_in.mine, name="mine"),
    path("done", ways_in.done, name="done"),
    path("parts/<str:name>/<str:key>", ways_in.part, name="part"),
    *[path("", include(f"essaim.{app}.urls")) for app in APPS],
]
