"""The page of an audit by itself: the figures that a run's report has of each of its schemes."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

from fpplan import __version__
from fpplan.audit.audit import Audit
from fpplan.contract.text import LANGUAGES, _, language, speaking
from fpplan.report.answers import Answer, Line
from fpplan.report.figures.scheme_audits import Found, audit_figures
from fpplan.report.numbers import num
from fpplan.report.page import Section, render
from fpplan.report.sections import SECTIONS
from fpplan.store.names import SchemeName

__all__ = ["page"]


def page(found: Audit, gaps: Mapping[str, tuple[float, float]], lang: str) -> str:
    """The page of one audit in one language ("en" or "zh"); `gaps` as `quota_gaps`."""
    scheme = found.scheme
    said: dict[str, Found] = {}
    for each in LANGUAGES:
        with speaking(each):
            said[each] = found.as_dict()
    name = SchemeName(scheme.id, scheme.text, scheme.document, scheme.base is not None)
    with speaking(lang):
        title = next(section.title for section in SECTIONS if section.id == "audit")
        figures = tuple(audit_figures(name, lambda: said[language()], gaps))
        about = SimpleNamespace(
            meta=SimpleNamespace(title=scheme.text, version=__version__, plugins={}, hashes={}),
            variants=[], assumed_split=False)
        facts = [(_("People"), num(found.people)), (_("births"), num(found.births)),
                 (_("Document"), scheme.document)]
        answers = [Answer(str(figure.question), (Line(str(figure.reading)),), "audit")
                   for figure in figures]
        return render(lang, str(scheme.text), about, facts, answers,
                      [Section("audit", title, figures)], weak=())
