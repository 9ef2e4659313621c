from django.urls import path

from essaim.report import views

app_name = "report"
urlpatterns = [
    path("report/", views.index, name="index"),
    path("report/draft/", views.draft, name="draft"),
    path("report/draft.pdf", views.draft_pdf, name="draft_pdf"),
    path("report/draft/<str:section>", views.write, name="write"),
    path("report/publication", views.publication, name="publish"),
    path("report/<int:number>/", views.show, name="show"),
    path("report/<int:number>/bilan.pdf", views.show_pdf, name="pdf"),
]
