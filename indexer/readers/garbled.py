"""Pages whose fonts do not say, or say wrongly, which characters they draw: they can be looked at, not read."""

from __future__ import annotations

import re

from indexer.readers.printed import UNKNOWN

#: Scripts that no budget is written in: Latin Extended to Greek Extended, Glagolitic to Georgian, Yi to private use.
_FOREIGN = re.compile("[\u0180-\u1fff\u2c00-\u2dff\ua000-\uf8ff]")
#: Characters that say nothing: unknown ones, and private use, to which fonts map their own numbers.
_MEANINGLESS = re.compile(f"[{UNKNOWN}\ue000-\uf8ff]")
#: A text in one foreign script lies in fewer blocks of 256 characters than numbers of glyphs taken for characters.
_BLOCKS_OF_A_SCRIPT = 3


def foreign_share(text: str) -> float:
    """Share of the characters that belong to scripts that no budget is written in."""
    return len(_FOREIGN.findall(text)) / max(len(text), 1)


def meaningless_share(text: str) -> float:
    """Share of the characters that cannot be what is printed.

    Foreign characters count when they are spread over many scripts: then they are numbers of glyphs.
    """
    meaningless = len(_MEANINGLESS.findall(text))
    foreign = [char for char in _FOREIGN.findall(text) if not _MEANINGLESS.match(char)]
    if len({ord(char) >> 8 for char in foreign}) > _BLOCKS_OF_A_SCRIPT:
        meaningless += len(foreign)
    return meaningless / max(len(text), 1)
