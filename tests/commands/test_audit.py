"""`fpplan audit`."""

import pytest
from scheme_cli import as_json, call


def test_what_people_read(capsys):
    assert call("audit", "thousand_point", "--births", 24) == 0
    out = capsys.readouterr().out
    assert "IUD-and-pregnancy checks: 75 points at the target, and up to 450 more" in out
    assert "On procedures and fees: 42 %. On quality and choice: 0 %." in out
    assert "With birth_reports=reported: one birth omitted 2 | 7;" in out
    assert "It proposes no number for any tagged clause." in out


def test_a_village_and_a_county_under_a_sex_ratio_target(capsys):
    assert call("audit", "town_plan", "--people", 2000) == 0
    village = capsys.readouterr().out
    assert "sex ratio at birth: chance decides whether a unit of this size meets it." in village
    assert "about 382,000 people" in village
    assert call("audit", "town_plan", "--people", 500_000) == 0
    assert "sex ratio at birth: chance does not decide it" in capsys.readouterr().out


def test_for_machines(capsys):
    found = as_json(capsys, "audit", "thousand_point", "--reading", "check_points=30")
    assert found["points"]["base"] == 1015 and found["births"] == 24
    assert found["points"]["procedures_and_fees"] == pytest.approx(420 / 1015)
    checks = next(each for each in found["points"]["items"] if each["id"] == "checks")
    assert checks["can_add"] == 450 and checks["unlimited"] == {"least": False, "most": False}
    leads = next(each for each in found["points"]["items"] if each["id"] == "leads")
    assert leads["most"] is None and leads["unlimited"]["most"]
    assert {each["id"] for each in found["flags"]} == {f"F{n}" for n in range(1, 10)}


def test_in_chinese_labels_are_chinese(capsys):
    assert call("audit", "thousand_point", "--lang", "zh") == 0
    assert "环孕检" in capsys.readouterr().out


@pytest.mark.parametrize(("words", "said"), [
    (["thousand_points"], 'nearest: "thousand_point"'),
    (["thousand_point", "--births", 24, "--people", 2000], "not given together"),
    (["thousand_point", "--reading", "task=year"], 'nearest: "tasks"'),
    (["thousand_point", "--births", 0], "--births"),
])
def test_what_a_user_gets_wrong_is_one_line(capsys, words, said):
    assert call("audit", *words) == 2
    err = capsys.readouterr().err
    assert said in err and err.count("\n") == 1


@pytest.mark.parametrize(("lang", "words"), [("en", "where are the points?"),
                                             ("zh", "分值都放在哪里？")])
def test_a_page_of_its_own(capsys, tmp_path, lang, words):
    page = tmp_path / "audit.html"
    assert call("audit", "thousand_point", "--out", page, "--lang", lang) == 0
    text = page.read_text("utf-8")
    for figure in ("points", "flags", "prices", "luck"):
        assert f'id="figure-audit_{figure}_thousand_point"' in text
    assert words in text and list(tmp_path.iterdir()) == [page]


def test_what_rests_on_the_authors_word_is_named(capsys):
    assert call("audit", "two_clearances") == 0
    out = capsys.readouterr().out
    assert "Plugin's own counts, untagged" in out and "two_clearances_errors_found" in out
    assert "“monitors” and is not tagged because, its author says: they watch the staff" in out
    found = as_json(capsys, "audit", "two_clearances")
    assert {"id": "two_clearances_monitors", "label": "outside monitors", "words": ["monitors"],
            "because": "they watch the staff, not the people"} in found["statements"]
    own = {each["id"] for each in found["own_counts"]}
    assert "two_clearances_errors_found" in own
    assert not own & {"two_clearances_methods_urged"}  # tagged


def test_a_scheme_of_core_inputs_rests_on_no_word(capsys):
    found = as_json(capsys, "audit", "rights_based")
    assert all(each["id"].startswith("rights_based") for each in found["own_counts"])
    assert found["statements"] == []
