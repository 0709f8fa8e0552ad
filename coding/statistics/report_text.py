"""Agreement report as text for a terminal."""

from collections.abc import Iterable
from typing import Any

from coding.statistics.intervals import REPLICATES_OF_CODE
from coding.statistics.posterior import RARE
from coding.statistics.registry import COEFFICIENTS
from coding.statistics.rounding import exact, fixed

# A wider confusion matrix does not fit a terminal.
WIDEST = 12


def summary(report: dict[str, Any]) -> str:
    r"""Return an agreement report as text.

    Parameters
    ----------
    report : dict
        See `agreement_report`.

    Returns
    -------
    str
        Paragraphs separated by empty lines.

    Examples
    --------
    >>> from coding.statistics.ratings import Ratings
    >>> from coding.statistics.report import agreement_report
    >>> ratings = Ratings.from_labels([("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2, raters=("Ada", "Bo"))
    >>> print(summary(agreement_report(ratings, replicates=200)).split("\n\n")[0])
    Agreement of Ada and Bo
    10 units, 10 coded by both, 0 dropped; 2 codes.
    """
    parts = [
        *(_heading(report), _coefficients(report), _headline(report), _robustness(report), _codes(report)),
        *(order_words(report), _pairs(report), _passages(report)),
        _confusion(report),
    ]
    return "\n\n".join(part for part in parts if part)


def number(value: float | None, decimals: int = 2) -> str:
    """Return a number as it is printed everywhere: rounded once, half to even.

    Parameters
    ----------
    value : float or None
    decimals : int
        At least 1.

    Returns
    -------
    str
        A dash if the value is None.

    Examples
    --------
    >>> number(0.125), number(-0.001), number(None)
    ('0.12', '0.00', '-')
    """
    return "-" if value is None else fixed(exact(value), decimals)


def _title(name: str) -> str:
    label = COEFFICIENTS[name].label
    return label[:1].upper() + label[1:]


def _heading(report: dict[str, Any]) -> str:
    *others, last = map(printable, report["raters"])
    by = "both" if len(others) == 1 else "two raters or more"
    return (
        f"Agreement of {', '.join(others)} and {last}\n"
        f"{many(report['units'], 'unit')}, {report['units_used']} coded by {by}, "
        f"{report['units_dropped']} dropped; {many(len(report['categories']), 'code')}."
    )


def _coefficients(report: dict[str, Any]) -> str:
    rows = [["", "value", f"{report['confidence']:.0%} interval", "SE", ""]]
    notes: dict[str, int] = {}
    for name, estimate in report["coefficients"].items():
        title = _title(name) + (" *" if name == report["primary"] else "")
        remark = estimate["undefined"] or estimate["note"]
        mark = f"({notes.setdefault(remark, len(notes) + 1)})" if remark else ""
        value = "undefined" if estimate["undefined"] else number(estimate["value"])
        rows.append([title, value, _interval(estimate), number(estimate["se"], 3), mark])
    footnotes = [f"({i}) {remark}" for remark, i in notes.items()]
    method = (
        f"* primary. Intervals: BCa bootstrap, {report['replicates']} samples of units "
        f"({min(report['replicates'], REPLICATES_OF_CODE)} for single codes), seed {report['seed']}; Wilson's for "
        "shares of units; posterior if agreement is perfect or codes are rare."
    )
    return "\n".join([*_columns(rows), *footnotes, method])


def _headline(report: dict[str, Any]) -> str:
    primary, name = report["coefficients"][report["primary"]], _title(report["primary"])
    if primary["undefined"]:
        return f"{name} is undefined: {primary['undefined']}."
    remark = f"{report['rare']['remark']}.\n" if report["rare"]["remark"] else ""
    return (remark + _threshold(report, name) + _band(report, name)).rstrip()


def _threshold(report: dict[str, Any], name: str) -> str:
    threshold = report.get("threshold")
    if threshold is None:
        return ""
    verdict = f"{name} {'reaches' if threshold['met'] else 'does not reach'} the threshold {number(threshold['value'])}"
    if threshold["confidence_above"] is None:
        return f"{verdict}.\n"
    return (
        f"{verdict}; the one-sided interval that begins at it has confidence {number(threshold['confidence_above'])}, "
        f"that of confidence .95 begins at {number(threshold['one_sided_low'])}.\n"
    )


def _band(report: dict[str, Any], name: str) -> str:
    band = report["band"]
    if band is None:
        return ""
    reached = f'; with probability .95 at least "{band["supported"]}"' if band["supported"] else ""
    if band["supported"] == "poor":
        reached = "; no better band is reached with probability .95"
    return f'{name} is "{band["word"]}" on the scale of {band["scale"]}{reached}.\n{band["caveat"]}'


def _robustness(report: dict[str, Any]) -> str:
    """Return the paradox, the effect of single codes and units on the primary coefficient, and units needed."""
    of_passages = report.get("segments", {}).get("remark")  # printed with the passages
    lines = [printable(remark) for remark in report["remarks"] if remark != of_passages]
    name, sensitivity = _title(report["primary"]), report["sensitivity"]
    if unit := sensitivity["without_unit"]:
        lines.append(f"{name} without any one unit: {number(unit['low'])} to {number(unit['high'])}.")
    known = {label: code for label, code in sensitivity["without_code"].items() if code["value"] is not None}
    if known and len(sensitivity["without_code"]) > 2:
        lowest, highest = (pick(known, key=lambda label: known[label]["value"]) for pick in (min, max))
        lines.append(
            f"Without the units of one code: {number(known[lowest]['value'])} (without {printable(lowest)}) to "
            f"{number(known[highest]['value'])} (without {printable(highest)})."
        )
    if needed := report["units_needed"]:
        plans = ", ".join(f"±{width}: {units:,}" for width, units in needed.items())
        lines.append(f"Units of this kind that an interval would need: {plans}.")
    return "\n".join(lines)


def _codes(report: dict[str, Any]) -> str:
    if not report["per_code"]:
        return ""
    kappa = report["per_code_mean"]["coefficient"]
    rows = [["code", *report["raters"], _title(kappa), "interval", "specific agreement", ""]]
    for label, code in report["per_code"].items():
        value = "undefined" if code[kappa]["undefined"] else number(code[kappa]["value"])
        counts = [str(count) for count in code["counts"].values()]
        mark = "few" if code["warning"] else ""
        specific = number(code["specific_agreement"]["value"])
        rows.append([label, *counts, value, _interval(code[kappa]), specific, mark])
    lines = _columns(rows)
    if any(code["warning"] for code in report["per_code"].values()):
        lines.append(
            f"few: a rater applied the code to fewer than {RARE} units, or to all but fewer than {RARE}; "
            "its interval rests on few units."
        )
    return "\n".join(lines)


def order_words(report: dict[str, Any]) -> str:
    """Return the order of the codes, and how far apart ratings that differ are; "" for codes without an order.

    Parameters
    ----------
    report : dict
        See `agreement_report`.

    Returns
    -------
    str

    Examples
    --------
    >>> order = {"labels": ["low", "high"], "scores": None, "off_scale": 1, "steps": [5, 2]}
    >>> order_words({"order": order}).split(". ")[0]
    'The codes have an order, low < high'
    """
    if (order := report.get("order")) is None:
        return ""
    text = f"The codes have an order, {' < '.join(printable(str(label)) for label in order['labels'])}"
    if order["scores"]:
        text += f", with the scores {', '.join(f'{score:g}' for score in order['scores'])}"
    if "undefined" in order:
        return f"{text}. It is not used: {order['undefined']}."
    differing = sum(order["steps"][1:])
    pairs = [f"{count} by {many(step, 'step')}" for step, count in enumerate(order["steps"]) if step and count]
    if differing:
        text += (
            f". {many(differing, 'pair')} of ratings {'differs' if differing == 1 else 'differ'}: {', '.join(pairs)}"
        )
    if order["off_scale"]:
        text += f". {many(order['off_scale'], 'answer')} without a code counted as missing"
    return f"{text}."


def _pairs(report: dict[str, Any]) -> str:
    pairs = report.get("pairs")
    if not pairs:
        return ""
    rows = [["raters", "units", "agreement", _title(pairs[0]["coefficient"]), "interval", ""]]
    for pair in pairs:
        value = "undefined" if pair["undefined"] else number(pair["value"])
        remark = pair["undefined"] or ""
        label = ", ".join(pair["raters"])
        rows.append([label, str(pair["units"]), _percent(pair["percent_agreement"]), value, _interval(pair), remark])
    means = ", ".join(f"{printable(rater)} {number(mean)}" for rater, mean in report["rater_mean"].items())
    return "\n".join([*_columns(rows), f"Mean with the others: {means}."])


def _passages(report: dict[str, Any]) -> str:
    if (segments := report.get("segments")) is None:
        return "Only the codes of units were compared, not passages."
    rows = [["passages", "both marked", "common characters", "interval", "identical", "touching", "alpha"]]
    for label, block in (*segments["per_code"].items(), ("all codes", segments)):
        common, *shares = (block[f"segment_{name}"] for name in ("dice", "exact", "any_overlap"))
        interval = "-" if common["low"] is None else f"{_percent(common['low'])} to {_percent(common['high'])}"
        rows.append(
            [
                label,
                f"{block['segment_both_marked']} of {block['segment_both_gave']}",
                _percent(common["value"]),
                interval,
                *(_percent(share["value"]) for share in shares),
                number(block["segment_alpha"]["value"]) if "segment_alpha" in block else "",
            ]
        )
    reasons = [segments["remark"], segments["segment_dice"]["undefined"], segments["segment_dice"]["note"]]
    return "\n".join([*(printable(reason) for reason in reasons if reason), *_columns(rows)])


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{round(exact(share) * 100)} %"


def _confusion(report: dict[str, Any]) -> str:
    confusion = report["confusion"]
    if confusion is None or not confusion["labels"]:
        return ""
    labels, table = confusion["labels"], confusion["table"]
    if len(labels) > WIDEST:
        return f"The confusion matrix of {len(labels)} codes is too wide to print here; --json has it."
    rows = [[""] + [str(i + 1) for i in range(len(labels))]]
    for i, label in enumerate(labels):
        rows.append([f"{i + 1} {label}", *map(str, table[i])])
    by_row, by_column = printable(confusion["rows"]), printable(confusion["columns"])
    title = f"Units by code of {by_row} (rows) and {by_column} (columns)"
    return "\n".join([title, *_columns(rows)])


def _interval(estimate: dict[str, Any]) -> str:
    return "-" if estimate["low"] is None else f"{number(estimate['low'])} to {number(estimate['high'])}"


def _columns(rows: list[list[str]]) -> list[str]:
    """Return rows as aligned lines, the first column aligned left, the others right."""
    rows = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(_aligned(row, widths)).rstrip() for row in rows]


def printable(text: str) -> str:
    """Replace characters that a terminal would obey: labels come from files."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def _aligned(row: list[str], widths: list[int]) -> Iterable[str]:
    yield row[0].ljust(widths[0])
    for cell, width in zip(row[1:], widths[1:], strict=True):
        yield cell.rjust(width)


def many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
