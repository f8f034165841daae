"""How answers are written as JSON: Chinese as it is, keys in their order, mobile numbers masked wherever they stand."""

from __future__ import annotations

from typing import Any

from flask.json.provider import DefaultJSONProvider

from search_app.privacy import mask_mobile_numbers


class MaskingJSONProvider(DefaultJSONProvider):
    """Flask's own provider over values whose texts have been masked; the values themselves stay as they are."""

    ensure_ascii = False
    sort_keys = False

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        return super().dumps(_masked(obj), **kwargs)


def _masked(value: Any) -> Any:
    match value:
        case str():
            return mask_mobile_numbers(value)
        case dict():
            return {key: _masked(item) for key, item in value.items()}
        case list() | tuple():
            return [_masked(item) for item in value]
        case _:
            return value
