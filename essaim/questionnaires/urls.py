from django.urls import path

from essaim.questionnaires.views import answering, attached, editing, files, now, paged, results, sheets, team

app_name = "questionnaires"
ONE = "questionnaires/<uuid:pk>/"

urlpatterns = [
    path("questionnaires/", answering.index, name="list"),
    path("questionnaires/hot", answering.hot, name="hot"),
    path("questionnaires/bring", files.bring, name="bring"),
    path("questionnaires/new", team.create, name="new"),
    path("questionnaires/now/", now.ask, name="now"),
    path(f"{ONE}now/", now.lead, name="now_lead"),
    path(f"{ONE}now/end", now.end, name="now_end"),
    path(ONE, answering.show, name="show"),
    path(f"{ONE}more/", answering.more, name="more"),
    path(f"{ONE}end/", answering.end, name="end"),
    path(f"{ONE}withdrawal", answering.withdrawal_of_all, name="withdrawal_of_all"),
    path(f"{ONE}page/<int:number>/", paged.page, name="page"),
    path(f"{ONE}results/", results.results, name="results"),
    path(f"{ONE}team/", team.team, name="team"),
    path(f"{ONE}opening", team.opening, name="opening"),
    path(f"{ONE}closing", team.closing, name="closing"),
    path(f"{ONE}reopening", team.reopening, name="reopening"),
    path(f"{ONE}letters", team.letters, name="letters"),
    path(f"{ONE}answers.<slug:kind>", files.answers, name="export"),
    path(f"{ONE}questions.yml", files.questions, name="questions"),
    path(f"{ONE}paper/", sheets.paper, name="paper"),
    path(f"{ONE}entry/", sheets.entry, name="entry"),
    path(f"{ONE}dates", team.dates, name="dates"),
    path(f"{ONE}copy", files.copy, name="copy"),
    path(f"{ONE}edit/", editing.edit, name="edit"),
    path(f"{ONE}edit/new", editing.question_new, name="question_new"),
    path(f"{ONE}edit/<slug:code>/", editing.question_edit, name="question_edit"),
    path(f"{ONE}edit/<slug:code>/removal", editing.question_removal, name="question_removal"),
    path(f"{ONE}edit/<slug:code>/copy", editing.question_copy, name="question_copy"),
    path(f"{ONE}edit/<slug:code>/place", editing.question_place, name="question_place"),
    path(f"{ONE}<slug:code>/", answering.question, name="question"),
    path(f"{ONE}<slug:code>/withdrawal", answering.withdrawal, name="withdrawal"),
    path(f"{ONE}<slug:code>/words/", results.words, name="words"),
    path(f"{ONE}<slug:code>/files/<uuid:file>", attached.file, name="file"),
    path(f"{ONE}<slug:code>/wall/", results.wall, name="wall"),
]
