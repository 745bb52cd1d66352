"""Documents in the publishers' formats, with words of our own: what tests of parsing and of fetching read.

Everything in them is made up and says so. Each function gives bytes as the publisher would send them.
"""

from description import LANGUAGES, Act, Annex, Article, Block, Item, three
from eu_xhtml import older, present
from recommendation import RECOMMENDATION

__all__ = ["LANGUAGES", "RECOMMENDATION", "Act", "Annex", "Article", "Block", "Item", "older", "present", "three"]
