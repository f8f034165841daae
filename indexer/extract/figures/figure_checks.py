"""勾稽 of the narrative: what a sentence states against the cell of the table it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.records import Check, NarrativeFigure, Statement
from indexer.extract.amounts import last_digit
from indexer.extract.checks import compare
from indexer.extract.figures.wording import labels
from indexer.extract.titles import statement_label


def narrative_checks(figures: Sequence[NarrativeFigure], statements: Sequence[Statement]) -> Iterator[Check]:
    """What the narrative states = what the table prints, which a sentence may round (10,806万元 for 108,059,614元)."""
    for figure in figures:
        if figure.cell is not None:
            kind = next(one.kind for one in statements if one.ordinal == figure.cell.statement)
            check = figure_check(figure, statement_label(kind))
            if check is not None:
                yield check


def figure_check(figure: NarrativeFigure, table: str) -> Check | None:
    """One figure against its cell; None where one of them is not printed. ``table`` is what to call its table."""
    cell = figure.cell
    if figure.amount is None or cell is None or cell.amount is None or cell.citation is None:
        return None
    name = " ".join(filter(None, (figure.fund, labels()[figure.subject])))
    fund = f".{figure.fund.name.lower()}" if figure.fund else ""
    return compare(
        f"narrative.{figure.subject}{fund}",
        f"{table} {name} = 正文 {name}",
        cell.amount,
        [figure.amount],
        (cell.citation, *figure.citations[:1]),
        rounding=last_digit(figure.amount) / 4,  # on each side: the sentence may round by half a digit
    )
