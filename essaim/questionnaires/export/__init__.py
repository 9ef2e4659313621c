"""The files that answers leave as: one format a file, and its line here."""

from collections.abc import Callable
from dataclasses import dataclass

from essaim.questionnaires.export import ods, xlsx
from essaim.questionnaires.export.csv_file import as_csv
from essaim.questionnaires.export.grid import answers_sheet, codebook_sheet
from essaim.questionnaires.export.json_file import as_json
from essaim.questionnaires.export.summary import as_pdf
from essaim.questionnaires.models import Questionnaire

__all__ = ["FORMATS", "as_csv"]


@dataclass(frozen=True)
class Format:
    media_type: str
    write: Callable[[Questionnaire, str], str | bytes]


def _sheets(questionnaire: Questionnaire, language: str) -> list[object]:
    return [answers_sheet(questionnaire, language), codebook_sheet(questionnaire, language)]


FORMATS = {
    "csv": Format("text/csv; charset=utf-8", as_csv),
    "ods": Format(ods.MEDIA_TYPE, lambda found, language: ods.as_ods(_sheets(found, language))),
    "xlsx": Format(xlsx.MEDIA_TYPE, lambda found, language: xlsx.as_xlsx(_sheets(found, language))),
    "json": Format("application/json", as_json),
    "pdf": Format("application/pdf", as_pdf),
}
