"""The parts of an address that are no plain text: ids, pages, and codes of places and subjects."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from werkzeug.routing import BaseConverter, IntegerConverter, Map

from search_app.addresses.lookup import DOCUMENT_ID_PATTERN, MOST_PAGES, RECORD_ID_PATTERN


class DocumentIdConverter(BaseConverter):
    regex = DOCUMENT_ID_PATTERN


class RecordIdConverter(BaseConverter):
    regex = RECORD_ID_PATTERN


class PageConverter(IntegerConverter):
    """The number of a page: what no database could hold is no page."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, min=0, max=MOST_PAGES)


class DivisionConverter(BaseConverter):
    regex = "[0-9]{6}"


class SubjectConverter(BaseConverter):
    regex = "[235][0-9]{2}(?:[0-9]{2}){0,2}"


#: The name of a converter in the rules of routes -> what it takes.
CONVERTERS: Mapping[str, type[BaseConverter]] = MappingProxyType(
    {
        "document": DocumentIdConverter,
        "record": RecordIdConverter,
        "page": PageConverter,
        "division": DivisionConverter,
        "subject": SubjectConverter,
    }
)
