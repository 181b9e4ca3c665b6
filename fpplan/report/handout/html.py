"""The hand-out as one HTML page that needs nothing else, and prints one sheet a unit."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from fpplan.contract.text import _
from fpplan.report.handout.overview import Handout
from fpplan.report.script import harmless_cell
from fpplan.report.weak import TITLE, WEAK

__all__ = ["as_html"]


def as_html(handout: Handout, lang: str) -> str:
    """The page of a hand-out that was put together in `lang`, the language in force."""
    found: str = _template().render(
        lang="zh-CN" if lang == "zh" else "en", _=_, handout=handout,
        weak=WEAK, weak_title=TITLE,
        css=_text("fpplan.report", "page.css") + _text("fpplan.report.handout", "handout.css"))
    return found


def _text(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text("utf-8")


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                              lstrip_blocks=True, finalize=harmless_cell)
    return environment.from_string(_text("fpplan.report.handout", "handout.html.j2"))
