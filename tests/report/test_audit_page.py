"""The page of an audit by itself."""

import re
from pathlib import Path

import pytest

from fpplan.audit.audit import audit
from fpplan.plugins import load_plugins
from fpplan.report.audit_page import page

TOWNSHIPS = Path(__file__).parents[2] / "plugins" / "fpplan_townships"


@pytest.fixture(scope="module")
def lianhe():
    schemes = load_plugins([TOWNSHIPS], entry_points=False).schemes
    return audit(schemes["lianhe"].under(), people=2000, births=24, other_readings=False)


def shown(text):
    """The page without what it carries along to draw plots."""
    return re.sub(r"<(script|style).*?</\1>", "", text, flags=re.S)


def test_every_figure_answers_at_the_top_and_stands_in_one_section(lianhe):
    text = shown(page(lianhe, {}, "en"))
    figures = re.findall(r'<figure id="figure-(audit_[a-z]+)_lianhe"', text)
    assert {"audit_points", "audit_flags", "audit_luck"} <= set(figures)
    head, body = text[:text.index("<figure")], text[text.index("<figure"):]
    assert head.count("Lianhe") >= len(figures)
    assert "In a unit of 24 births luck decides" in head and body.count('id="audit"') == 0
    assert not re.search("[\u4e00-\u9fff]", text)


def test_demand_that_was_simulated_answers_the_flag_of_quotas(lianhe):
    def state(gaps):
        text = shown(page(lianhe, gaps, "en"))
        return re.search(r">F2<.*?(yes|no|open: [a-z ]+)</td>", text, re.S)[1]

    quotas = [item.id for flag in lianhe.flags if flag.id == "F2" for item in flag.items]
    assert state({}) == "open: needs modelled demand"
    assert state(dict.fromkeys(quotas, (0.0, 0.0))) == "no"
    assert state({quotas[0]: (5.0, 9.0)}) == "yes"


def test_in_chinese_the_page_is_chinese(lianhe):
    text = page(lianhe, {}, "zh")
    assert '<html lang="zh-CN">' in text and "哪些目标靠运气" in text
    assert "which targets does luck decide" not in shown(text)
