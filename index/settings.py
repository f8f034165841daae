"""Where the data is: one frozen object, read once by each entry point."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

#: Used when neither ``--data`` nor YUSOU_DATA says otherwise.
DEFAULT_DATA = Path("data")

CATALOG_NAME = "catalog.sqlite"
INDEX_NAME = "index"
LOCK_NAME = "writing.lock"


@dataclass(frozen=True, slots=True)
class Settings:
    """The data folder and the two stores, which live inside it unless told otherwise.

    ``data`` is absolute; ``catalog_url`` is a SQLAlchemy URL, ``index_url`` an
    engine URL such as ``tantivy:/srv/yusou/index``.
    """

    data: Path
    catalog_url: str
    index_url: str

    @classmethod
    def for_data(cls, data: Path, *, catalog_url: str | None = None, index_url: str | None = None) -> Settings:
        """Settings of a data folder; None places a store inside the folder."""
        folder = data.expanduser().absolute()
        return cls(
            data=folder,
            catalog_url=catalog_url or f"sqlite:///{folder / CATALOG_NAME}",
            index_url=index_url or f"tantivy:{folder / INDEX_NAME}",
        )

    @property
    def lock_path(self) -> Path:
        """The file whose lock the one writer holds."""
        return self.data / LOCK_NAME
