"""One choice for each row; and slots, where the row is a moment."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.base.blocks import Bar, Chart
from essaim.questionnaires import counting
from essaim.questionnaires.controls import Input, options
from essaim.questionnaires.definition import Field, Kind, say
from essaim.questionnaires.types.base import Asking, Posted, Problems, Type, codes

FEW = 5  # columns that stand side by side on a phone


class Matrix(Type):
    kind = Kind.MATRIX
    name = gettext_lazy("Une grille : un choix par ligne")
    takes = frozenset({"choices", "rows"})
    seconds = 20

    def read(self, part: Field, posted: Posted, problems: Problems) -> dict[str, str]:
        chosen = {}
        for row in part.rows:
            name = f"{part.code}.{row.code}"
            code = str(posted.get(name, "")).strip()
            if code and code not in codes(part):
                problems[name] = _("Choisissez une des réponses de cette ligne.")
            elif code:
                chosen[row.code] = code
        return chosen

    def typed(self, part: Field, kept: Any) -> dict[str, list[str]]:
        return {f"{part.code}.{row}": [column] for row, column in kept.items()}

    def asked(self, part: Field, label: str, asking: Asking) -> Input:
        return Input(
            "group",
            part.code,
            label,
            inputs=tuple(self.row(part, row.code, say(row.label, asking.language), asking) for row in part.rows),
        )

    def row(self, part: Field, code: str, label: str, asking: Asking) -> Input:
        name = f"{part.code}.{code}"
        chosen = str(asking.typed.get(name, ""))
        offered = options(part.choices, [chosen], asking.language)
        shape = "across" if part.kind == Kind.SLOTS else "menu"
        return Input(shape, name, label, chosen, offered, asking.problems.get(name, ""))

    def said(self, part: Field, kept: Any, language: str) -> list[str]:
        rows = {row.code: say(row.label, language) for row in part.rows}
        lines = [(rows.get(row, ""), part.label_of(code, language)) for row, code in kept.items()]
        return [f"{row} — {label}" if row else label for row, label in lines]

    def drawn(self, title: str, part: Field, values: Sequence[Any], language: str) -> Chart:
        columns = [choice.code for choice in part.choices]
        rows = {row.code: say(row.label, language) for row in part.rows}
        counts = counting.grid(values, rows, columns)
        bars = [Bar(rows[row], parts=parts) for row, parts in counts.items() if any(parts)]
        if not part.rows or not bars:  # rows that differ from one person to another are counted together
            alone = counting.tally([list(value.values()) for value in values], columns)
            return Chart("bars", title, [Bar(part.label_of(code, language), n) for code, n in alone.items()])
        return Chart("scale", title, bars, levels=[say(choice.label, language) for choice in part.choices])


class Slots(Matrix):
    kind = Kind.SLOTS
    name = gettext_lazy("Des créneaux : oui, s’il le faut, non")
    takes = frozenset({"rows"})

    def drawn(self, title: str, part: Field, values: Sequence[Any], language: str) -> Chart:
        rows = {row.code: say(row.label, language) for row in part.rows}
        counts = counting.grid(values, rows, [choice.code for choice in part.choices])
        best = counting.best_slots(counts)
        bars = [Bar(rows[row], parts=parts) for row, parts in counts.items()]
        said = _("Qui convient au plus grand nombre : %(slots)s (%(yes)s oui, %(maybe)s s’il le faut).") % {
            "slots": ", ".join(rows[row] for row in best),
            "yes": counts[best[0]][0] if best else 0,
            "maybe": counts[best[0]][1] if best else 0,
        }
        return Chart("scale", title, bars, said if best else "", levels=[say(c.label, language) for c in part.choices])
