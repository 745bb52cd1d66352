"""The vectors that ship cover the corpus: a first start embeds next to nothing."""

from index.passages import units
from index.vectors import SHIPPED, Shelf, shelf_name


def test_the_shipped_vectors_cover_the_corpus(corpus, encoder):
    """After the corpus changed: python -m index.ship. A few new texts are embedded at the first start, a tenth would cost a minute."""
    shelf = Shelf.load(SHIPPED / shelf_name(encoder.id))
    wanted = {unit.key for unit in units(corpus, encoder)}
    missing = [key for key in wanted if key not in shelf]
    assert len(missing) <= len(wanted) / 100


def test_nothing_else_ships(corpus, encoder):
    """Vectors of texts that are gone would be carried for ever."""
    shelf = Shelf.load(SHIPPED / shelf_name(encoder.id))
    assert len(shelf) <= len({unit.key for unit in units(corpus, encoder)}) * 1.05
