"""The Chinese catalogue: extracted from the code, filled by hand, compiled. `make locale` runs it.

Nothing in the files says when or where they were made, so that the same sentences give the
same files: the template and the catalogue are sorted and carry no date and no line numbers.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

__all__ = ["MO", "PO", "POT", "ROOT", "as_mo", "as_po", "as_pot", "extracted", "merged", "read"]

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "fpplan" / "locale"
POT = LOCALE / "fpplan.pot"
PO = LOCALE / "zh" / "LC_MESSAGES" / "fpplan.po"
MO = PO.with_suffix(".mo")
_WIDTH = 100
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
_HEADER = '''msgid ""
msgstr ""
"Project-Id-Version: fpplan\\n"
"Language: zh\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

'''


def extracted() -> list[str]:
    """Every sentence inside `_()` or `later()` of the package, once each, sorted."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, keywords={"_": None, "later": None})
    return sorted({str(message) for _file, _line, message, _comments, _context in found})


def read(path: Path = PO) -> dict[str, str]:
    """The sentences of a catalogue with their Chinese, "" where there is none yet."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(message.id): str(message.string or "") for message in read_po(file)
                if message.id}


def fuzzy(path: Path = PO) -> list[str]:
    """Sentences whose Chinese is marked as a guess."""
    with path.open("rb") as file:
        return [str(message.id) for message in read_po(file) if message.id and message.fuzzy]


def merged(sentences: Iterable[str], known: dict[str, str]) -> dict[str, str]:
    """The sentences of the code with the Chinese that is known of them."""
    return {sentence: known.get(sentence, "") for sentence in sentences}


def _catalogue(sentences: dict[str, str]) -> Catalog:
    made = Catalog(locale="zh", project="fpplan", charset="utf-8", fuzzy=False,
                   creation_date=_NEVER, revision_date=_NEVER)
    for sentence in sorted(sentences):
        made[sentence] = Message(sentence, sentences[sentence])
        # Sentences are filled by str.format; "95 % range" is not a % format.
        made[sentence].flags.discard("python-format")
    return made


def as_po(sentences: dict[str, str]) -> str:
    """The catalogue as text."""
    return _HEADER + as_pot(sentences)


def as_pot(sentences: dict[str, str]) -> str:
    """The same without a header; a template when no Chinese is given."""
    file = io.BytesIO()
    write_po(file, _catalogue(sentences), width=_WIDTH, no_location=True, omit_header=True,
             sort_output=True)
    return file.getvalue().decode("utf-8").rstrip() + "\n"


def as_mo(sentences: dict[str, str]) -> bytes:
    """The catalogue as the program reads it."""
    file = io.BytesIO()
    write_mo(file, _catalogue(sentences))
    return file.getvalue()


def main() -> None:
    """Bring the three files in step with the code and say what has no Chinese yet."""
    before = read()
    sentences = merged(extracted(), before)
    PO.parent.mkdir(parents=True, exist_ok=True)
    POT.write_text(as_pot(dict.fromkeys(sentences, "")), "utf-8")
    PO.write_text(as_po(sentences), "utf-8")
    MO.write_bytes(as_mo(sentences))
    gone = {sentence: before[sentence] for sentence in before if sentence not in sentences}
    for sentence, chinese in gone.items():
        print(f"no longer in the code: {sentence!r} was {chinese!r}")
    missing = [sentence for sentence, chinese in sentences.items() if not chinese]
    for sentence in missing:
        print(f"no Chinese yet: {sentence!r}")
    place = PO.relative_to(ROOT)
    print(f"{len(sentences)} sentences, {len(missing)} without Chinese"
          + (f": write it into {place} and run this again" if missing else ""))


if __name__ == "__main__":
    main()
