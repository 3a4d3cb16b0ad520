"""The one question about all checks of a table finds what Django finds asking for each; and floats are read as people write them."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import CheckConstraint
from django.test.utils import CaptureQueriesContext

from infra.errors import RuleBroken
from infra.models import KINDS, Bridge, Culvert, KmPost, Posting, Road, Section, SharedStretch, Waterway, Work
from infra.services.checking import _failed_checks, check
from tests.network import SOURCE, up

pytestmark = pytest.mark.django_db

ROWS: list[Any] = [
    Bridge(), Bridge(located_by="chainage"), Bridge(located_by="coordinates"), Bridge(located_by="none", geom=up(0)),
    Bridge(at_m=-1.0), Bridge(at_m=5.0), Bridge(stated_m=3), Bridge(stated_km=-1, stated_m=-3), Bridge(built_year=1849),
    Bridge(skew_deg=0, span_count=0, deck_rating=10, superstructure_rating=-1, length_m=Decimal("-0.01")),
    Culvert(cells=51, diameter_m=-1, skew_deg=Decimal("90.01")), Road(), Road(code="QL.1", start_km=3),
    Road(code="QL.1", start_km=3, start_m=-1), Section(from_m=-1.0, to_m=-2.0, lanes=21, iri_m_km=-1), Section(from_m=0.0, to_m=0.0),
    KmPost(km=-1, stated_next_m=0), KmPost(km=10_000), Posting(limit_t=1, limit_m=1), Posting(limit_t=0, from_m=1.0, to_m=1.0), Work(),
    Work(cost_vnd=-1), SharedStretch(), Waterway(width_m=0),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: type(row).__name__)
def test_one_question_finds_what_many_find(row: Any) -> None:
    asked_for = [constraint for constraint in row._meta.constraints if isinstance(constraint, CheckConstraint)]
    found = set()
    for constraint in asked_for:
        try:
            constraint.validate(type(row), row, exclude={"geom_3857", "public_id", "recorded_from"})
        except ValidationError:
            found.add(constraint.name)
    assert _failed_checks(row) == found


def test_the_rows_above_break_something_of_every_kind_but_the_inspection() -> None:
    broken = {row._meta.db_table for row in ROWS if _failed_checks(row)}
    assert broken == set(KINDS) - {"inspection"}


def test_a_row_is_asked_about_twice() -> None:
    row = Bridge(name="Cầu", bridge_type_id="T_BTCT", condition_id="TOT", length_m=12.5, built_year=1999, source=SOURCE)
    check(row)
    with CaptureQueriesContext(connection) as asked:
        check(row)
    assert len(asked) == 2


def test_codes_that_are_not_there_are_all_told_in_django_words() -> None:
    row = Bridge(bridge_type_id="KHONG_CO", condition_id="??", source=SOURCE)
    with pytest.raises(RuleBroken) as refused:
        check(row)
    assert refused.value.facts["codes"] == {"bridge_type": ["invalid"], "condition": ["invalid"]}
    assert "KHONG_CO" in refused.value.facts["errors"]["bridge_type"][0]


@pytest.mark.parametrize(("given", "kept"), [(4.2, "4.2"), (0.1, "0.1"), (12, "12"), ("7.25", "7.25")])
def test_a_float_in_a_decimal_column_is_what_people_write(given: Any, kept: str) -> None:
    row = Bridge(length_m=given, source=SOURCE)
    check(row)
    assert row.length_m == Decimal(kept)


@pytest.mark.parametrize("given", [4.256, float("inf"), float("nan")])
def test_a_float_with_more_digits_than_the_column_is_refused(given: float) -> None:
    with pytest.raises(RuleBroken) as refused:
        check(Bridge(length_m=given, source=SOURCE))
    assert refused.value.field == "length_m"
