"""What was compared, and what could not be read."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Decimal

from index.records.printed import Citation


class Severity(enum.StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Check:
    """勾稽: one comparison the document allows; amounts in yuan.

    ``holds`` is None where one side could not be read.
    """

    id: str
    formula: str
    holds: bool | None
    left: Decimal | None
    right: Decimal | None
    difference: Decimal | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read or looks wrong, said to the user."""

    code: str
    severity: Severity
    message: str
    page: int | None = None
