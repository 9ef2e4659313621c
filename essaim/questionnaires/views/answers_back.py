"""What a write answers: a page to a browser, facts to a script that sent it and shows the outcome by itself."""

from django.http import HttpRequest, HttpResponse, JsonResponse


def json_or(
    request: HttpRequest,
    response: HttpResponse,
    *,
    problems: dict[str, str] | None = None,
    kept: dict[str, str] | None = None,
) -> HttpResponse:
    """The same answer for a script that asks for JSON: where to go next, or what is wrong. Cookies are kept.

    `kept`: what hidden fields say from now on, now that their file is here.
    """
    if "application/json" not in request.headers.get("Accept", ""):
        return response
    facts = JsonResponse(
        {"next": response["Location"], "kept": kept or {}}
        if response.has_header("Location")
        else {"problems": problems or {}},
        status=200 if response.has_header("Location") else response.status_code,
    )
    facts.cookies = response.cookies
    return facts
