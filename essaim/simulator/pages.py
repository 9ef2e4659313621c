"""Reading a page as a phone shows it: its text, its links, its forms."""

import html
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

_VOID = {"input", "br", "img", "hr", "meta", "link", "source", "area", "base", "col", "embed", "track", "wbr"}
_HIDDEN = {"script", "style", "template", "head"}


@dataclass
class Choice:
    """One radio, box, option or button: what sending it would say."""

    value: str
    label: str = ""
    chosen: bool = False


@dataclass
class Form:
    """A form with what it holds already. `fields` are single values; `choices` those picked among several."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    def has(self, *names: str) -> bool:
        return all(name in self.fields or name in self.choices for name in names)

    def data(self) -> list[tuple[str, str]]:
        """What the browser would send if nothing were touched."""
        chosen = [(name, one.value) for name, all_ in self.choices.items() for one in all_ if one.chosen]
        return [*self.fields.items(), *chosen]


@dataclass
class Page:
    """`url` is where the browser ended; `text` the words shown, spaces joined."""

    url: str
    status: int
    html: str
    text: str = ""
    forms: list[Form] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)

    def form(self, *, action: str = "", name: str = "", button: str = "") -> Form:
        """The form whose action ends so, that has a field of that name, or a button so called or that says so."""
        for form in self.forms:
            buttons = [word or "" for button_words in form.buttons for word in button_words]
            if (
                (not action or form.action.split("?")[0].endswith(action))
                and (not name or form.has(name))
                and (not button or any(button in word for word in buttons))
            ):
                return form
        seen = [(form.action, sorted({*form.fields, *form.choices}), form.buttons) for form in self.forms]
        raise LookupError(
            f"no form {action or name or button!r} on {self.url} ({self.status}): {seen}\n{self.text[:400]}"
        )

    def has_form(self, **wanted: str) -> bool:
        try:
            self.form(**wanted)
        except LookupError:
            return False
        return True

    def link(self, part: str) -> str:
        """The address of the first link that contains `part`, in its address or its words."""
        for address, words in self.links:
            if part in address or part in words:
                return address
        raise LookupError(f"no link {part!r} on {self.url}: {self.links}")


def read(url: str, status: int, source: str) -> Page:
    parser = _Reader(url)
    parser.feed(source)
    parser.close()
    return Page(url, status, source, " ".join("".join(parser.words).split()), parser.forms, parser.links)


class _Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = url
        self.words: list[str] = []
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self._form: Form | None = None
        self._hidden = 0
        self._textarea: str | None = None
        self._select: str | None = None
        self._label_of: Choice | None = None
        self._button: tuple[str, str] | None = None
        self._said = ""
        self._link: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _HIDDEN and tag not in _VOID:
            self._hidden += 1
        if tag == "base" and given.get("href"):
            self.base = urljoin(self.base, given["href"])
        elif tag == "a" and given.get("href"):
            self._link, self._said = urljoin(self.base, html.unescape(given["href"])), ""
        elif tag == "form" and given.get("method", "").lower() == "post":
            self._form = Form(urljoin(self.base, given.get("action") or self.base))
            self.forms.append(self._form)
        if self._form is not None:
            self._field(tag, given)
        if tag in ("p", "li", "h1", "h2", "h3", "td", "th", "dd", "dt", "div", "section", "br", "label", "tr"):
            self.words.append(" ")

    def _field(self, tag: str, given: dict[str, str]) -> None:
        assert self._form is not None
        name = given.get("name", "")
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind in ("radio", "checkbox"):
                choice = Choice(given.get("value", "on"), chosen="checked" in given)
                self._form.choices.setdefault(name, []).append(choice)
                self._label_of, self._said = choice, ""
            elif kind not in ("submit", "button", "file", "image"):
                self._form.fields[name] = given.get("value", "")
        elif tag == "textarea" and name:
            self._textarea = name
            self._form.fields[name] = ""
        elif tag == "select" and name:
            self._select = name
        elif tag == "option" and self._select:
            choice = Choice(given.get("value", ""), chosen="selected" in given)
            self._form.choices.setdefault(self._select, []).append(choice)
            self._label_of, self._said = choice, ""
        elif tag == "button" and given.get("type", "submit") == "submit":
            self._button, self._said = (name, given.get("value", "")), ""

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN and self._hidden:
            self._hidden -= 1
        if tag == "a" and self._link:
            self.links.append((self._link, " ".join(self._said.split())))
            self._link = None
        elif tag in ("label", "option") and self._label_of is not None:
            self._label_of.label = " ".join(self._said.split())
            self._label_of = None
        elif tag == "button" and self._button is not None and self._form is not None:
            self._form.buttons.append((*self._button, " ".join(self._said.split())))
            self._button = None
        elif tag == "textarea":
            self._textarea = None
        elif tag == "select":
            if self._form is not None and self._select:
                options = self._form.choices.get(self._select, [])
                if options and not any(one.chosen for one in options):
                    options[0].chosen = True
            self._select = None
        elif tag == "form":
            self._form = None

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._textarea and self._form is not None:
            self._form.fields[self._textarea] += data
            return
        self.words.append(data)
        self._said += data
