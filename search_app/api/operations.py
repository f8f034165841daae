"""The operations of the API: declared once beside what answers them, read by OpenAPI, the page and the tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from index.json_form.schema import Schema

API_PREFIX = "/api/v1"

Answer = Callable[..., ResponseReturnValue]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an address; ``repeated`` ones may be given several times."""

    name: str
    about: str
    schema: Schema = field(default_factory=lambda: {"type": "string"})
    repeated: bool = False
    in_path: bool = False


@dataclass(frozen=True, slots=True)
class Samples:
    """Ids of the collection at hand, so that examples can be tried at once."""

    document: str
    project: str


@dataclass(frozen=True, slots=True)
class Operation:
    """``path`` as OpenAPI writes it; ``forms`` are the dataclasses of a JSON answer, or ``media_type`` says what else.

    ``example`` is the address asked under API_PREFIX, with ``{document}`` and
    ``{project}`` standing for ids of the collection at hand.
    """

    name: str
    path: str
    about: str
    parameters: tuple[Parameter, ...]
    example: str
    forms: tuple[type, ...] = ()
    media_types: tuple[str, ...] = ("application/json",)

    def example_address(self, samples: Samples) -> str:
        """The example as an address."""
        filled = self.example.replace("{document}", samples.document).replace("{project}", samples.project)
        return API_PREFIX + filled


class Operations:
    """Operations in the order in which they are declared, and the blueprint that routes them."""

    def __init__(self, blueprint: Blueprint) -> None:
        self._blueprint = blueprint
        self._declared: dict[str, Operation] = {}

    @property
    def declared(self) -> Mapping[str, Operation]:
        return self._declared

    def get(self, rule: str, **about: Any) -> Callable[[Answer], Answer]:
        """Declare the function that answers GET under a rule; its name and docstring name and explain it."""

        def declare(answer: Answer) -> Answer:
            operation = Operation(name=answer.__name__, about=(answer.__doc__ or "").strip(), **about)
            self._declared[operation.name] = operation
            return self._blueprint.get(rule, endpoint=operation.name)(answer)

        return declare
