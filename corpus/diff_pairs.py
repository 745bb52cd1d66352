"""Which provision of the old corpus is which of the new: by id where the words agree with it, by the words where they do not.

An id is stable by promise, and editors break promises: a provision gets a better id, or a publisher puts a new paragraph first and every
number after it shifts. Shown by id alone, the first is a text lost and a text found, the second a document rewritten from end to end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from corpus.snapshot import KeptDocument, KeptProvision
from corpus.text.worddiff import likeness

T = TypeVar("T", bound=KeptDocument | KeptProvision)
Pairs = list[tuple[T | None, T | None]]
# The same words under another id; less in common is another text.
RENAMED = 0.6
# Under the same id, less in common than this is worth looking for elsewhere first.
DOUBTFUL = 0.3


@lru_cache(maxsize=20_000)
def _text(lines: tuple[str, ...]) -> str:
    return "\n".join(lines)


def provision_text(p: KeptProvision) -> str:
    """The words of a provision in all its editions of our own, by which it is known again."""
    return _text(tuple(line.text for name, text in sorted(p.editions.items()) if not name.endswith("+") for line in text.lines))


def document_text(d: KeptDocument) -> str:
    """The words of a document, by which it is known again."""
    return "\n".join(map(provision_text, d.provisions.values()))


def pair_documents(old: Mapping[str, KeptDocument], new: Mapping[str, KeptDocument]) -> Pairs[KeptDocument]:
    """Documents before and after; None where there was none, or is none."""
    same: Pairs[KeptDocument] = [(old[name], new[name]) for name in new if name in old]
    gone, come = [old[n] for n in old if n not in new], [new[n] for n in new if n not in old]
    return [*same, *_by_likeness(gone, come, document_text)]


def pair_provisions(old: Sequence[KeptProvision], new: Sequence[KeptProvision]) -> Pairs[KeptProvision]:
    """Provisions of one document before and after, by local id; None where there was none, or is none."""
    before, after = {p.local_id: p for p in old}, {p.local_id: p for p in new}
    both = [name for name in after if name in before]
    doubtful = _doubtful(before, after, both)
    sure = [name for name in both if name not in doubtful]
    gone = [p for name, p in before.items() if name in doubtful or name not in after]
    come = [p for name, p in after.items() if name in doubtful or name not in before]
    found: Pairs[KeptProvision] = [(before[name], after[name]) for name in sure]
    lost, fresh = dict[str, KeptProvision](), dict[str, KeptProvision]()
    for a, b in _by_likeness(gone, come, provision_text):
        if a and b:
            found.append((a, b))
        elif a:
            lost[a.local_id] = a
        elif b:
            fresh[b.local_id] = b
    # A rewritten provision whose old words stand nowhere else is that provision still.
    found += [(lost.pop(name), fresh.pop(name)) for name in list(lost) if name in fresh]
    return [*found, *((p, None) for p in lost.values()), *((None, p) for p in fresh.values())]


def pair_moved(old: Iterable[KeptProvision], new: Iterable[KeptProvision]) -> Pairs[KeptProvision]:
    """Provisions that left one document and came into another."""
    return _by_likeness(list(old), list(new), provision_text)


def _doubtful(before: Mapping[str, KeptProvision], after: Mapping[str, KeptProvision], both: Sequence[str]) -> set[str]:
    """Ids whose words changed so much, or stand so exactly under another id, that the id alone is not believed."""
    then = {name: provision_text(before[name]) for name in before}
    now = {name: provision_text(after[name]) for name in after}
    elsewhere = Counter(now[name] for name in now if then.get(name) != now[name])
    came_from = Counter(then[name] for name in then if now.get(name) != then[name])
    changed = [name for name in both if then[name] != now[name]]
    return {name for name in changed if likeness(then[name], now[name]) < DOUBTFUL or elsewhere[then[name]] > 0 or came_from[now[name]] > 0}


def _by_likeness(gone: Sequence[T], come: Sequence[T], words: Callable[[T], str]) -> Pairs[T]:
    """Pairs that are alike enough, the most alike first; what finds none stands alone. The same pairs whichever side is called old."""
    scored = []
    bags = [[frozenset(words(item).casefold().split()) for item in side] for side in (gone, come)]
    for i, a in enumerate(gone):
        for k, b in enumerate(come):
            one, other = bags[0][i], bags[1][k]
            least, most = sorted((len(one), len(other)))
            # Cheap bounds first: two whole corpora may be compared that have nothing in common.
            if 2 * least < RENAMED * (least + most) or 4 * len(one & other) < RENAMED * (least + most):
                continue
            score = likeness(words(a), words(b))
            if score >= RENAMED:
                # Ties are broken by what both directions see alike, or the same two corpora would pair differently forth and back.
                scored.append((-score, sorted((words(a), words(b))), sorted((a.id, b.id)), i, k))
    pairs: Pairs[T] = []
    left, right = set(range(len(gone))), set(range(len(come)))
    for *_, i, k in sorted(scored):
        if i in left and k in right:
            pairs.append((gone[i], come[k]))
            left.remove(i)
            right.remove(k)
    return [*pairs, *((gone[i], None) for i in sorted(left)), *((None, come[k]) for k in sorted(right))]
