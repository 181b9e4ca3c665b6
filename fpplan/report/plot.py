"""Pieces of plotly dictionaries: one look for every figure.

Colours are of the Okabe-Ito set, told apart with every common colour blindness; variants and
views also differ by place or dash, never by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fpplan.contract.text import _, language

__all__ = [
    "GREY",
    "INK",
    "METHOD_COLOURS",
    "TARGET",
    "VARIANT_COLOURS",
    "assumed_split",
    "band",
    "layout",
    "line",
    "marked",
    "rgba",
    "shade",
    "wrap",
]

INK = "#22313a"
GREY = "#8a979e"
LIGHT = "#e6eaec"
TARGET = "#b0413e"
VARIANT_COLOURS = ("#46545c", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
METHOD_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#46545c")
_LATIN = "'Source Sans 3','Segoe UI',Roboto,'Helvetica Neue',Arial,'Noto Sans'"
_CHINESE = "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei'"
Trace = dict[str, Any]


def _fonts() -> str:
    """The language's own fonts first: quotes and dashes have other widths in the other's."""
    order = (_CHINESE, _LATIN) if language() == "zh" else (_LATIN, _CHINESE)
    return ",".join((*order, "system-ui", "sans-serif"))


def rgba(colour: str, alpha: float) -> str:
    """A "#rrggbb" colour made see-through."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha})"


def layout(height: int, *, x: str = "", y: str = "", legend: bool = True,
           **more: Any) -> dict[str, Any]:
    """The common layout: axis titles, no dragging (a page is scrolled, not zoomed)."""
    axis = {
        "gridcolor": LIGHT, "zerolinecolor": "#c9d1d5", "fixedrange": True, "automargin": True,
        "linecolor": "#c9d1d5", "tickfont": {"size": 12}, "ticks": "",
    }  # fmt: skip
    found: dict[str, Any] = {
        "height": height,
        "font": {"family": _fonts(), "size": 13, "color": INK},
        "margin": {"l": 8, "r": 14, "t": 36 if legend else 12, "b": 36},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        "hovermode": "closest",
        "showlegend": legend,
        "legend": {"orientation": "h", "x": 0, "y": 1.0, "xanchor": "left", "yanchor": "bottom",
                   "font": {"size": 12}, "itemclick": False, "itemdoubleclick": False},
        "xaxis": {**axis, "title": {"text": x, "standoff": 8, "font": {"size": 12}}},
        "yaxis": {**axis, "title": {"text": y, "standoff": 8, "font": {"size": 12}}},
    }  # fmt: skip
    for name, value in more.items():
        if isinstance(found.get(name), dict) and isinstance(value, dict):
            found[name] = {**found[name], **value}
        else:
            found[name] = value
    return found


def line(x: Sequence[Any], y: Sequence[Any], name: str, colour: str, *, dash: str = "solid",
         width: float = 2.2, legend: bool = True) -> Trace:
    """A line over time."""
    return {
        "type": "scatter", "mode": "lines", "x": list(x), "y": list(y), "name": name,
        "line": {"color": colour, "width": width, "dash": dash}, "showlegend": legend,
    }  # fmt: skip


def band(x: Sequence[Any], low: Sequence[Any], high: Sequence[Any], name: str, colour: str,
         alpha: float = 0.18, legend: bool = True) -> Trace:
    """A band between two lines."""
    return {
        "type": "scatter", "mode": "lines", "x": [*x, *reversed(x)],
        "y": [*high, *reversed(low)], "fill": "toself", "fillcolor": rgba(colour, alpha),
        "line": {"width": 0}, "hoverinfo": "skip", "name": name, "showlegend": legend,
    }  # fmt: skip


def marked(value: float, text: str, colour: str = TARGET, axis: str = "x") -> dict[str, Any]:
    """A labelled straight line at a value of the x or y axis: {"shape": ..., "note": ...}."""
    other = "y" if axis == "x" else "x"
    shape = {
        "type": "line", f"{axis}0": value, f"{axis}1": value, f"{axis}ref": axis,
        f"{other}0": 0, f"{other}1": 1, f"{other}ref": "paper", "layer": "above",
        "line": {"color": colour, "width": 1.5, "dash": "dot"},
    }  # fmt: skip
    if axis == "x":
        place = {"x": value, "xref": "x", "y": 1, "yref": "paper", "xanchor": "left",
                 "yanchor": "top"}  # fmt: skip
    else:
        place = {"x": 1, "xref": "paper", "y": value, "yref": "y", "xanchor": "right",
                 "yanchor": "bottom"}  # fmt: skip
    note = {"text": text, "showarrow": False, "font": {"size": 12, "color": colour}, **place}
    return {"shape": shape, "note": note}


def shade(first: str, last: str, text: str) -> dict[str, Any]:
    """A shaded stretch of time with a label at its top: {"shape": ..., "note": ...}."""
    shape = {
        "type": "rect", "x0": first, "x1": last, "xref": "x", "y0": 0, "y1": 1, "yref": "paper",
        "fillcolor": "#f0e442", "opacity": 0.16, "line": {"width": 0}, "layer": "below",
    }  # fmt: skip
    note = {
        "text": text, "x": first, "xref": "x", "y": 1, "yref": "paper", "xanchor": "left",
        "yanchor": "top", "showarrow": False, "align": "left",
        "font": {"size": 12, "color": "#6b6000"},
    }  # fmt: skip
    return {"shape": shape, "note": note}


def wrap(words: str, width: int | None = None) -> str:
    """A long label on several lines of at most `width` Latin letters. Chinese breaks anywhere,
    English between words."""
    if language() == "zh":
        size = (width or 18) // 2  # a Chinese character is as wide as two letters
        lines = -(-len(words) // size)
        even = -(-len(words) // max(1, lines))
        return "<br>".join(words[at : at + even] for at in range(0, len(words), even or 1))
    size = width or 20
    lines_found: list[str] = []
    for word in words.split():
        if lines_found and len(lines_found[-1]) + 1 + len(word) <= size:
            lines_found[-1] += f" {word}"
        else:
            lines_found.append(word)
    return "<br>".join(lines_found)


def assumed_split() -> dict[str, Any]:
    """The words that stand on every plot of villages whose split is assumed."""
    return {
        "text": _("assumed split of villages"), "x": 1, "xref": "paper", "y": 0, "yref": "paper",
        "xanchor": "right", "yanchor": "top", "yshift": -46, "showarrow": False,
        "font": {"size": 12, "color": TARGET},
    }  # fmt: skip
