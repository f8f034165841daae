"""The API answers as its description says, whatever is asked: schemathesis, where it is installed (CONTRIBUTING.md)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_app.api.views import operations
from search_app.app import create_app
from search_app.library import Library

schemathesis = pytest.importorskip("schemathesis", reason="install schemathesis to test the API against /openapi.json")
checks = schemathesis.checks

#: What an answer has to be. Whether a query is one that can be understood, no schema can say.
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]
#: Operations, asked as described and, where they have parameters, otherwise.
ASKED = [
    pytest.param(name, mode, id=f"{name}-{mode.value}")
    for name, operation in operations.declared.items()
    for mode in schemathesis.GenerationMode
    if operation.parameters or mode is schemathesis.GenerationMode.POSITIVE
]


@pytest.fixture(scope="module")
def described(library: Library) -> dict[str, Any]:
    """The operations as schemathesis reads them from the description, by name."""
    schema = schemathesis.openapi.from_wsgi("/openapi.json", create_app(library))
    found = (result.ok() for result in schema.get_all_operations())
    return {operation.definition.raw["operationId"]: operation for operation in found}


def test_every_operation_is_read(described: dict[str, Any]) -> None:
    assert described.keys() == operations.declared.keys()


@pytest.mark.parametrize(("name", "mode"), ASKED)
def test_nothing_breaks_and_every_answer_is_described(described: dict[str, Any], name: str, mode: Any) -> None:
    operation = described[name]
    with_sample = st.booleans() if operation.path_parameters else st.just(False)

    @settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(generation_mode=mode), with_sample)
    def ask(case: Any, with_sample: bool) -> None:
        if with_sample:  # made-up ids lead nowhere
            samples = {parameter.name: parameter.definition.get("example") for parameter in operation.path_parameters}
            case.path_parameters |= {name: value for name, value in samples.items() if value}
        case.call_and_validate(checks=CHECKS)

    ask()
