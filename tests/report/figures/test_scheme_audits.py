"""The audit of the run's schemes as a section of its report, in both languages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from fpplan.audit.audit import audit
from fpplan.audit.kept import AUDIT, keep, kept
from fpplan.audit.rights import BETWEEN, FOUND, NOT_FOUND, OPEN, beside_demand
from fpplan.contract.text import speaking
from fpplan.plugins import load_plugins
from fpplan.report import build
from fpplan.report.data import RunData
from fpplan.report.figures.scheme_audits import quota_gaps, scheme_audits
from fpplan.store import Run

TOWNSHIPS = Path(__file__).parents[3] / "plugins" / "fpplan_townships"


@pytest.fixture(scope="module")
def schemes():
    return load_plugins([TOWNSHIPS], entry_points=False).schemes


@pytest.fixture(scope="module")
def audited(fake_path, schemes, tmp_path_factory):
    folder = tmp_path_factory.mktemp("audited") / "run"
    shutil.copytree(fake_path, folder)
    keep(folder, [schemes["thousand_point"].under(), schemes["lianhe"].under()], 2000.0, 24)
    return folder


def figures(folder, lang="en"):
    with speaking(lang):
        return {figure.id: figure for figure in scheme_audits(RunData(Run.open(folder)))}


def test_what_it_says_of_the_thousand_points(audited):
    found = figures(audited)
    points = found["audit_points_thousand_point"]
    assert "IUD-and-pregnancy checks: 75 points at the target, and up to 450 more" \
        in points.reading.en
    assert "On procedures and fees: 42 %. On quality and choice: 0 %." in points.reading.en
    assert points.table["share"].sum() == pytest.approx(100)
    prices = found["audit_prices_thousand_point"]
    row = next(row for row in prices.table.iter_rows(named=True)
               if row["thing"].endswith("sterilisations in two-daughter households"))
    assert (row["worth"], row["omission"]) == (20, "10.0 | 10.0")
    assert "pays back 10.0 of them" in prices.reading.en


def test_luck_and_rights_of_lianhe(audited):
    found = figures(audited)
    luck = found["audit_luck_lianhe"]
    assert "In a unit of 24 births luck decides:" in luck.reading.en
    assert luck.table.height == 3 and "≤ 118.0" in luck.table["target"].to_list()
    flags = {row["id"]: row for row in found["audit_flags_lianhe"].table.iter_rows(named=True)}
    assert flags["F2"]["state"] == "yes"  # demand is simulated: the quotas lie above it
    # of the made-up run's quotas the scheme has one by that name
    assert flags["F2"]["clauses"] == "sterilisation after a second or later birth"
    assert "audit_prices_lianhe" not in found  # a scheme of targets has no price


def test_both_languages_and_the_page(audited):
    chinese = figures(audited, "zh")
    assert "环孕检：达到目标得75分" in chinese["audit_points_thousand_point"].reading.zh
    assert "二女户结扎" in chinese["audit_flags_lianhe"].table["clauses"].str.join("").item()
    page = build(Run.open(audited), "zh")
    assert 'id="audit"' in page and 'id="figure-audit_flags_thousand_point"' in page


def test_a_run_without_audits_has_no_such_section(fake, fake_path):
    assert scheme_audits(RunData(fake)) == []
    assert 'id="audit"' not in build(fake, "en")
    (damaged := fake_path.parent / "damaged").mkdir()
    (damaged / AUDIT).write_text("[{", "utf-8")
    assert kept(damaged, "en") == []


def test_gaps_of_quotas_come_from_the_run(audited):
    gaps = quota_gaps(RunData(Run.open(audited)), "lianhe")
    assert set(gaps) == {"iud_after_son", "sterilisation_after_second", "two_daughter"}
    assert all(low <= high for low, high in gaps.values())
    assert quota_gaps(RunData(Run.open(audited)), "thousand_point") == {}


@pytest.mark.parametrize(("gaps", "state", "names"), [
    ({}, OPEN, ["sterilisations", "iuds"]),
    ({"sterilisations": (4.0, 9.0)}, FOUND, ["sterilisations"]),
    ({"sterilisations": (0.0, 9.0), "iuds": (0.0, 0.0)}, BETWEEN, ["sterilisations"]),
    ({"sterilisations": (0.0, 0.2), "iuds": (0.0, 0.0)}, NOT_FOUND, []),
    ({"iuds": (0.0, 0.0)}, OPEN, ["sterilisations"]),
])
def test_a_quota_beside_demand(schemes, gaps, state, names):
    scheme = schemes["thousand_point"].under()
    asked = next(flag for flag in audit(scheme, births=24, other_readings=False).flags
                 if flag.id == "F2")
    own = dict(zip(("sterilisations", "iuds"), (item.id for item in asked.items), strict=True))
    flag = beside_demand(asked, scheme, {own[name]: ends for name, ends in gaps.items()})
    assert flag.state == state
    assert [item.id for item in flag.items] == [own[name] for name in names]


def test_the_command_reads_a_run(audited, capsys):
    from fpplan.cli import main

    given = ["audit", "lianhe", "--run", str(audited), "--plugins-dir", str(TOWNSHIPS)]
    assert main([*given, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["people"], found["births"]) == (2000, 24)
    (flag,) = [each for each in found["flags"] if each["id"] == "F2"]
    assert flag["state"] == FOUND
    assert [clause["id"] for clause in flag["clauses"]] == ["sterilisation_after_second"]
    assert main([*given, "--births", "24"]) == 2
    assert "is not given together with" in capsys.readouterr().err


def test_what_rests_on_an_authors_word_stands_in_the_report(audited, schemes, tmp_path):
    found = figures(audited)["audit_own_thousand_point"]
    rows = {row["what"]: row for row in found.table.iter_rows(named=True)}
    assert {row["mark"] for row in rows.values()} <= {"plugin's own count", ""}
    assert any(row["mark"] for row in rows.values())
    counted = [inp for inp in schemes["thousand_point"].inputs if inp.own_count]
    assert {str(inp.text) for inp in counted} <= set(rows) and len(counted) > 5
    stated = figures(audited)["audit_own_lianhe"].table.filter(because="days of the calendar")
    assert stated["mark"].to_list() == ["plugin's own count"]


def test_an_audit_kept_before_says_nothing_of_it(audited, tmp_path):
    folder = tmp_path / "run"
    shutil.copytree(audited, folder)
    old = json.loads((folder / AUDIT).read_text("utf-8"))
    for said in old:
        for each in said.values():
            del each["own_counts"], each["statements"]
    (folder / AUDIT).write_text(json.dumps(old), "utf-8")
    assert not [name for name in figures(folder) if name.startswith("audit_own")]
    assert "audit_points_lianhe" in figures(folder)
