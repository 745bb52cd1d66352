"""How a checklist follows the situation: the stage of the work, which items apply, how high the level is, who joins in.

The rules are data: cues in ``corpus/knowledge/cues.yaml``, what they decide in the ``adapt`` of each theme. An item with a condition is
left out only where the situation decides the matter: it stands at another stage, or it says which of the theme's cases it is. A
thin description keeps everything, and duties in law have no conditions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from corpus.knowledge_model import Adapt, Item, ItemRule, Shift, Theme

LOWEST, HIGHEST = 1, 4


@dataclass(frozen=True)
class Told:
    """What a situation tells: the stage of the work where it says, and named cues with their words as written."""

    stage: str | None = None
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def any(self, names: Iterable[str]) -> bool:
        """Whether one of the named cues is told."""
        return any(name in self.cues for name in names)


def stage_of(hits: Mapping[str, int]) -> str | None:
    """The stage with the most words; none where two are even."""
    ranked = sorted(((count, stage) for stage, count in hits.items() if count), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def items_that_apply(theme: Theme, told: Told) -> list[Item]:
    """The supported items of a theme that apply, in their order."""
    decided = told.any(cue for rule in theme.adapt.items.values() for cue in rule.when.cues)
    return [item for item in theme.items if item.pending is None and _applies(rule_of(theme.adapt, item), told, decided)]


def rule_of(adapt: Adapt, item: Item) -> ItemRule:
    """The rule of an item; the empty one where none is written."""
    return adapt.items.get(item.id) or ItemRule()


def _applies(rule: ItemRule, told: Told, decided: bool) -> bool:
    if rule.when.stage and told.stage and told.stage not in rule.when.stage:
        return False
    return not rule.when.cues or not decided or told.any(rule.when.cues)


def shift(shifts: Iterable[Shift], told: Told) -> tuple[int, tuple[str, ...]]:
    """By how much the level moves, and the words that move it."""
    moved = [rule for rule in shifts if told.any(rule.cues)]
    words = [word for rule in moved for cue in rule.cues for word in told.cues.get(cue, ())]
    return sum(rule.by for rule in moved), tuple(dict.fromkeys(words))


def level(base: int, by: int) -> int:
    """A level moved, within 1 to 4."""
    return min(HIGHEST, max(LOWEST, base + by))


def responsible(item: Item, rule: ItemRule, told: Told) -> list[str]:
    """The roles of an item and those that join because of what is told."""
    joining = [role for cue, roles in rule.also.items() if cue in told.cues for role in roles]
    return list(dict.fromkeys([*item.responsible, *joining]))
