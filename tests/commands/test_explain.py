"""`fpplan explain`."""

import pytest
from scheme_cli import VILLAGE, as_json, call


@pytest.fixture
def village(tmp_path):
    path = tmp_path / "village.csv"
    path.write_text(VILLAGE)
    return path


def test_one_item_in_words(capsys, village):
    assert call("explain", "thousand_point", village, "--unit", "V01",
                "--item", "sterilisation_task") == 0
    out = capsys.readouterr().out
    assert "sterilisation task, V01, 2014: 144 points" in out
    assert "8 of a task of 10, 80 % of 180 points = 144." in out


def test_all_items_for_machines(capsys, village):
    found = as_json(capsys, "explain", "thousand_point", village, "--unit", "V01")
    assert len(found) == 56 and all(each["sentences"] for each in found)


@pytest.mark.parametrize(("words", "said"), [
    (["--unit", "V1"], 'nearest: "V01"'),
    (["--unit", "V01", "--item", "sterilisation_tasks"], 'nearest: "sterilisation_task"'),
    (["--unit", "V01", "--period", "2013"], 'nearest: "2014"'),
])
def test_what_a_user_gets_wrong_is_one_line(capsys, village, words, said):
    assert call("explain", "thousand_point", village, *words) == 2
    assert said in capsys.readouterr().err
