"""A group's report as a tagged, archivable PDF, drawn by Typst from blocks: see `pdf`."""

from .pdf import Pdf, PdfDocument, pdf

__all__ = ["Pdf", "PdfDocument", "pdf"]
