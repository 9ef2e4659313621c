"""Answers as a CSV that a French spreadsheet opens right, without running anything in it."""

import csv
import io

from essaim.questionnaires.export.grid import Cell, answers_sheet
from essaim.questionnaires.models import Questionnaire

BOM = "\ufeff"  # spreadsheets read accents right with it
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(questionnaire: Questionnaire, language: str) -> str:
    sheet = answers_sheet(questionnaire, language)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([safe(cell) for cell in sheet.head])
    for row in sheet.rows:
        writer.writerow([safe(cell) for cell in row])
    return BOM + out.getvalue()


def safe(cell: Cell) -> Cell:
    """A cell that starts like a formula is kept as text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
