"""The narrative of a document: its sections, and the printed lines that figures in them are cited by."""

from __future__ import annotations

from dataclasses import dataclass

from index.records import Citation, Section
from indexer.extract.flow import TextLine, squeeze, within


@dataclass(frozen=True, slots=True)
class Narrative:
    """``sections`` in reading order and all ``lines`` they were made of."""

    sections: tuple[Section, ...]
    lines: tuple[TextLine, ...]

    def cite(self, section: Section, phrase: str) -> Citation:
        """The first line of a section that prints a phrase; where it is broken over two, the start of the section."""
        inside = (line for line in self.lines if any(within(line.citation, place) for place in section.citations))
        found = (line.citation for line in inside if phrase in squeeze(line.text))
        return next(found, section.citations[0])
