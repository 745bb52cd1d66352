"""Documents in the publishers' formats, with words of our own: what tests of parsing and of fetching read.

Everything in them is made up and says so. Each function gives bytes as the publisher would send them.
"""

from description import LANGUAGES, Act, Annex, Article, Block, Item, three
from eu_formex import formex, formex_files
from eu_xhtml import older, plain, present
from recommendation import RECOMMENDATION

__all__ = ["LANGUAGES", "RECOMMENDATION", "Act", "Annex", "Article", "Block", "Item", "formex", "formex_files", "older", "plain", "present", "three"]
