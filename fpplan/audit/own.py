"""What rests on the word of a scheme's author: counts that the plugin brings by itself without a
tag, and statements why words that speak of something tagged do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fpplan.contract.items import Input, Item, Payout
from fpplan.contract.scheme import Scheme
from fpplan.contract.text import Text
from fpplan.contract.wording import spoken

__all__ = ["OwnCount", "Statement", "own_counts", "statements"]


@dataclass(frozen=True)
class OwnCount:
    """An untagged count of the plugin's own and the items that read it."""

    input: Input
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Statement:
    """What an author says of an untagged part whose words speak of something tagged."""

    part: Input | Item | Payout
    words: tuple[str, ...]
    because: Text


def own_counts(scheme: Scheme) -> list[OwnCount]:
    """The counts that no core table and no tag stands behind, in the scheme's order."""
    return [OwnCount(inp, tuple(item for item in scheme.items() if inp.id in item.inputs))
            for inp in scheme.inputs if inp.own_count]


def statements(scheme: Scheme) -> list[Statement]:
    """The statements that clear some word; one that clears none is none."""
    found = []
    parts: Iterable[Input | Item | Payout] = (*scheme.inputs, *scheme.items(), *scheme.payouts)
    for part in parts:
        if part.not_tagged_because is None:
            continue
        texts = [part.text] if isinstance(part, Input) else [part.text, part.clause.text]
        if isinstance(part, Payout) and part.sanction is not None:
            texts.append(part.sanction)
        said = [text.within(lang) for text in texts for lang in ("zh", "en")]
        said += [] if isinstance(part, Input) else [part.clause.quote]
        words = tuple(each.word for each in spoken(said))
        if words:
            found.append(Statement(part, words, part.not_tagged_because))
    return found
