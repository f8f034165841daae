from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from sample_disclosures import EAST, WEST

from index.catalog import Catalog
from index.engines import open_engine
from index.settings import Settings
from search_app.api.operations import API_PREFIX, Operation
from search_app.api.pages import samples
from search_app.api.views import operations
from search_app.app import create_app
from search_app.library import Library, open_library

OPERATIONS = tuple(operations.declared.values())
ADDRESSES = (
    "/search?q=政务外网",
    "/search?q=没有这种东西",
    "/search?sort=amount_desc&limit=2",
    "/facets?q=政务外网",
    "/aggregate?by=kind",
    "/aggregate?by=county&kind=line",
    f"/records/{EAST}-p0",
    f"/records/{EAST}-p2",
    f"/records/{EAST}-s1",
    f"/records/{EAST}-l3",
    f"/records/{EAST}-p0/similar",
    f"/documents/{EAST}",
    f"/documents/{EAST}/pages/2",
    "/findings",
    "/findings?check=projects_sum",
    f"/compare?id={EAST}-p0&id={EAST}-p2",
    "/compare?id=630101",
    "/compare",
    "/coverage",
    "/kinds",
    "/kinds?kind=政务外网&sort=median",
    "/suggest?q=政务",
)


@pytest.fixture(scope="module")
def description(library: Library) -> dict[str, Any]:
    described = create_app(library).test_client().get("/openapi.json").get_json()
    assert isinstance(described, dict)
    return described


def schema_of(description: dict[str, Any], operation: Operation, status: str = "200") -> dict[str, Any]:
    answers = description["paths"][API_PREFIX + operation.path]["get"]["responses"]
    schema = answers[status]["content"]["application/json"]["schema"]
    return {**schema, "components": description["components"]}


def operation_at(client: FlaskClient, address: str) -> Operation:
    endpoint, _ = client.application.url_map.bind("localhost").match(API_PREFIX + address.partition("?")[0])
    return operations.declared[endpoint.removeprefix("api.")]


def test_the_description_is_openapi(description: dict[str, Any]) -> None:
    assert description["openapi"] == "3.1.0"
    for schema in description["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    ids = [path["get"]["operationId"] for path in description["paths"].values()]
    assert len(ids) == len(set(ids))


def test_every_route_is_described_and_every_parameter_of_a_path_declared(client: FlaskClient) -> None:
    routed = {rule.endpoint for rule in client.application.url_map.iter_rules() if rule.rule.startswith(API_PREFIX)}
    assert routed == {f"api.{name}" for name in operations.declared}
    for operation in OPERATIONS:
        in_path = {parameter.name for parameter in operation.parameters if parameter.in_path}
        assert in_path == {part.strip("{}") for part in operation.path.replace(".", "/").split("/") if "{" in part}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_every_example_can_be_tried(client: FlaskClient, library: Library, operation: Operation) -> None:
    answer = client.get(operation.example_address(samples(library.engine)))
    assert answer.status_code == 200
    assert answer.mimetype in operation.media_types


@pytest.mark.parametrize("address", ADDRESSES)
def test_answers_are_as_described(client: FlaskClient, description: dict[str, Any], address: str) -> None:
    answer = client.get(API_PREFIX + address)
    assert answer.status_code == 200
    Draft202012Validator(schema_of(description, operation_at(client, address))).validate(answer.get_json())


def test_the_schema_refuses_what_does_not_belong(client: FlaskClient, description: dict[str, Any]) -> None:
    body = client.get(f"{API_PREFIX}/search?q=政务外网").get_json()
    validator = Draft202012Validator(schema_of(description, operations.declared["search"]))
    assert validator.is_valid(body)
    assert not validator.is_valid({**body, "more": 1})
    assert not validator.is_valid({**body, "total": "many"})


@pytest.mark.parametrize(
    ("address", "status", "kind"),
    [
        ("/search?q=(", 400, "query"),
        ("/search?min=x", 400, "argument"),
        ("/search?limit=0", 400, "argument"),
        ("/search?cursor=x", 400, "query"),
        ("/facets?field=x", 400, "argument"),
        ("/aggregate", 400, "argument"),
        ("/aggregate?by=x", 400, "argument"),
        (f"/records/{'0' * 16}-p0", 404, "not_found"),
        (f"/records/{EAST}-s1/similar", 404, "not_found"),
        (f"/records/{EAST}-d0", 404, "not_found"),
        ("/records/x", 404, "not_found"),
        (f"/documents/{'0' * 16}", 404, "not_found"),
        (f"/documents/{EAST}/pages/9", 404, "not_found"),
        ("/nothing", 404, "not_found"),
        ("/export.exe", 404, "not_found"),
    ],
)
def test_errors_have_one_shape(
    client: FlaskClient, description: dict[str, Any], address: str, status: int, kind: str
) -> None:
    answer = client.get(API_PREFIX + address)
    assert (answer.status_code, answer.get_json()["error"]["kind"]) == (status, kind)
    error = {"$ref": "#/components/schemas/Failure", "components": description["components"]}
    Draft202012Validator(error).validate(answer.get_json())


def test_an_error_says_where_and_how_to_mend_it(client: FlaskClient) -> None:
    error = client.get(f"{API_PREFIX}/search", query_string={"q": "政务 ("}).get_json()["error"]
    assert error["span"] == [3, 4]
    assert error["hint"]
    assert client.get(f"{API_PREFIX}/search", query_string={"q": error["repaired"]}).status_code == 200


def test_the_api_finds_what_the_page_finds(client: FlaskClient) -> None:
    for asked in ("q=政务外网", "q=政务外网&county=东县&not_kind=section", "min=100万&sort=amount_asc"):
        of_page, of_api = (
            client.get(f"{base}?{asked}").get_json() for base in ("/search.json", f"{API_PREFIX}/search")
        )
        assert [hit["id"] for hit in of_page["hits"]] == [hit["id"] for hit in of_api["hits"]]
        assert of_page["facets"] == of_api["facets"]


def test_paging_has_no_ceiling(client: FlaskClient) -> None:
    seen: list[str] = []
    cursor = ""
    while cursor is not None:
        body = client.get(f"{API_PREFIX}/search", query_string={"limit": 2, "cursor": cursor}).get_json()
        seen += [hit["id"] for hit in body["hits"]]
        cursor = body["next_cursor"]
    assert len(seen) == len(set(seen)) == body["total"]


def test_aggregates_add_projects_only(client: FlaskClient) -> None:
    body = client.get(f"{API_PREFIX}/aggregate?by=county").get_json()
    groups = {group["value"]: group["stats"] for group in body["groups"]}
    assert body["added"] == "project"
    assert groups["东县"] == {"count": 2, "sum": 1_800_000, "min": 200_000, "max": 1_600_000}
    assert groups["西县"] == {"count": 1, "sum": 1_400_000, "min": 1_400_000, "max": 1_400_000}


def test_aggregates_add_the_totals_of_documents_when_only_documents_are_asked_for(client: FlaskClient) -> None:
    body = client.get(f"{API_PREFIX}/aggregate?by=year&kind=document").get_json()
    assert body["added"] == "document"
    assert {group["value"]: group["stats"]["sum"] for group in body["groups"]} == {"2023": 3_000_000, "2024": 1_400_000}


@pytest.mark.parametrize("asked", ["kind=line", "kind=section", "not_kind=project"])
def test_aggregates_add_nothing_where_adding_would_count_money_twice(client: FlaskClient, asked: str) -> None:
    body = client.get(f"{API_PREFIX}/aggregate?by=county&{asked}").get_json()
    assert body["added"] is None
    assert {group["stats"]["count"] for group in body["groups"]} == {0}


def test_a_group_chosen_is_the_only_group(client: FlaskClient) -> None:
    body = client.get(f"{API_PREFIX}/aggregate?by=county&county=西县").get_json()
    assert [group["value"] for group in body["groups"]] == ["西县"]


def test_mobile_numbers_are_masked_in_every_json(client: FlaskClient) -> None:
    for address in (f"/records/{EAST}-s1", f"/documents/{EAST}", f"/documents/{EAST}/pages/1", "/search?q=政务外网"):
        text = client.get(API_PREFIX + address).text
        assert "13900001234" not in text
    assert "139****1234" in client.get(f"/d/{EAST}/1.json").text


def test_what_has_not_changed_is_not_sent_again(tmp_path: Path) -> None:
    stores = Settings.for_data(tmp_path)
    open_engine(stores.index_url, create=True).close()
    with Catalog.open(stores.catalog_url, create=True) as catalog, open_library(stores) as library:
        client = create_app(library).test_client()
        first = client.get(f"{API_PREFIX}/search")
        etag = first.headers["ETag"]
        again = client.get(f"{API_PREFIX}/search", headers={"If-None-Match": etag})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
        catalog.delete("0" * 16)
        changed = client.get(f"{API_PREFIX}/search", headers={"If-None-Match": etag})
        assert changed.status_code == 200
        assert changed.headers["ETag"] != etag


def test_errors_and_health_carry_no_validator(client: FlaskClient) -> None:
    for address in (f"{API_PREFIX}/search?q=(", "/healthz", "/nothing"):
        assert "ETag" not in client.get(address).headers


def test_pages_are_validated_too_and_a_notice_makes_another_page(library: Library) -> None:
    plain, noticed = (create_app(library, notice=notice).test_client() for notice in ("", "示例"))
    etag = plain.get("/").headers["ETag"]
    assert plain.get("/", headers={"If-None-Match": etag}).status_code == 304
    assert noticed.get("/", headers={"If-None-Match": etag}).status_code == 200


def test_the_readable_page_shows_every_operation_and_error(client: FlaskClient) -> None:
    page = client.get("/api").text
    for operation in OPERATIONS:
        assert f"GET /api/v1{operation.path}" in page
        assert operation.about in page


@pytest.fixture(scope="module")
def hammered(library: Library) -> FlaskClient:
    return create_app(library).test_client()


KNOWN = tuple(sorted({parameter.name for operation in OPERATIONS for parameter in operation.parameters}))
ODD = st.text(max_size=12) | st.sampled_from(["(", '"', "金额:", "10万..", "*", "a" * 600, "\x00", "'", "year:x", "-1"])


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([operation.example.partition("?")[0] for operation in OPERATIONS]),
    st.lists(st.tuples(st.sampled_from(KNOWN), ODD), max_size=4),
)
def test_whatever_is_asked_the_answer_is_documented(
    hammered: FlaskClient, path: str, asked: list[tuple[str, str]]
) -> None:
    filled = path.replace("{document}", EAST).replace("{project}", f"{WEST}-p0")
    query = urlencode([(name, value.encode("utf-8", "replace")) for name, value in asked])
    assert hammered.get(f"{API_PREFIX}{quote(filled)}?{query}").status_code in {200, 400, 404}
