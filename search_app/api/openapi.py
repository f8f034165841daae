"""OpenAPI 3.1 of the API, put together by apispec from the declared operations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any

from apispec import APISpec

from index.json_form.disclosure import DisclosureForm
from index.json_form.schema import Schema, json_schema
from index.sentence import Sentence
from search_app.api.forms import ErrorForm
from search_app.api.operations import API_PREFIX, Operation, Parameter, Samples

OPENAPI_VERSION = "3.1.0"
PARSED = "Parsed"
_SCHEMAS = "#/components/schemas/"

#: What can go wrong with any operation.
ERRORS: Mapping[str, str] = {
    "400": Sentence("参数或检索式看不懂，error.hint 说怎样改"),
    "404": Sentence("没有这个编号"),
    "414": Sentence("地址太长"),
    "429": Sentence("请求太快，Retry-After 秒后再来"),
    "503": Sentence("资料库暂时不能使用"),
}


def openapi(operations: Iterable[Operation], samples: Samples) -> dict[str, Any]:
    """The description of the API."""
    spec = APISpec(
        title="预搜 API",
        version=version("yusou"),
        openapi_version=OPENAPI_VERSION,
        info={"description": "县市预决算公开文件的检索。金额都是元。同一快照、同一地址，答案相同；ETag 随快照变。"},
        servers=[{"url": "/"}],
    )
    _define(spec, "Failure", {"type": "object", "properties": {"error": _form(spec, ErrorForm)}, "required": ["error"]})
    for operation in operations:
        spec.path(path=API_PREFIX + operation.path, operations={"get": _operation(spec, operation, samples)})
    return spec.to_dict()


def _operation(spec: APISpec, operation: Operation, samples: Samples) -> dict[str, Any]:
    return {
        "operationId": operation.name,
        "summary": operation.about.partition("：")[0],
        "description": f"{operation.about}\n\n例：{operation.example_address(samples)}",
        "parameters": [_parameter(parameter, samples) for parameter in operation.parameters],
        "responses": {
            "200": {"description": operation.about.partition("：")[0], "content": _content(spec, operation)},
            "304": {"description": "和 If-None-Match 给出的一样，没有变"},
            **{status: _error(about) for status, about in ERRORS.items()},
        },
    }


def _parameter(parameter: Parameter, samples: Samples) -> dict[str, Any]:
    schema = {"type": "array", "items": parameter.schema} if parameter.repeated else parameter.schema
    place = "path" if parameter.in_path else "query"
    described = {"name": parameter.name, "in": place, "description": parameter.about, "schema": schema}
    required = parameter.in_path or parameter.name == "by"
    example = {"document": samples.document, "record": samples.project}.get(parameter.name)
    return described | ({"required": True} if required else {}) | ({"example": example} if example else {})


def _content(spec: APISpec, operation: Operation) -> dict[str, Any]:
    if not operation.forms:
        return {media_type: {} for media_type in operation.media_types}
    schemas = [_form(spec, form) for form in operation.forms]
    return {"application/json": {"schema": schemas[0] if len(schemas) == 1 else {"oneOf": schemas}}}


def _error(about: str) -> dict[str, Any]:
    return {"description": about, "content": {"application/json": {"schema": {"$ref": f"{_SCHEMAS}Failure"}}}}


def _form(spec: APISpec, form: type) -> Schema:
    """A reference to the schema of a dataclass, which joins the components with all it is made of.

    The forms of ``yusou parse`` have names in common with the records: theirs begin with PARSED.
    """
    prefix = PARSED if form.__module__ == DisclosureForm.__module__ else ""
    schema = _moved(json_schema(form), prefix)
    for name, definition in schema["$defs"].items():
        _define(spec, prefix + name, definition)
    return {"$ref": schema["$ref"]}


def _define(spec: APISpec, name: str, schema: Schema) -> None:
    if name not in spec.components.schemas:
        spec.components.schema(name, schema)


def _moved(schema: Any, prefix: str) -> Any:
    """The same schema with its references pointing into the components."""
    match schema:
        case {"$ref": str(reference), **rest}:
            return {"$ref": reference.replace("#/$defs/", _SCHEMAS + prefix), **_moved(rest, prefix)}
        case dict():
            return {key: _moved(value, prefix) for key, value in schema.items()}
        case list():
            return [_moved(item, prefix) for item in schema]
        case _:
            return schema
