"""The order of codes: a score for each code, and weights of agreement from the distance of two scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Scale:
    """Codes with an order.

    Parameters
    ----------
    scores : tuple of float
        Of each declared code, in ascending order.
    given : bool
        Whether the scores were stated. Otherwise they are 1, 2, 3 …: equal steps over all declared codes.
    """

    scores: tuple[float, ...]
    given: bool

    @classmethod
    def of(cls, n_codes: int, scores: Sequence[float] | None = None) -> "Scale":
        """Return the scale of a number of codes.

        Raises
        ------
        ValueError
            If the scores are not as many as the codes, not finite, or do not increase.

        Examples
        --------
        >>> Scale.of(3).scores, Scale.of(3, (0, 2, 8)).given
        ((1.0, 2.0, 3.0), True)
        """
        if scores is None:
            return cls(tuple(map(float, range(1, n_codes + 1))), given=False)
        if len(scores) != n_codes:
            raise ValueError(f"There are {len(scores)} scores for {n_codes} codes.")
        if not np.isfinite(scores).all() or any(low >= high for low, high in pairwise(scores)):
            raise ValueError("Scores must be finite numbers that increase from code to code.")
        return cls(tuple(map(float, scores)), given=True)

    def weights(self, power: int) -> npt.NDArray[np.float64]:
        """Return the weights of agreement of two codes, 1 for equal ones and 0 for the two ends, shape (codes, codes).

        Examples
        --------
        >>> Scale.of(3).weights(1)[0].tolist(), Scale.of(3).weights(2)[0].tolist()
        ([1.0, 0.5, 0.0], [1.0, 0.75, 0.0])
        """
        scores = np.array(self.scores)
        span = scores[-1] - scores[0] if len(scores) > 1 else 1.0
        return np.asarray(1 - (np.abs(scores[:, None] - scores) / span) ** power)
