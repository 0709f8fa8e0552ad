"""Limits of texts, in characters. Models, serializers, steps and formats of files use the same ones."""

from typing import Final

LABEL: Final = 200  # of a code, a criterion or a variable
TITLE: Final = 200  # of a study
NAME: Final = 150  # of a person
REASON: Final = 5_000  # of a decision, a remark, a question or a note
TEXT: Final = 20_000  # of a definition or a memo
CODES: Final = 200  # of one unit
ORDERED: Final = 1_000  # codes with an order
