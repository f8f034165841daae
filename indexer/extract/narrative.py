"""The narrative of a document: its sections, and the printed lines that figures in them are cited by."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from index.records import Citation, Section
from indexer.extract.flow import TextLine, span, squeeze, within

#: One character for one, so that places in the text stay what they are.
_ALIKE = str.maketrans("()％０１２３４５６７８９．:;", "（）%0123456789.：；")
_LOOSE_COMMA = re.compile(r"(?<!\d),|,(?!\d)")


@dataclass(frozen=True, slots=True)
class SectionText:
    """The text of one section for reading figures from it, and where its pieces are printed.

    ``text`` has no white space but the line break between paragraphs; brackets and punctuation are
    full-width. ``starts`` are the places in it where ``lines`` begin.
    """

    section: Section
    text: str
    starts: tuple[int, ...]
    lines: tuple[TextLine, ...]

    def cite(self, start: int, end: int) -> tuple[Citation, ...]:
        """Where a stretch of the text is printed, one place a page; the section where the lines are not known."""
        first = bisect.bisect_right(self.starts, start) - 1
        last = bisect.bisect_left(self.starts, max(end, start + 1))
        lines = self.lines[max(first, 0) : last]
        return span([line.citation for line in lines]) if lines else self.section.citations[:1]


@dataclass(frozen=True, slots=True)
class Narrative:
    """``sections`` in reading order and all ``lines`` they were made of."""

    sections: tuple[Section, ...]
    lines: tuple[TextLine, ...]

    def cite(self, section: Section, phrase: str) -> Citation:
        """The first line of a section that prints a phrase; where it is broken over two, the start of the section."""
        found = (line.citation for line in self._inside(section) if phrase in squeeze(line.text))
        return next(found, section.citations[0])

    def text_of(self, section: Section) -> SectionText:
        """A section's text with the places of its lines."""
        text = "\n".join(squeeze(paragraph) for paragraph in section.text.split("\n"))
        starts: list[int] = []
        lines: list[TextLine] = []
        position = 0
        for line in self._inside(section):
            position += text.startswith("\n", position)
            piece = squeeze(line.text)
            if piece and text.startswith(piece, position):  # other lines are headings and page furniture
                starts.append(position)
                lines.append(line)
                position += len(piece)
        plain = _LOOSE_COMMA.sub("，", text.translate(_ALIKE))
        return SectionText(section, plain, tuple(starts), tuple(lines))

    def _inside(self, section: Section) -> list[TextLine]:
        return [line for line in self.lines if any(within(line.citation, place) for place in section.citations)]
