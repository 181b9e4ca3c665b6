"""What a run rests on."""

from fake_run import with_names

from fpplan.contract.text import speaking
from fpplan.report.figures.assumptions import _inputs, assumptions


def test_recorded_inputs_are_said_to_be_as_given_in_both_views(data):
    (figure,) = _inputs(data)
    assert "as given, in truth as in the books" in figure.definition.en
    assert "真实数字和账面数字都取这个数" in figure.definition.zh


def test_assumed_parameters_stand_first_and_the_scenarios_value_goes_before(data):
    figure = next(each for each in assumptions(data) if each.id == "parameters")
    rows = figure.table.to_dicts()
    assert [row["id"] for row in rows] == [
        "reporting.omission_out_girl", "voluntary_uptake.iud", "srb.natural"]
    assert [row["status"] for row in rows] == ["assumed", "assumed", "sourced"]
    assert (rows[0]["value"], rows[0]["source"]) == ("0.2", "set in the scenario")
    assert (rows[1]["range"], rows[1]["source"]) == ("0.12–0.4", "no source")
    assert "3 parameters: 1 from a source, 2 assumed; 1 are set by the scenario" \
        in figure.reading.en
    with speaking("zh"):
        chinese = next(each for each in assumptions(data) if each.id == "parameters")
    assert chinese.table["label"][2] == "自然出生性别比"


def test_a_parameter_that_is_known_exactly_has_no_range(data):
    frame = data.run.collect(data.run.table("parameters"))
    other = with_names(data, {"parameters": frame.with_columns(low=frame["value"],
                                                               high=frame["value"])})
    figure = next(each for each in assumptions(other) if each.id == "parameters")
    assert set(figure.table["range"]) == {""}


def test_inputs_without_a_document_are_counted_by_their_range(data):
    figure = next(each for each in assumptions(data) if each.id == "inputs")
    assert "5 inputs are taken as recorded; for 2 of them" in figure.reading.en
    assert figure.table["status"].to_list() == ["published"] * 3 + ["assumed"] * 2


def test_a_run_that_assumes_nothing_says_nothing(data):
    other = with_names(data, assumptions=(), inputs=())
    assert [figure.id for figure in assumptions(other)] == ["parameters"]
