"""Which questions stand together on a page, when they do not come one at a time."""

from dataclasses import dataclass

from essaim.questionnaires.definition import Definition, Flow, Question


@dataclass(frozen=True)
class Page:
    number: int  # from 1
    of: int
    questions: tuple[Question, ...]

    @property
    def is_last(self) -> bool:
        return self.number == self.of


def pages(definition: Definition) -> tuple[Page, ...]:
    """A page begins where a question says so, with each section, and after the essential questions."""
    groups: list[list[Question]] = []
    for question in definition.ordered():
        if not groups or _begins(definition, groups[-1][-1], question):
            groups.append([])
        groups[-1].append(question)
    return tuple(Page(n, len(groups), tuple(group)) for n, group in enumerate(groups, start=1))


def page_of(definition: Definition, code: str) -> Page:
    """The page of a question; the last one when it is no longer asked."""
    found = pages(definition)
    return next((page for page in found if code in [question.code for question in page.questions]), found[-1])


def _begins(definition: Definition, before: Question, question: Question) -> bool:
    if definition.flow != Flow.PAGES:
        return definition.flow == Flow.ONE
    return question.opens_page or question.section != before.section or question.essential != before.essential
