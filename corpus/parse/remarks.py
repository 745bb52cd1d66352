"""What a parser left out or doubts, counted by kind while it reads, and told in plain English at the end.

The kinds are keys of the catalogues (``upload.remark`` in ``assistant/policy/texts``), where a person finds the same in their language.
"""

from __future__ import annotations

from corpus.parse.parsed import Remark
from corpus.text.normal import clean

SAMPLES, LONGEST = 3, 80
TOLD = {
    "hidden_text": "hidden pieces of text were left out",
    "deleted_text": "deleted passages (tracked changes) were left out",
    "inserted_text": "inserted passages (tracked changes) were taken in",
    "comments": "comments were left out",
    "margins": "lines of headers and footers were left out",
    "page_numbers": "page numbers were left out",
    "contents": "lines of a table of contents were left out",
    "rotated": "pieces of turned text were left out",
    "no_text_pages": "pages without text (pictures?)",
    "embedded": "embedded files were left out",
    "active": "scripts, launches and forms were ignored",
    "markup": "pieces of HTML markup were left out",
    "gaps": "numbers seem to be missing",
    "restarted_notes": "notes whose number comes again were told apart by their page",
    "unreadable_signs": "signs that have no letter were left out",
}


class Noted:
    """The remarks as they gather."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._samples: dict[str, list[str]] = {}

    def add(self, kind: str, sample: str = "", count: int = 1) -> None:
        """Count something; ``sample`` is a piece of it, or where it stood."""
        if count <= 0:
            return
        self._counts[kind] = self._counts.get(kind, 0) + count
        shown, kept = clean(sample)[:LONGEST], self._samples.setdefault(kind, [])
        if shown and shown not in kept and len(kept) < SAMPLES:
            kept.append(shown)

    def remarks(self) -> tuple[Remark, ...]:
        """What was noted, in the order of ``TOLD``."""
        return tuple(Remark(kind, self._counts[kind], tuple(self._samples[kind])) for kind in TOLD if kind in self._counts)


def told(remarks: tuple[Remark, ...]) -> tuple[str, ...]:
    """The remarks as lines."""
    return tuple(
        f"{r.count} {TOLD[r.kind]}" + (f": {'; '.join(r.samples)}{' …' if r.count > len(r.samples) else ''}" if r.samples else "") + "."
        for r in remarks
    )
