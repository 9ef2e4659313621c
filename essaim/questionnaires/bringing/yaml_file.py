"""A questionnaire as a YAML file that people can read, change and send on. Faults name their line."""

from typing import Any

import yaml
from django.utils.translation import gettext as _

from essaim.questionnaires.bringing.check import Unread
from essaim.questionnaires.definition import GIVEN, Choice, Definition, Field, Flow, Question, Text
from essaim.questionnaires.reading import BadDefinition, read_definition

_WIDE = 100
_DEEPEST = 20


def written(definition: Definition) -> str:
    """Only what says something: empty settings are left out. Questions no longer asked stay behind."""
    data = {
        "title": definition.title,
        "preamble": definition.preamble,
        "sections": definition.sections,
        "minutes": definition.minutes,
        "flow": definition.flow.value if definition.flow != Flow.ONE else "",
        "questions": [_question(question) for question in definition.questions if not question.retired],
    }
    text: str = yaml.safe_dump(_spare(data), allow_unicode=True, sort_keys=False, width=_WIDE)
    return text


def read(text: str) -> Definition:
    """Raises `Unread` with the line that is wrong."""
    try:
        data = yaml.load(text, Loader=_Lined)
        return read_definition(data)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise Unread(
            _("cette ligne ne se lit pas comme du YAML : vérifiez les espaces, les « : » et les guillemets."), line
        ) from None
    except yaml.YAMLError:
        raise Unread(_("Ce fichier ne se lit pas comme du YAML.")) from None
    except BadDefinition as wrong:
        raise Unread(str(wrong), wrong.line) from None


class LinedMap(dict[str, Any]):
    """A mapping that knows where it was written."""

    line = 0


class _Lined(yaml.SafeLoader):
    """Refuses what only a trap needs: aliases, and a hundred lists in one another."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        self.depth += 1
        if self.depth > _DEEPEST or self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="trap", problem_mark=self.peek_event().start_mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _mapping(loader: _Lined, node: yaml.MappingNode) -> LinedMap:
    made = LinedMap(loader.construct_mapping(node, deep=True))
    made.line = node.start_mark.line + 1
    return made


_Lined.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _question(question: Question) -> dict[str, Any]:
    condition = question.show_if
    return {
        "code": question.code,
        "number": question.number,
        "section": question.section,
        "essential": question.essential,
        "required": question.required,
        "opens_page": question.opens_page,
        "most_shown": question.most_shown.value,
        "default_shown": question.default_shown.value if question.default_shown.rank else "",
        "show_if": {"question": condition.question, "field": condition.field, "values": list(condition.values)}
        if condition
        else None,
        "text": question.text,
        "hint": question.hint,
        "fields": [_field(part) for part in question.fields],
    }


def _field(part: Field) -> dict[str, Any]:
    own = part.choices if part.choices != GIVEN.get(part.kind) else ()
    return {
        "code": part.code, "type": part.kind.value, "label": part.label, "choices": [_choice(one) for one in own],
        "rows": [_choice(one) for one in part.rows], "source": part.source, "other_of": part.other_of,
        "prefill": part.prefill, "feeds": part.feeds, "private": part.private, "most": part.most, "low": part.low,
        "high": part.high, "shuffled": part.shuffled,
    }  # fmt: skip


def _choice(choice: Choice) -> dict[str, Any]:
    words: Text = choice.label
    return {"code": choice.code, **words, **({"lat": choice.lat, "lon": choice.lon} if choice.lat is not None else {})}


def _spare(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: kept for key, value in data.items() if (kept := _spare(value)) not in (None, "", [], {}, 0, False)}
    return [_spare(one) for one in data] if isinstance(data, list) else data
