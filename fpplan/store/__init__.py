"""The run folder: what a run leaves on disk, written in ranges of draws, read lazily."""

from fpplan.store.blocks import Chunk, IndicatorBlock, PayoutBlock, PointBlock, TallyBlock
from fpplan.store.meta import RunMeta
from fpplan.store.names import (
    AnswerName,
    AssumptionName,
    EventName,
    IndicatorName,
    InputName,
    ItemName,
    MethodName,
    Names,
    PayoutName,
    PeriodName,
    PublishedFigure,
    Quota,
    SchemeName,
    UnitName,
    VariantName,
)
from fpplan.store.reader import Run
from fpplan.store.writer import RunWriter

__all__ = [
    "AnswerName",
    "AssumptionName",
    "Chunk",
    "EventName",
    "IndicatorBlock",
    "IndicatorName",
    "InputName",
    "ItemName",
    "MethodName",
    "Names",
    "PayoutBlock",
    "PayoutName",
    "PeriodName",
    "PointBlock",
    "PublishedFigure",
    "Quota",
    "Run",
    "RunMeta",
    "RunWriter",
    "SchemeName",
    "TallyBlock",
    "UnitName",
    "VariantName",
]
