"""What can be fitted is a list of names; each has its module."""

import pytest

from evals.cli import FITS, fit_of, parser


@pytest.mark.parametrize("name", FITS)
def test_each_kind_of_fit_has_its_report(name):
    """The module is found by its name, so no import would tell that one was moved."""
    assert parser().parse_args(["fit", name]).what == name
    assert callable(fit_of(name).report)
