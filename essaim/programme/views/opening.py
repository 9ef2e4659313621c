"""The facilitators' side of modules: the demand, what opens, who goes where."""

import secrets
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from essaim.base import ids
from essaim.base.errors import Refused, refusals_shown_in
from essaim.programme.actions import choosing, offering, placing
from essaim.programme.forms import ModuleEditForm, OpenModulesForm
from essaim.programme.models import Module, Place
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators

EDITED = ("title", "objective", "host", "host_member", "room", "min_people", "max_people", "text", "production")


def _console_page(
    request: SeatRequest, form: OpenModulesForm | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    space = request.space
    modules = list(space.modules.select_related("host_member__person"))
    opened = [module for module in modules if module.is_open]
    computed = choosing.proposal(space)
    small = {str(module.pk): module.shown_title for module in modules}
    people = {str(one.pk): one for one in space.members.select_related("person", "structure")}
    page: dict[str, Any] = {
        "tab": "console",
        "modules": modules,
        "opened": opened,
        "small": [small[one] for one in computed.small],
        "unseated": len(computed.unseated),
        "refusal": refusal,
    }
    if opened:
        places = {str(one.member_id): one for one in Place.objects.filter(space=space).select_related("module")}
        ids = dict.fromkeys([*choosing.people_to_place(space), *places])
        page["seated"] = [(people[one], places.get(one)) for one in ids if one in people]
    else:
        initial = {"opened": list(computed.opened), "how": choosing.ARRIVAL}
        page["form"] = form or OpenModulesForm(modules=modules, initial=initial)
    return render(request, "programme/console_modules.html", page, status=status)


@for_facilitators
def console_modules(request: SeatRequest) -> HttpResponse:
    return _console_page(request)


@for_facilitators
@require_POST
def open_modules(request: SeatRequest) -> HttpResponse:
    form = OpenModulesForm(request.POST, modules=list(request.space.modules.all()))
    if form.is_valid():
        with refusals_shown_in(form):
            given = form.cleaned_data
            seed = f"{secrets.randbelow(9000) + 1000}" if given["how"] == choosing.DRAW else ""
            placing.open_modules(request.space, by=request.member, seed=seed, **given)
            return to_page(request, "programme:console_modules")
    return _console_page(request, form, status=422)


@for_facilitators
@require_POST
def reopen(request: SeatRequest) -> HttpResponse:
    placing.reopen_choice(request.space, by=request.member)
    return to_page(request, "programme:console_modules")


@for_facilitators
@require_POST
def swap(request: SeatRequest) -> HttpResponse:
    """Put someone in another module."""
    member = get_object_or_404(request.space.members, pk=ids.read(request.POST.get("member", "")))
    module = get_object_or_404(request.space.modules, pk=ids.read(request.POST.get("module", "")))
    try:
        placing.seat(request.space, by=request.member, member=member, module=module)
    except Refused as refused:
        return _console_page(request, refusal=refused.message, status=422)
    return to_page(request, "programme:console_modules", fragment=f"seat-{member.pk}")


@for_facilitators
def module_edit(request: SeatRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(request.space.modules, pk=pk)
    members = request.space.members.select_related("person").order_by("person__folded")
    initial = {name: getattr(found, name) for name in EDITED}
    form = ModuleEditForm(request.POST or None, members=members, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            offering.adjust_module(found, by=request.member, **form.cleaned_data)
            return to_page(request, "programme:module", found.pk)
    page = {"tab": "console", "module": found, "form": form}
    return render(request, "programme/module_edit.html", page, status=422 if form.errors else 200)


@for_facilitators
@require_POST
def module_clock(request: SeatRequest, pk: UUID) -> HttpResponse:
    found: Module = get_object_or_404(request.space.modules, pk=pk)
    sent = request.POST.get("minutes", "")
    if not sent.isdigit() or int(sent) > 240:
        page = {"tab": "home", "module": found, "refusal": _("Choisissez un nombre de minutes entre 1 et 240.")}
        return render(request, "programme/module.html", page, status=422)
    offering.set_clock(found, by=request.member, minutes=int(sent))
    return to_page(request, "programme:module", found.pk)


@for_facilitators
@require_POST
def module_validation(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Whether the module's page goes into the published report."""
    found: Module = get_object_or_404(request.space.modules, pk=pk)
    offering.validate_page(found, by=request.member, validated=request.POST.get("validated") == "1")
    return to_page(request, "programme:module", found.pk)
