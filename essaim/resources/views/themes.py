"""The themes of a space."""

from collections import Counter
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from essaim.base.errors import refusals_shown_in
from essaim.base.text import fold
from essaim.resources import actions
from essaim.resources.forms import ThemeForm
from essaim.resources.models import Theme
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators, for_members


@for_members
def themes(request: SeatRequest) -> HttpResponse:
    form = ThemeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.add_theme(request.member, form.cleaned_data["name"])
            return to_page(request, "resources:themes")
    used = Counter(name for kept in request.space.resources.values_list("themes", flat=True) for name in kept)
    rows = sorted(request.space.themes.select_related("author__person"), key=lambda theme: fold(theme.name))
    page = {"tab": "pages", "form": form, "themes": [(theme, used[theme.name]) for theme in rows]}
    return render(request, "resources/themes.html", page, status=422 if form.errors else 200)


@for_facilitators
def theme(request: SeatRequest, pk: UUID) -> HttpResponse:
    kept: Theme = get_object_or_404(request.space.themes, pk=pk)
    form = ThemeForm(request.POST or None, initial={"name": kept.name})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.rename_theme(kept, request.member, form.cleaned_data["name"])
            return to_page(request, "resources:themes")
    page = {"tab": "pages", "form": form, "theme": kept}
    return render(request, "resources/theme.html", page, status=422 if form.errors else 200)


@for_facilitators
@require_POST
def theme_removal(request: SeatRequest, pk: UUID) -> HttpResponse:
    kept: Theme = get_object_or_404(Theme.everything, space=request.space, pk=pk)
    if kept.deleted_at is None:
        actions.remove_theme(kept, request.member)
    return to_page(request, "resources:themes")
