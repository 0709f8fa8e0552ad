"""Sentences and a table on the agreement on passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from advisories.text.counting import count_noun
from coding.rendering.numbers import coefficient, percent_of

UNITS_ONLY = "Only the codes of units were compared, because no passage was marked."
HEADER = ("Code", "Both marked", "Common characters", "Interval", "Identical passages", "Touching passages", "Alpha")
ALPHA = (
    "Both marked: of the codes that two raters gave to a unit, those for which both marked a passage. Alpha: "
    "Krippendorff's alpha for unitizing, this code against the rest of the text."
)


def passages_sentence(report: dict[str, Any], *, independent: bool) -> str:
    """Return how many of the marked characters are common, why that is unknown, or that only units were compared.

    `independent` is whether the raters are known to have marked the passages independently.
    """
    if (segments := report.get("segments")) is None:
        return UNITS_ONLY
    common = segments["segment_dice"]
    if common["undefined"]:
        return f"Agreement on passages is undefined: {common['undefined']}."
    interval = f" ({round(100 * report['confidence'])} % interval {_interval(common)})" if _interval(common) else ""
    share = f"{percent_of(common['value'])} % were common{interval}."
    if independent:
        return f"Raters marked passages independently; of the marked characters {share}"
    return f"Of the characters that raters marked with the same code, {share}"


def passages_sentences(report: dict[str, Any], *, independent: bool) -> list[str]:
    """Return the sentences above the table of passages; without passages there are none."""
    if (segments := report.get("segments")) is None:
        return []
    sentences = [segments["remark"]] if segments["remark"] else []
    sentences.append(passages_sentence(report, independent=independent))
    if note := segments["segment_dice"]["note"]:
        sentences.append(f"{note[:1].upper()}{note[1:]}.")
    if segments["units_dropped"]:
        sentences.append(
            f"{count_noun(segments['units_dropped'], 'unit')} dropped, because the raters read different texts."
        )
    return [*sentences, ALPHA]


def passages_table(report: dict[str, Any], all_codes: str = "All codes") -> list[Sequence[str]]:
    """Return a header, one row per code and one for all codes; without passages no row."""
    if (segments := report.get("segments")) is None:
        return []
    return [
        HEADER,
        *(_row(label, code) for label, code in segments["per_code"].items()),
        _row(all_codes, segments),
    ]


def _row(label: str, block: Mapping[str, Any]) -> list[str]:
    shares = [block[f"segment_{name}"] for name in ("dice", "exact", "any_overlap")]
    common, exact, touching = ("" if share["undefined"] else f"{percent_of(share['value'])} %" for share in shares)
    alpha = block.get("segment_alpha")
    return [
        label,
        f"{block['segment_both_marked']:,} of {block['segment_both_gave']:,}",
        common,
        _interval(shares[0]),
        exact,
        touching,
        "" if alpha is None else "undefined" if alpha["undefined"] else coefficient(alpha["value"]),
    ]


def _interval(share: Mapping[str, Any]) -> str:
    """Return `33.0 to 60.0 %`, or "" without an interval."""
    return "" if share["low"] is None else f"{percent_of(share['low'])} to {percent_of(share['high'])} %"
