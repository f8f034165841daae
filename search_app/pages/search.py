"""The landing page and the results page, and their JSON."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from index.answers.remembering import Recent
from index.answers.search import SearchPage
from index.query.parser import MAX_LENGTH
from index.query.tree import Query, QueryError
from search_app.addresses.links import search_link
from search_app.addresses.query_args import query_from_args
from search_app.addresses.query_edits import with_text
from search_app.json_values import JsonValue, json_value
from search_app.library import current_library
from search_app.serving.noted_searches import SLOW_MS, Outcome, note
from search_app.views.facet import UNFOLD, counted_facets, sought_inside
from search_app.views.landing import LandingView, landing_view
from search_app.views.results import results_view
from search_app.wording.glossary import GLOSSARY
from search_app.wording.languages import Language, page_language

blueprint = Blueprint("search", __name__)

_LANDINGS = "yusou-landings"

#: Beginnings of addresses that stand for endlessly many pages, or for heavy ones.
CLOSED_TO_CRAWLERS = (
    "/admin",
    "/search",
    "/suggest.json",
    "/export",
    "/download.zip",
    "/feed",
    "/compare",
    "/findings?",
    "/findings.csv",
    "/kinds?",
    "/kinds.csv",
    "/api/v1/",
)


@blueprint.get("/")
def landing_page() -> ResponseReturnValue:
    """Ways into the collection."""
    return render_template("landing.html", landing=_landing())


@blueprint.get("/index.json")
def landing_json() -> ResponseReturnValue:
    """The landing page as JSON."""
    return jsonify(json_value(_landing()))


@blueprint.get("/search")
def search_page() -> ResponseReturnValue:
    """The results of a query."""
    library = current_library()
    query, sought = _noting_what_is_wrong(), sought_inside(request.args.to_dict(flat=False))
    page = library.searcher.search(query, facets=counted_facets(query, request.args.getlist(UNFOLD)))
    _note(page)
    view = results_view(library.engine, page, sought)
    return render_template("results.html", results=view, typed=page.query.text)


@blueprint.get("/search.json")
def search_json() -> ResponseReturnValue:
    """The results of a query, as ``yusou search --json`` prints them."""
    return jsonify(current_library().searcher.search(_asked()).as_json())


@blueprint.get("/suggest.json")
def suggestions() -> ResponseReturnValue:
    """What the typed text may become, for the search box."""
    return jsonify(suggestions_body(request.args.get("q", "")))


def suggestions_body(typed: str) -> dict[str, JsonValue]:
    """Suggestions as JSON, each with the address of its search."""
    found = current_library().searcher.suggest(typed)
    return {"suggestions": [{**one.as_json(), "link": search_link(with_text(Query(), one.query))} for one in found]}


@blueprint.get("/glossary")
def glossary_page() -> ResponseReturnValue:
    """Words of the field, explained."""
    return render_template("glossary.html", glossary=GLOSSARY)


@blueprint.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """Crawlers may read records and documents; every combination of filters is too much for anyone."""
    rules = "".join(f"Disallow: {path}\n" for path in CLOSED_TO_CRAWLERS)
    return Response(f"User-agent: *\n{rules}", mimetype="text/plain")


def _noting_what_is_wrong() -> Query:
    """The query that is asked for; one that cannot be understood may be noted."""
    try:
        return _asked()
    except QueryError:
        note(request.args.get("q", "")[:MAX_LENGTH], Outcome.WRONG)
        raise


def _note(page: SearchPage) -> None:
    """A search that finds nothing as it was typed, or takes long, may be noted."""
    if not page.total or page.relaxed:
        note(page.query.text, Outcome.NOTHING)
    if page.took_ms >= SLOW_MS:
        note(page.query.text, Outcome.SLOW)


@blueprint.record_once
def _remember_landings(state: BlueprintSetupState) -> None:
    state.app.extensions[_LANDINGS] = Recent[LandingView](len(Language))


def _landing() -> LandingView:
    """Looking over the whole collection asks it dozens of questions: once for each of its states, in each language."""
    landings, engine = current_app.extensions[_LANDINGS], current_library().engine
    assert isinstance(landings, Recent)
    landing = landings.get(engine.state(), page_language(), lambda: landing_view(engine))
    assert isinstance(landing, LandingView)
    return landing


def _asked() -> Query:
    return query_from_args(request.args.to_dict(flat=False))
