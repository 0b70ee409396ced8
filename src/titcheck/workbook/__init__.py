"""Files become sheets of cells, each cell with its true place; nothing here knows what a cell means."""

from titcheck.workbook.books import read

__all__ = ["read"]
