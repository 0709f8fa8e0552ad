"""Selection of the coefficients that apply to given ratings, or by which a round can be judged."""

from coding.statistics.coefficients import krippendorff_alpha
from coding.statistics.ordered import krippendorff_alpha_ordinal
from coding.statistics.ratings import Ratings
from coding.statistics.registry import (
    BINARY,
    COEFFICIENTS,
    EACH_CODE,
    MANY_RATERS,
    MULTI,
    ORDERED,
    SCORED,
    SINGLE,
    TWO_RATERS,
    Coefficient,
)
from coding.statistics.scale import Scale


def coefficients_for(ratings: Ratings) -> tuple[Coefficient, ...]:
    """Return the coefficients that apply to these ratings.

    Parameters
    ----------
    ratings : Ratings

    Returns
    -------
    tuple of Coefficient
        In the order of the report.

    Examples
    --------
    >>> [one.name for one in coefficients_for(Ratings.from_sets([({"a"}, {"a", "b"})]))][:2]
    ['exact_match', 'mean_jaccard']
    """
    return _fitting(len(ratings.raters), ratings.multilabel, len(ratings.categories), ratings.scale)


def coefficients_of_each_code(n_raters: int) -> tuple[Coefficient, ...]:
    """Return the coefficients that are reported for each code alone.

    Parameters
    ----------
    n_raters : int

    Returns
    -------
    tuple of Coefficient
        The first one is also averaged over the codes.

    Examples
    --------
    >>> coefficients_of_each_code(2)[0].name, coefficients_of_each_code(3)[0].name
    ('cohen_kappa', 'fleiss_kappa')
    """
    return tuple(
        one for one in _for_raters(n_raters) if EACH_CODE in one.scope and not (n_raters == 2 and one.generalises)
    )


def primaries_for(n_raters: int, *, multilabel: bool, scale: Scale | None = None) -> tuple[Coefficient, ...]:
    """Return the coefficients by which a round of this kind can be judged.

    Parameters
    ----------
    n_raters : int
    multilabel : bool
        Whether there are several codes per unit.
    scale : Scale, optional
        The order of the codes. With several codes per unit it does not count.

    Returns
    -------
    tuple of Coefficient
        In the order of the report.

    Examples
    --------
    >>> [one.name for one in primaries_for(2, multilabel=True)][:2]
    ['krippendorff_alpha_masi', 'krippendorff_alpha_jaccard']
    """
    scale = None if multilabel else scale
    return tuple(one for one in _fitting(n_raters, multilabel, scale=scale) if one.can_be_primary)


def primary_names(n_raters: int, *, multilabel: bool, complete: bool = True, scale: Scale | None = None) -> list[str]:
    """Return the names of the coefficients by which a round can be judged; the first one is the default.

    Parameters
    ----------
    n_raters : int
    multilabel : bool
        Whether there are several codes per unit.
    complete : bool
        Whether every rater codes every unit. If not, alpha comes first: it takes any number of ratings per unit.
    scale : Scale, optional
        The order of the codes. With an order, its coefficients come first.

    Returns
    -------
    list of str

    Examples
    --------
    >>> primary_names(2, multilabel=False)[0], primary_names(3, multilabel=False, complete=False)[0]
    ('cohen_kappa', 'krippendorff_alpha')
    >>> primary_names(2, multilabel=False, scale=Scale.of(3))[:3]
    ['cohen_kappa_linear', 'cohen_kappa_quadratic', 'krippendorff_alpha_ordinal']
    """
    primaries = primaries_for(n_raters, multilabel=multilabel, scale=scale)
    names = [one.name for one in sorted(primaries, key=lambda one: {ORDERED, SCORED}.isdisjoint(one.scope))]
    if scale is not None and not multilabel:
        if n_raters > 2 or not complete:
            names.sort(key=lambda name: name != krippendorff_alpha_ordinal.name)
    elif n_raters > 2 and not complete and not multilabel:
        names.sort(key=lambda name: name != krippendorff_alpha.name)
    return names


def default_primary(ratings: Ratings) -> str:
    """Return the name of the primary coefficient if none was fixed in advance.

    Parameters
    ----------
    ratings : Ratings

    Returns
    -------
    str
        With more than two raters, alpha if a rating is missing. Of ordered codes, linear kappa of two raters, otherwise
        ordinal alpha.

    Examples
    --------
    >>> default_primary(Ratings.from_labels([("a", "b", None)]))
    'krippendorff_alpha'
    """
    complete = len(ratings.counts) == 0 or bool((ratings.ratings_of_unit == len(ratings.raters)).all())
    return primary_names(len(ratings.raters), multilabel=ratings.multilabel, complete=complete, scale=ratings.scale)[0]


def _fitting(
    n_raters: int, multilabel: bool, n_categories: int | None = None, scale: Scale | None = None
) -> tuple[Coefficient, ...]:
    codes = {
        MULTI if multilabel else SINGLE,
        *([ORDERED] if scale else []),
        *([SCORED] if scale and scale.given else []),
    }
    fitting = [
        one
        for one in _for_raters(n_raters)
        if not codes.isdisjoint(one.scope) and (BINARY not in one.scope or n_categories == 2)
    ]
    # Coefficients made for sets of codes, or for any number of categories, come before the others.
    last = SINGLE if multilabel else BINARY
    return tuple(sorted(fitting, key=lambda one: last in one.scope))


def _for_raters(n_raters: int) -> list[Coefficient]:
    """Return the coefficients for this number of raters. With two, generalisations to more come last."""
    if n_raters != 2:
        return [one for one in COEFFICIENTS.values() if MANY_RATERS in one.scope]
    return sorted(
        (one for one in COEFFICIENTS.values() if TWO_RATERS in one.scope), key=lambda one: bool(one.generalises)
    )
