from __future__ import annotations

from sample_disclosures import east_county

from search_app.views.line_family import ancestors, children


def test_ancestors_run_from_class_down() -> None:
    lines = east_county().lines
    assert [line.code for line in ancestors(lines, lines[3])] == ["201", "20103"]
    assert ancestors(lines, lines[0]) == ()


def test_children_are_one_level_below() -> None:
    lines = east_county().lines
    assert [line.code for line in children(lines, lines[0])] == ["20103"]
    assert [line.code for line in children(lines, lines[1])] == ["2010301", "2010302"]
    assert children(lines, lines[2]) == ()
