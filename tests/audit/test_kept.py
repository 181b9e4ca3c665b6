"""Audits kept with a run."""

import json

import pytest
from one_chapter import scheme_of, two
from small_scheme import item, small

from fpplan.api import PerEvent, Pick
from fpplan.audit.audit import audit
from fpplan.audit.kept import AUDIT, keep, kept
from fpplan.contract.text import language, set_language


@pytest.fixture(scope="module")
def text(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept")
    keep(folder, [small().under({"steps": "fraction"})], 3000, 30)
    assert [path.name for path in folder.iterdir()] == [AUDIT]  # and no part of a file
    return (folder / AUDIT).read_text("utf-8")


@pytest.fixture
def folder(text, tmp_path):
    (tmp_path / AUDIT).write_text(text, "utf-8")
    return tmp_path


def test_what_is_kept_is_the_audit_of_this_unit_under_its_readings(folder):
    (found,) = kept(folder, "en")
    asked = audit(small(), {"steps": "fraction"}, people=3000, births=30, other_readings=False)
    assert found == json.loads(json.dumps(asked.as_dict()))
    assert found["readings"] == {"steps": "fraction"} and found["births"] == 30


def test_it_is_kept_in_both_languages_whoever_asks(folder):
    english, chinese = (kept(folder, lang)[0] for lang in ("en", "zh"))
    assert english["labels"]["inputs"]["sterilisations"] == "sterilisations"
    assert chinese["labels"]["inputs"]["sterilisations"] == "结扎"
    assert chinese["flags"][0]["text"] != english["flags"][0]["text"]
    assert chinese["points"]["base"] == english["points"]["base"]


def test_the_language_of_the_user_stays(tmp_path):
    set_language("zh")
    keep(tmp_path, [], 3000, 30)
    assert language() == "zh" and kept(tmp_path, "zh") == []


def test_prices_under_other_readings_are_not_kept(tmp_path):
    """They take long, and no report of a run shows them."""
    rule = Pick("how", {"a": PerEvent("births_omitted", -2), "b": PerEvent("births_omitted", -4)})
    scheme = scheme_of(item("one", rule), readings=(two(),))
    keep(tmp_path, [scheme], 3000, 30)
    (found,) = kept(tmp_path, "en")
    assert found["false_reports"]["readings"] == []
    assert found["false_reports"]["chosen"]["prices"][0]["clause"] == 2


def test_it_is_written_over(folder):
    keep(folder, [], 3000, 30)
    assert kept(folder, "en") == []


def test_it_is_strict_json(text):
    """Points without end are null beside a mark: other programs read no Infinity."""
    def refuse(word):
        raise AssertionError(word)

    (found,) = json.loads(text, parse_constant=refuse)
    visits = found["en"]["points"]["items"][0]
    assert visits["most"] is None and visits["unlimited"] == {"least": False, "most": True}


@pytest.mark.parametrize("damaged", ["", "[{", "{}", "[1]", '[{"zh": {}}]', "null"])
def test_what_cannot_be_read_is_none(tmp_path, damaged):
    (tmp_path / AUDIT).write_text(damaged, "utf-8")
    assert kept(tmp_path, "en") == []
    assert kept(tmp_path / "elsewhere", "en") == []
