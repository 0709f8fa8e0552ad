"""The colours of codes, in the order in which codes get them."""

from typing import Final

# Tol's muted qualitative scheme: colour-blind readers can distinguish it, in light and dark.
PALETTE: Final = (
    "#332288",
    "#88ccee",
    "#44aa99",
    "#117733",
    "#999933",
    "#ddcc77",
    "#cc6677",
    "#882255",
    "#aa4499",
    "#777777",
)
