"""The quality card: how good the assistant was when it was last measured on questions that nothing was tuned on.

The evaluation writes it as data (``evals card``), the page shows it. It says of which corpus it was measured; whether that is the corpus in
use is told beside it, since figures of another corpus are history.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.base.errors import MendData

CARD = Path(__file__).resolve().parent / "policy" / "quality.json"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Share(_Strict):
    """A share from 0 to 1 with its 95 % interval; ``n`` is how many it was counted on. None where there was nothing to count."""

    value: float | None
    low: float | None
    high: float | None
    n: int


class ByLanguage(_Strict):
    """A share over all languages and in each."""

    all: Share
    sv: Share
    fi: Share
    en: Share


class Weak(_Strict):
    """A kind of question with a low share."""

    kind: str
    share: Share


class Sizes(_Strict):
    """How many items were asked, each in three languages, and how many conversations."""

    answerable: int
    unanswerable: int
    situations: int
    conversations: int


class Quotes(_Strict):
    """Citations counted, and those whose quote was not found word for word in its source."""

    cited: int
    not_found: int


class Calibration(_Strict):
    """How far the decision's probability can be believed, and how well it ranks."""

    expected_error: Share
    roc_auc: Share


class QualityCard(_Strict):
    """The card. ``run`` is the folder of the evaluation's results that it was written from; shares are defined in docs/evaluation.md."""

    run: str
    date: str
    corpus_version: str
    index_version: str
    encoder: str
    sizes: Sizes
    evidence: ByLanguage
    evidence_in_quotes: ByLanguage
    answers_beside_the_point: ByLanguage
    answers_incomplete: ByLanguage
    quotes: Quotes
    abstention_precision: ByLanguage
    abstention_recall: ByLanguage
    false_refusals: ByLanguage
    checklist_recall: Share
    checklist_false_alarms: Share
    calibration: Calibration | None
    weakest_answered: list[Weak]
    weakest_declined: list[Weak]


@lru_cache(maxsize=1)
def quality_card(path: Path = CARD) -> QualityCard | None:
    """The card that ships with the program; None where there is no file. Raises ``MendData`` for one that cannot be read."""
    try:
        return QualityCard.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise MendData(f"{path.name}: {where}: {first['msg']}.", "Write it again: evals card") from error
