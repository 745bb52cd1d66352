"""Documents in the publishers' formats, with words of our own: what tests of parsing and of fetching read.

Everything in them is made up and says so. EU acts are described once (``RECOMMENDATION``, ``REGULATION``, or an ``Act`` of the test's own)
and rendered by ``present``, ``older``, ``plain``, ``formex`` (one file) and ``formex_files``; ``finlex_act`` and ``ministry_page`` are the
others. Each gives bytes as the publisher would send them.
"""

from description import LANGUAGES, Act, Annex, Article, Block, Item, three
from eu_formex import formex, formex_files
from eu_xhtml import older, plain, present
from finlex import finlex_act
from ministry import EXCLUDE, SELECTOR, ministry_page
from recommendation import RECOMMENDATION, WHEREAS
from regulation import REGULATION

__all__ = [
    "EXCLUDE", "LANGUAGES", "RECOMMENDATION", "REGULATION", "SELECTOR", "WHEREAS", "Act", "Annex", "Article", "Block", "Item", "finlex_act",
    "formex", "formex_files", "ministry_page", "older", "plain", "present", "three",
]  # fmt: skip
