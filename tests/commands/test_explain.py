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


@pytest.mark.parametrize("done", ["1", "4"])
def test_counts_of_one_to_four_do_not_show_nor_their_arithmetic(capsys, village, done):
    village.write_text(VILLAGE.replace("sterilisations,8", f"sterilisations,{done}"))
    words = ("explain", "thousand_point", village, "--unit", "V01", "--item", "sterilisation_task")
    found = as_json(capsys, *words)[0]
    values = {line["input"]: line["value"] for line in found["figures"]}
    assert values == {"sterilisations": "<5", "sterilisation_task": "10"}
    assert call(*words) == 0
    out = capsys.readouterr().out
    assert "it rests on a count that is shown as a range" in out and f"{done} of a task" not in out
    village.write_text(VILLAGE.replace("sterilisations,8", "sterilisations,5"))
    assert as_json(capsys, *words)[0]["figures"][0]["value"] == "5"
