"""A LimeSurvey survey (`.lss`): what has its like here comes in; the rest is told."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, ParseError, XMLParser

from django.utils.translation import gettext as _

from essaim.base.text import fold, one_line
from essaim.questionnaires.bringing.check import LONGEST, Unread
from essaim.questionnaires.definition import Choice, Condition, Definition, Field, Kind, Question, Shown, Text
from essaim.questionnaires.drafting import OTHER, OTHER_WORDS

Row = dict[str, str]
_CONDITION = re.compile(r"""\(*\s*(\w+?)(?:_(\w+))?\.NAOK\s*==\s*["']([\w-]+)["']\s*\)*""")
_TEN = tuple(Choice(str(n), {"fr": str(n)}) for n in range(1, 11))
_UNCERTAIN = (
    Choice("Y", {"fr": "Oui", "en": "Yes"}),
    Choice("U", {"fr": "Incertain", "en": "Uncertain"}),
    Choice("N", {"fr": "Non", "en": "No"}),
)
_CHANGE = (
    Choice("I", {"fr": "Augmente", "en": "Increase"}),
    Choice("S", {"fr": "Reste pareil", "en": "Same"}),
    Choice("D", {"fr": "Diminue", "en": "Decrease"}),
)


@dataclass
class _Survey:
    """The file's tables, whichever version wrote them: words stand in the rows, or beside them by language."""

    tables: dict[str, list[Row]]
    left_out: list[str] = field(default_factory=list)

    def rows(self, *names: str) -> list[Row]:
        return [row for name in names for row in self.tables.get(name, [])]

    def words(self, row: Row, key: str, words: str, beside: str) -> Text:
        """`words` of the row in each language: beside it, or in the rows that the old format repeats."""
        same = [one for one in self.rows(beside) if one.get(key) == row.get(key)]
        found = same or [one for one in self.rows("questions", "subquestions") if one.get(key) == row.get(key)]
        return {
            one.get("language", "fr")[:2]: said
            for one in found
            if (said := plain(one.get(words, ""))) and one.get("language", "fr")[:2] in ("fr", "en")
        }

    def merged(self, rows: Iterable[Row], key: Callable[[Row], tuple[str, ...]], words: str) -> list[tuple[Row, Text]]:
        """Rows that the old format repeats by language, once, with their words."""
        found: dict[tuple[str, ...], tuple[Row, Text]] = {}
        for row in rows:
            kept = found.setdefault(key(row), (row, {}))
            language = row.get("language", "fr")[:2]
            if (said := plain(row.get(words, ""))) and language in ("fr", "en"):
                kept[1][language] = said
        return list(found.values())


def read(content: bytes) -> tuple[Definition, list[str]]:
    """The questionnaire, and a sentence for each thing that could not come. Raises `Unread`."""
    survey = _Survey(_tables(content))
    asked = survey.merged(survey.rows("questions"), lambda row: (row.get("qid", ""),), "question")
    asked = [(row, survey.words(row, "qid", "question", "question_l10ns") or words) for row, words in asked]
    order = {row.get("gid", ""): _number(row.get("group_order", "0")) for row in survey.rows("groups")}
    main = [(row, words) for row, words in asked if row.get("parent_qid", "0") in ("", "0")]
    main.sort(key=lambda one: (order.get(one[0].get("gid", ""), 0), _number(one[0].get("question_order", "0"))))
    codes = _codes([row.get("title", "") for row, _words in main])
    questions = []
    by_title = {row.get("title", ""): code for (row, _words), code in zip(main, codes, strict=True)}
    for (row, words), code in zip(main, codes, strict=True):
        question = _question(survey, row, words, code, by_title, questions)
        questions += [question] if question else []
    if not questions:
        raise Unread(_("Aucune question de ce fichier n’a pu être reprise."))
    settings = survey.rows("surveys_languagesettings")
    title = _by_language(settings, "surveyls_title") or {"fr": _("Questionnaire importé")}
    preamble = _by_language(settings, "surveyls_welcometext")
    return Definition("own", _cut(title, 160), tuple(questions), preamble=_cut(preamble, 1000)), survey.left_out


def _question(
    survey: _Survey, row: Row, words: Text, code: str, by_title: dict[str, str], before: list[Question]
) -> Question | None:
    text = _cut(words, LONGEST["text"])
    fields = _fields(survey, row, code) if text else None
    name = row.get("title", code)
    if not fields:
        survey.left_out.append(_("Question « {code} » : sa forme n’a pas d’équivalent ici.").format(code=name))
        return None
    help_words = survey.words(row, "qid", "help", "question_l10ns")
    condition = _condition(row.get("relevance", "1"), by_title, before)
    if condition is None and row.get("relevance", "1").strip() not in ("", "1"):
        survey.left_out.append(_("Question « {code} » : sa condition n’a pas été reprise.").format(code=name))
    return Question(
        code=code, text=text, fields=fields, hint=_cut(help_words, LONGEST["hint"]), essential=True,
        required=row.get("mandatory", "N") == "Y", show_if=condition, most_shown=Shown.NAMED,
    )  # fmt: skip


def _fields(survey: _Survey, row: Row, code: str) -> tuple[Field, ...]:
    kind, qid = row.get("type", ""), row.get("qid", "")
    rows, answers = _below(survey, qid), _answers(survey, qid)
    plain_kinds = {"S": Kind.SHORT, "T": Kind.LONG, "U": Kind.LONG, "N": Kind.NUMBER, "5": Kind.SCALE,
                   "Y": Kind.YESNO, "D": Kind.DATE}  # fmt: skip
    grids = {"A": _TEN[:5], "B": _TEN, "C": _UNCERTAIN, "E": _CHANGE, "F": answers, "H": answers}
    if kind in plain_kinds:
        return (Field(code, plain_kinds[kind]),)
    if kind in "L!O" and kind and answers:
        return _with_other(Field(code, Kind.CHOICE, choices=answers), row, kind == "O")
    if kind in ("M", "P") and rows:
        return _with_other(Field(code, Kind.CHOICES, choices=rows), row, False)
    if kind == "R" and answers:
        return (Field(code, Kind.RANKING, choices=answers, most=min(len(answers), 9)),)
    if kind in grids and rows and grids[kind]:
        return (Field(code, Kind.MATRIX, choices=grids[kind], rows=rows),)
    if kind in ("K", "Q") and rows:
        each = Kind.NUMBER if kind == "K" else Kind.SHORT
        return tuple(Field(f"{code[:30]}-{n}", each, label=one.label) for n, one in enumerate(rows[:12], start=1))
    return ()


def _with_other(main: Field, row: Row, has_comment: bool) -> tuple[Field, ...]:
    fields = [main]
    if row.get("other", "N") == "Y":
        fields = [
            Field(main.code, main.kind, choices=(*main.choices, OTHER)),
            Field(f"{main.code[:34]}-other", Kind.SHORT, label=OTHER_WORDS, other_of=main.code),
        ]
    if has_comment:
        fields.append(Field(f"{main.code[:32]}-comment", Kind.LONG, label={"fr": "Un commentaire", "en": "A comment"}))
    return tuple(fields)


def _below(survey: _Survey, qid: str) -> tuple[Choice, ...]:
    """The lines of a grid, the boxes to tick: questions below a question."""
    found = survey.merged(
        (one for one in survey.rows("subquestions", "questions") if one.get("parent_qid") == qid),
        lambda one: (one.get("qid", ""),),
        "question",
    )
    return _choices(
        [(row.get("title", ""), _number(row.get("question_order", "0")),
          survey.words(row, "qid", "question", "question_l10ns") or words) for row, words in found]
    )  # fmt: skip


def _answers(survey: _Survey, qid: str) -> tuple[Choice, ...]:
    found = survey.merged(
        (one for one in survey.rows("answers") if one.get("qid") == qid),
        lambda one: (one.get("scale_id", "0"), one.get("code", "")),
        "answer",
    )
    return _choices(
        [(row.get("code", ""), _number(row.get("sortorder", "0")),
          (survey.words(row, "aid", "answer", "answer_l10ns") if row.get("aid") else {}) or words)
         for row, words in found]
    )  # fmt: skip


def _choices(found: list[tuple[str, int, Text]]) -> tuple[Choice, ...]:
    ordered = sorted(found, key=lambda one: one[1])
    codes = _codes([code for code, _order, _words in ordered], lower=False)
    return tuple(
        Choice(code, _cut(words, LONGEST["label"]))
        for code, (_code, _order, words) in zip(codes, ordered, strict=True)
        if words
    )


def _condition(relevance: str, by_title: dict[str, str], before: list[Question]) -> Condition | None:
    """Only « this question was answered that », of a question asked before."""
    found = _CONDITION.fullmatch(relevance.strip())
    question = next((one for one in before if found and one.code == by_title.get(found[1])), None)
    if not found or question is None:
        return None
    main = question.fields[0]
    value = {"Y": "yes", "N": "no"}.get(found[3], found[3]) if main.kind == Kind.YESNO else found[2] or found[3]
    return Condition(question.code, main.code, (value,)) if value in {one.code for one in main.choices} else None


def _tables(content: bytes) -> dict[str, list[Row]]:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unread(_("Ce fichier n’est pas un questionnaire LimeSurvey (.lss)."))
    parser = XMLParser()
    try:
        parser.feed(content)
        root: Element = parser.close()
    except ParseError as error:
        raise Unread(_("ce fichier est abîmé : il ne se lit pas comme un .lss."), error.position[0]) from None
    if root.findtext("LimeSurveyDocType") != "Survey":
        raise Unread(_("Ce fichier n’est pas un questionnaire LimeSurvey (.lss)."))
    return {
        table.tag: [{cell.tag: cell.text or "" for cell in row} for row in table.iterfind("rows/row")]
        for table in root
        if table.find("rows") is not None
    }


def _codes(titles: list[str], *, lower: bool = True) -> list[str]:
    """Codes that addresses can hold, each once."""
    codes: list[str] = []
    for title in titles:
        plain_title = re.sub(r"[^A-Za-z0-9_-]+", "-", fold(title) if lower else title).strip("-_")[:30] or "x"
        code, n = (f"q-{plain_title}" if lower else plain_title), 2
        while code in codes:
            code, n = f"{'q-' if lower else ''}{plain_title}-{n}", n + 1
        codes.append(code)
    return codes


def _by_language(rows: list[Row], words: str) -> Text:
    found = {row.get("surveyls_language", "fr")[:2]: plain(row.get(words, "")) for row in rows}
    return {language: said for language, said in found.items() if said and language in ("fr", "en")}


def _cut(text: Text, most: int) -> Text:
    return {language: words[:most] for language, words in text.items()}


def _number(typed: str) -> int:
    return int(typed) if typed.strip().lstrip("-").isdigit() and len(typed) < 10 else 0


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._silent += tag in ("script", "style")
        self.said.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")
        self.said.append(" ")

    def handle_data(self, data: str) -> None:
        if self._silent <= 0:
            self.said.append(data)


def plain(html: str) -> str:
    """The words of a bit of HTML, in a line."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    return one_line("".join(parser.said))
