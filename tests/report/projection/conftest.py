"""One small projection for all tests of its page."""

from __future__ import annotations

import pytest
from small_projection import written

from fpplan.report.projection import page


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return written(tmp_path_factory.mktemp("projection") / "made")


@pytest.fixture(scope="session")
def pages(folder):
    return {lang: page(folder, lang) for lang in ("en", "zh")}
