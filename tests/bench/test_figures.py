"""Rates, percentiles, ratios and verdicts, by numbers a reader can check."""

import pytest

from bench.figures import Line, Load, Required, Verdict, parse_load, percentile, shown, table, verdicts


def line(*required: Required, **repetitions: list[float]) -> Line:
    return Line("tiles", "per second", required, dict(repetitions))


def test_a_load_is_read_as_the_generator_prints_it() -> None:
    load = parse_load("2.0\n5/1/2,1000,200,10\n5/1/2,3000,204,0\n16/1/2,2000,500,0\n")
    assert load.rate == 1.5
    assert [answer.status for answer in load.failures] == [500]
    assert load.milliseconds(0.5) == 2.0
    assert load.milliseconds(0.95, lambda key: key.startswith("5/")) == 3.0


def test_a_request_without_an_answer_is_a_failure() -> None:
    assert len(parse_load("1\na,5,-1,0\nb,5,304,0\n").failures) == 1


@pytest.mark.parametrize(("share", "value"), [(0.0, 1), (0.5, 10), (0.95, 19), (0.96, 20), (1.0, 20)])
def test_percentile_is_a_value_that_occurred(share: float, value: int) -> None:
    assert percentile(list(range(20, 0, -1)), share) == value


def test_no_values_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        Load(1.0, ()).milliseconds(0.5)


def test_ratios_are_of_medians_and_the_best_peer_is_the_fastest() -> None:
    measured = line(
        Required("best", 2.5), Required("raw", 0.6), ours=[290, 300, 900], tipg=[90, 100, 110], stock=[50], raw=[600]
    )
    assert verdicts(measured) == [
        Verdict("≥ 2.5 × best peer", "3.00 × tipg", True),
        Verdict("≥ 0.6 × raw", "0.50 × raw", False),
    ]


def test_a_requirement_of_what_was_not_measured_neither_holds_nor_fails() -> None:
    assert [verdict.holds for verdict in verdicts(line(Required("best", 2), Required("tipg", 8), ours=[1.0]))] == [
        None,
        None,
    ]
    assert [verdict.holds for verdict in verdicts(line(Required(most=50)))] == [None]


def test_limits_are_of_the_figure_itself() -> None:
    assert verdicts(line(Required(most=50), ours=[50.0])) == [Verdict("≤ 50 per second", "50.0 per second", True)]
    assert verdicts(line(Required(least=4000), ours=[3999.0]))[0].holds is False


@pytest.mark.parametrize(("figure", "text"), [(0.4249, "0.42"), (8.25, "8.25"), (37.44, "37.4"), (1834.2, "1,834")])
def test_figures_show_the_digits_that_count(figure: float, text: str) -> None:
    assert shown(figure) == text


def test_the_table_says_what_was_not_measured() -> None:
    measured = line(Required("best", 2.0), ours=[300.0], tipg=[100.0])
    measured.remarks["pygeoapi"] = "fails"
    assert table([measured], ["ours", "tipg", "pygeoapi", "raw"]).splitlines() == [
        "|                    | ours | tipg | pygeoapi | raw | measured    | required        |      |",
        "| ------------------ | ---- | ---- | -------- | --- | ----------- | --------------- | ---- |",
        "| tiles (per second) | 300  | 100  | fails    | –   | 3.00 × tipg | ≥ 2 × best peer | PASS |",
    ]
