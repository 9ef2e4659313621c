"""Pages of mind maps: the outline is read, and changed by plain forms, before any script runs."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST
from pycrdt import Doc

from essaim.base import ids
from essaim.base.errors import Refused, refusals_shown_in
from essaim.documents import api
from essaim.documents.models import Document, Kind
from essaim.mindmaps import actions, content
from essaim.mindmaps.content import TONES
from essaim.mindmaps.formats import read_file, to_freemind, to_markdown
from essaim.mindmaps.forms import IdeaForm, ImportForm, LegendForm, MapForm
from essaim.mindmaps.reading import MindMap, read
from essaim.mindmaps.tree import ROOT
from essaim.runs.models import Run
from essaim.runs.now import live_runs
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators, for_members, for_wall_too

Edit = Callable[[Doc[Any]], Any]


@for_members
def index(request: SeatRequest) -> HttpResponse:
    form = MapForm(request.POST or None, initial={"input_id": ids.uuid7()})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = actions.create_map(
                request.member, content.one_line(form.cleaned_data["centre"]), input_id=form.cleaned_data["input_id"]
            )
            return to_page(request, "mindmaps:show", made.pk)
    return _list(request, form, ImportForm(initial={"input_id": ids.uuid7()}))


@for_members
@require_POST
def bring(request: SeatRequest) -> HttpResponse:
    form = ImportForm(request.POST, request.FILES)
    if form.is_valid():
        with refusals_shown_in(form):
            upload = form.cleaned_data["upload"]
            filled = read_file(upload.name, upload.read())
            centre = filled.text or upload.name.rsplit(".", 1)[0]
            made = actions.create_map(request.member, centre, input_id=form.cleaned_data["input_id"], filled=filled)
            return to_page(request, "mindmaps:show", made.pk)
    return _list(request, MapForm(initial={"input_id": ids.uuid7()}), form)


def _list(request: SeatRequest, form: MapForm, bringing: ImportForm) -> HttpResponse:
    status = 422 if form.errors or bringing.errors else 200
    return render(request, "mindmaps/list.html", {"tab": "pages", "form": form, "bringing": bringing}, status=status)


@for_members
@require_POST
def of_run(request: SeatRequest, pk: UUID) -> HttpResponse:
    run = get_object_or_404(Run, pk=pk, space=request.space, method="mind_map")
    return to_page(request, "mindmaps:show", actions.map_of_run(request.member, run).pk)


def _found(request: SeatRequest, pk: UUID) -> Document:
    found: Document = get_object_or_404(request.space.documents, pk=pk, kind=Kind.MIND_MAP)
    return found


@for_members
def show(request: SeatRequest, pk: UUID) -> HttpResponse:
    maps = Document.everything.filter(space=request.space, kind=Kind.MIND_MAP)
    removed = maps.filter(pk=pk, deleted_at__isnull=False).first()
    if removed is not None:
        page = {"tab": "pages", "document": removed, "by": actions.taken_away_by(removed)}
        return render(request, "mindmaps/gone.html", page, status=410)
    return _shown(request, read(_found(request, pk)), request.GET.get("idea", ""))


def _shown(
    request: SeatRequest,
    found: MindMap,
    chosen: str = "",
    *,
    form: IdeaForm | None = None,
    renaming: IdeaForm | None = None,
    legend: LegendForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    branches, document = found.tree.branches, found.document
    branch = branches.get(chosen)
    page = {
        "tab": "pages",
        "map": found,
        "document": document,
        "rows": found.rows(),
        "drawing": found.svg(),
        "removed": list(found.words.items()),
        "token": api.token(document, request.member),
        "credits": sorted({member.credited for member in api.authors_of(document) if member.credited}),
        "may_write": document.can_write(request.member),
        "branch": branch,
        "form": form or IdeaForm(initial={"input_id": ids.uuid7()}, auto_id="new_%s"),
        "renaming": renaming or IdeaForm(initial={"text": branch.text if branch else ""}, auto_id="idea_%s"),
        "legend": legend or LegendForm(initial=found.legend, auto_id="tone_%s"),
        "refused": refused,
        "run": next((run for run in live_runs(request.space) if run.pk == document.pk), None),
    }
    if branch is not None and chosen != ROOT:
        page |= _steps(found, chosen)
    return render(request, "mindmaps/show.html", page, status=status)


def _steps(found: MindMap, id: str) -> dict[str, Any]:
    """Where an idea may go: each place is named, so that a form pressed twice leads to the same one."""
    branches = found.tree.branches
    branch = branches[id]
    siblings = branches[branch.parent].children
    at = siblings.index(id)
    below = {id, *found.tree.under(id)}
    return {
        "up": (branch.parent, siblings[at - 2] if at > 1 else "") if at else None,
        "down": (branch.parent, siblings[at + 1]) if at + 1 < len(siblings) else None,
        "inside": (siblings[at - 1], "last") if at else None,
        "out": (branches[branch.parent].parent, branch.parent) if branch.parent != ROOT else None,
        "others": [one for one in branches.values() if one.id not in below],
    }


def _edited(request: SeatRequest, document: Document, edit: Edit, chosen: str = "") -> HttpResponse:
    """Make an edit and come back to the map, at the idea; or say why it was not made."""
    if not document.can_write(request.member):
        return render(request, "spaces/forbidden.html", status=403)
    try:
        actions.write(document, request.member, edit)
    except Refused as refusal:
        return _shown(request, read(document), chosen, refused=refusal.message, status=409)
    return to_page(request, "mindmaps:show", document.pk, fragment=f"idea-{chosen}" if chosen else "")


@for_members
@require_POST
def idea(request: SeatRequest, pk: UUID) -> HttpResponse:
    document, parent = _found(request, pk), request.POST.get("parent", ROOT)
    form = IdeaForm(request.POST, auto_id="new_%s")
    if not form.is_valid():
        return _shown(request, read(document), parent, form=form, status=422)
    text, id = form.cleaned_data["text"], str(form.cleaned_data["input_id"] or ids.uuid7())
    return _edited(request, document, lambda doc: content.add(doc, parent, text, id=id), parent)


@for_members
@require_POST
def change(request: SeatRequest, pk: UUID) -> HttpResponse:
    document, act, id = _found(request, pk), request.POST.get("act", ""), request.POST.get("idea", "")
    if act == "rename":
        form = IdeaForm(request.POST, auto_id="idea_%s")
        if not form.is_valid():
            return _shown(request, read(document), id, renaming=form, status=422)
        return _edited(request, document, lambda doc: content.rename(doc, id, form.cleaned_data["text"]), id)
    edits: dict[str, Edit] = {
        "move": lambda doc: _move(doc, id, request.POST.get("parent", ""), request.POST.get("after", "last")),
        "remove": lambda doc: content.remove(doc, id),
        "restore": lambda doc: content.restore(doc, id),
        "paint": lambda doc: content.paint(doc, id, request.POST.get("tone", "")),
    }
    if act not in edits:
        return _shown(request, read(document), id, status=422)
    return _edited(request, document, edits[act], "" if act == "remove" else id)


def _move(doc: Doc[Any], id: str, parent: str, after: str) -> None:
    content.move(doc, id, parent, after=None if after == "last" else after, first=after == "")


@for_members
@require_POST
def legend(request: SeatRequest, pk: UUID) -> HttpResponse:
    document, form = _found(request, pk), LegendForm(request.POST, auto_id="tone_%s")
    if not form.is_valid():
        return _shown(request, read(document), legend=form, status=422)
    words = {tone: form.cleaned_data[tone] for tone in TONES}
    return _edited(request, document, lambda doc: content.name_tones(doc, words))


@for_facilitators
@require_POST
def removal(request: SeatRequest, pk: UUID) -> HttpResponse:
    # Pressed twice, the second finds it gone already: that is what was wanted.
    document = get_object_or_404(Document.everything, space=request.space, pk=pk, kind=Kind.MIND_MAP)
    actions.take_away(document, request.member)
    return to_page(request, "mindmaps:list")


@for_facilitators
@require_POST
def return_(request: SeatRequest, pk: UUID) -> HttpResponse:
    document = get_object_or_404(Document.everything, space=request.space, pk=pk, kind=Kind.MIND_MAP)
    actions.bring_back(document, request.member)
    return to_page(request, "mindmaps:show", pk)


@for_wall_too
@require_GET
def wall(request: SeatRequest, pk: UUID) -> HttpResponse:
    return render(request, "mindmaps/wall.html", {"document": _found(request, pk)})


@for_members
@require_GET
def file(request: SeatRequest, pk: UUID, kind: str) -> HttpResponse:
    """The map to take away."""
    found = read(_found(request, pk))
    makers: dict[str, tuple[str, Callable[[], str | bytes]]] = {
        "mm": ("application/x-freemind", lambda: to_freemind(found.tree)),
        "md": ("text/markdown; charset=utf-8", lambda: to_markdown(found.tree)),
        "svg": ("image/svg+xml", lambda: str(found.svg(is_file=True))),
        "png": ("image/png", found.png),
    }
    if kind not in makers:
        raise Http404
    media_type, make = makers[kind]
    answer = HttpResponse(make(), content_type=media_type)
    name = slugify(found.document.title)[:60] or "carte"
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer
