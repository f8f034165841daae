"""Text recognition (OCR) of a page image, by RapidOCR: an optional part, installed as ``yusou[ocr]``.

The models lie in RapidOCR's own wheel; nothing is loaded over the network.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from PIL.Image import Image

from indexer.readers.document import BoxTuple
from indexer.readers.printed import Glyph

#: How the optional part is installed, as told to users.
INSTALL = "make ocr，或 pip install 'yusou[ocr]'"

#: Characters of one piece closer than this share of its height touch: recognition sees only their middles surely.
_TOUCHING = 0.8
_MODULES = ("rapidocr", "onnxruntime")
#: Files are read in parallel, one process each; a second thread hardly helps (3.6 against 3.9 s a page).
_SETTINGS = {
    "Global.log_level": "error",
    "Global.use_cls": False,  # turned pages are turned as a whole
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """One piece of text, its characters with their boxes in pixels, and how sure the recognition is, from 0 to 1."""

    text: str
    glyphs: tuple[Glyph, ...]
    box: BoxTuple
    confidence: float

    @property
    def is_sideways(self) -> bool:
        """Whether the piece, of more than one character, runs up or down the page."""
        return len(self.text) > 1 and self.box[3] - self.box[1] > 1.5 * (self.box[2] - self.box[0])


def is_installed() -> bool:
    """Whether the optional part is there."""
    return all(find_spec(module) is not None for module in _MODULES)


def recognise(image: Image) -> tuple[RecognisedLine, ...]:
    """The text of an image, in the order the recognition found it; () for an image without any."""
    found = _engine()(image.convert("RGB"), return_word_box=True, return_single_char_box=True)
    if found.boxes is None or found.txts is None or found.scores is None:
        return ()
    characters = found.word_results or [()] * len(found.txts)
    return tuple(
        RecognisedLine(text, _glyphs(text, _around(corners), words), _around(corners), float(score))
        for text, corners, score, words in zip(found.txts, found.boxes, found.scores, characters, strict=True)
        if text.strip()
    )


@lru_cache(maxsize=1)
def _engine() -> Callable[..., Any]:
    from rapidocr import RapidOCR  # here, because it is optional and takes a second to import

    engine: Callable[..., Any] = RapidOCR(params=dict(_SETTINGS))
    return engine


def _around(corners: Any) -> BoxTuple:
    """The box around the four corners of a piece of text."""
    xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def _glyphs(text: str, box: BoxTuple, words: Any) -> tuple[Glyph, ...]:
    """The characters of a piece: where the recognition saw them, or spread evenly where it does not say."""
    placed = [(str(char), _around(corners)) for char, _, corners in words if corners is not None]
    if "".join(char for char, _ in placed) != text.replace(" ", ""):
        step = (box[2] - box[0]) / len(text)
        return tuple(Glyph(c, box[0] + n * step, box[1], box[0] + (n + 1) * step, box[3]) for n, c in enumerate(text))
    starts = [at[0] for _, at in placed[1:]] + [box[2]]
    widest = _TOUCHING * (box[3] - box[1])
    return tuple(
        Glyph(char, at[0], box[1], start if start - at[2] < widest else at[2], box[3])
        for (char, at), start in zip(placed, starts, strict=True)
    )
