"""The value of a coefficient and its uncertainty."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """A coefficient with its uncertainty. A number that does not exist is None.

    Attributes
    ----------
    value, low, high : float or None
    se : float or None
        Analytic if a formula exists, otherwise the standard deviation of the bootstrap samples; see `se_method`.
    undefined : str or None
        Why there is no value.
    method : "bca", "wilson", "posterior" or None
        How `low` and `high` were computed.
    note : str or None
        A remark on the interval, or why there is none.
    undefined_replicates : int
        Number of bootstrap samples in which the coefficient has no value; they are left out.
    analytic_low, analytic_high : float or None
        Value -/+ normal quantile times analytic standard error, not clipped; None if that error is 0.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    se: float | None = None
    undefined: str | None = None
    method: str | None = None
    note: str | None = None
    se_method: str | None = None
    se_bootstrap: float | None = None
    se_jackknife: float | None = None
    analytic_low: float | None = None
    analytic_high: float | None = None
    undefined_replicates: int = 0
