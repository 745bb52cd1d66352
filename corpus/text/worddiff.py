"""What differs between two texts: sentences paired first, then words within a pair.

Words alone, over whole passages, pair a word of one sentence with the same word of another and tell a story that nobody wrote. So sentences
are laid side by side in order, the most alike together, and only a pair is looked at word by word. Joining the pieces gives each text back
to the character.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_WORD = re.compile(r"\w+")
# Sentences with less in common are another sentence, not the same one reworded.
ALIKE = 0.4
# Pairing looks at every sentence against every other; past this many pairs they are taken in order instead.
MOST_PAIRS = 40_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that both have (``=``), only the new one (``+``) or only the old one (``-``)."""

    op: Literal["=", "+", "-"]
    text: str


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """The texts as pieces; what is gone stands before what came in its place."""
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    found: list[list[str]] = []
    for op, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        before, after = "".join(a[i:j]), "".join(b[k:m])
        found.append([before, "", ""] if op == "equal" else ["", before, after])
    return _pieces(_joined(found))


def _joined(found: list[list[str]]) -> list[list[str]]:
    """Runs of [kept, gone, come]: a blank or a mark alone between two changes belongs to the change, or the text reads as shreds."""
    out: list[list[str]] = []
    for place, (kept, gone, come) in enumerate(found):
        alone = kept and not _WORD.search(kept) and 0 < place < len(found) - 1
        if out and (alone or not kept) and not out[-1][0]:
            out[-1][1] += kept + gone
            out[-1][2] += kept + come
        else:
            out.append([kept, gone, come])
    return out


def _pieces(runs: list[list[str]]) -> tuple[Piece, ...]:
    out: list[Piece] = []
    for kept, gone, come in runs:
        out += [piece for piece in (Piece("=", kept), Piece("-", gone), Piece("+", come)) if piece.text]
    return tuple(out)


def old_text(pieces: Sequence[Piece]) -> str:
    """The text before."""
    return "".join(piece.text for piece in pieces if piece.op != "+")


def new_text(pieces: Sequence[Piece]) -> str:
    """The text after."""
    return "".join(piece.text for piece in pieces if piece.op != "-")


@lru_cache(maxsize=50_000)
def _bag(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def likeness(one: str, other: str) -> float:
    """Between 0 (no word in common) and 1 (the same words): twice the words shared over all words."""
    a, b = _bag(one), _bag(other)
    whole = a.total() + b.total()
    return 2 * (a & b).total() / whole if whole else float(one == other)


Pairs = list[tuple[int | None, int | None]]


def align(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """Sentences side by side, as places counted from 0, in reading order; None where one side has no sentence for it."""
    out: Pairs = []
    for op, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            out += list(zip(range(i, j), range(k, m), strict=True))
        elif (j - i) * (m - k) > MOST_PAIRS:
            out += _in_order(j - i, m - k, i, k)
        else:
            out += _best(old[i:j], new[k:m], i, k)
    return out


def _in_order(before: int, after: int, i: int, k: int) -> Pairs:
    both = min(before, after)
    return [
        *((i + n, k + n) for n in range(both)),
        *((i + n, None) for n in range(both, before)),
        *((None, k + n) for n in range(both, after)),
    ]


def _best(old: Sequence[str], new: Sequence[str], i: int, k: int) -> Pairs:
    """The pairing in order whose pairs are the most alike together."""
    rows, columns = len(old), len(new)
    alike = [[likeness(a, b) for b in new] for a in old]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for r in range(rows - 1, -1, -1):
        for c in range(columns - 1, -1, -1):
            pair = alike[r][c] + best[r + 1][c + 1] if alike[r][c] >= ALIKE else -1.0
            best[r][c] = max(pair, best[r + 1][c], best[r][c + 1])
    out: Pairs = []
    r = c = 0
    while r < rows and c < columns:
        if alike[r][c] >= ALIKE and best[r][c] == alike[r][c] + best[r + 1][c + 1]:
            out.append((i + r, k + c))
            r, c = r + 1, c + 1
        elif best[r][c] == best[r + 1][c]:
            out.append((i + r, None))
            r += 1
        else:
            out.append((None, k + c))
            c += 1
    return [*out, *((i + n, None) for n in range(r, rows)), *((None, k + n) for n in range(c, columns))]
