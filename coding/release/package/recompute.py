"""Recomputes the table and the agreement of a release from its CSV files, with Python alone.

Run it in the folder of the release: `python recompute.py`. It prints its results and compares them with table.csv and
agreement.json. If they are equal, it prints "matches" and exits with status 0; otherwise it prints the differences and
exits with status 1. It shares no code with the program that wrote the release.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

TOLERANCE = 1e-9

# Why a unit is decided without a code, and whether the percentages of the table include it.
OUTCOMES = {"not_applicable": "yes", "cannot_tell": "no"}

# A cell that a spreadsheet would run begins with one additional apostrophe.
ESCAPED = re.compile(r"^'+\s*[=+\-@\t\r\n＝＋－＠]")

if TYPE_CHECKING:
    Codes = frozenset[str]  # the codes that one rater gave one unit
    Unit = dict[str, Codes]  # by rater, without raters who did not rate the unit
    Similarity = Callable[[Codes, Codes], Fraction]


class Undefined(Exception):
    """The coefficient has no value for these ratings."""


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file as dicts, without the additional apostrophes."""
    csv.field_size_limit(2**31 - 1)  # a memo may be long
    with open(path, encoding="utf-8", newline="") as stream:
        rows = [[cell[1:] if ESCAPED.match(cell) else cell for cell in row] for row in csv.reader(stream)]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def codes_of(cell: str) -> list[str]:
    """Return the codes in a cell, separated by `;`; a `;` after a backslash is part of a label."""
    parts = re.findall(r"(?:\\.|[^;\\])+", cell)
    unescaped = {"n": "\n", "r": "\r"}
    return [re.sub(r"\\(.)", lambda match: unescaped.get(match[1], match[1]), part) for part in parts]


def percent(count: int, total: int) -> str:
    """Return a percentage with one decimal, half to even on the exact fraction."""
    tenths = round(Fraction(1000 * count, total))
    return f"{tenths // 10}.{tenths % 10}"


# --- the table ---


def table_differences(folder: Path) -> Iterator[str]:
    decisions = read(folder / "decisions.csv")
    counts = Counter(code for row in decisions for code in set(codes_of(row["codes"])))
    outcomes = Counter(outcome_of(row) for row in decisions)
    published = read(folder / "table.csv")
    total = len(decisions) - outcomes["cannot_tell"]
    print(f"{total} decided units")
    for row in published:
        code, count = row["consequence"], counts.pop(row["consequence"], 0)
        print(f"{count:6d}  {percent(count, total) if total else '0.0':>5} %  {' '.join(code.split())[:80]}")
        if count != int(row["count"]):
            yield f"table.csv says {row['count']} for {code!r}, the decisions give {count}"
        elif abs(count / total - float(row["proportion"])) > TOLERANCE:
            yield f"table.csv says {row['proportion']} for {code!r}, the decisions give {count / total}"
    for code, count in counts.items():
        yield f"table.csv has no row for {code!r}, which the decisions give {count} units"
    yield from outcome_differences(folder, outcomes, total)


def outcome_differences(folder: Path, outcomes: Counter[str], total: int) -> Iterator[str]:
    """Yield where outcomes.csv differs from the decisions without a code."""
    path = folder / "outcomes.csv"
    if not path.exists():
        print("outcomes.csv is not in this folder and is not checked")
        return
    listed = {row["outcome"]: row for row in read(path)}
    for outcome, in_percentages in OUTCOMES.items():
        row, count = listed.pop(outcome, {}), outcomes[outcome]
        if count:
            print(f"{count:6d}  {f'{percent(count, total)} %' if in_percentages == 'yes' else '':>7}  {outcome}")
        if (row.get("count"), row.get("in_percentages")) != (str(count), in_percentages):
            yield f"outcomes.csv says {row} for {outcome}, the decisions give {count}, in percentages: {in_percentages}"
    for outcome in listed:
        yield f"outcomes.csv has a row for {outcome!r}, which is no outcome"


def outcome_of(row: dict[str, str]) -> str:
    """Return why a decision has no code, or "". One with neither codes nor a reason says not_applicable."""
    return row.get("uncoded", "") or ("" if codes_of(row["codes"]) else "not_applicable")


# --- the matching ---


def matching_differences(folder: Path) -> Iterator[str]:
    """Yield the codings whose matched codes do not follow from the matching."""
    targets = {(row["rater"], row["code"]): row["shared_code"] for row in read(folder / "matching.csv")}
    for row in read(folder / "codings.csv"):
        keys = [(row["rater"], code) for code in codes_of(row["codes"])]
        if keys and all(key in targets for key in keys):
            expected = {targets[key] for key in keys if targets[key]}
            if expected != set(codes_of(row["matched"])):
                yield f"codings.csv, unit {row['unit']}, {row['rater']!r}: matched to {sorted(expected)}"


# --- agreement: each unit is a dict of rater to the codes given ---


def pairs(unit: Unit) -> list[tuple[Codes, Codes]]:
    return list(combinations(unit.values(), 2))


def pairable(units: list[Unit]) -> list[Unit]:
    rated_twice = [unit for unit in units if len(unit) >= 2]
    if not rated_twice:
        raise Undefined("no unit has two ratings")
    return rated_twice


def mean_over_pairs(units: list[Unit], similarity: Similarity) -> Fraction:
    """Return the mean over units of the mean similarity of a unit's pairs of ratings."""
    shares = [sum(similarity(a, b) for a, b in pairs(unit)) / len(pairs(unit)) for unit in pairable(units)]
    return Fraction(sum(shares)) / len(shares)


def same(a: Codes, b: Codes) -> Fraction:
    return Fraction(int(a == b))


def jaccard(a: Codes, b: Codes) -> Fraction:
    return Fraction(len(a & b), len(a | b)) if a | b else Fraction(1)


def masi(a: Codes, b: Codes) -> Fraction:
    if a == b:
        return Fraction(1)
    return jaccard(a, b) * (Fraction(2, 3) if a <= b or b <= a else Fraction(1, 3))


def beyond(observed: Fraction, chance: Fraction) -> Fraction:
    if chance == 1:
        raise Undefined("chance agreement is complete")
    return (observed - chance) / (1 - chance)


def shares_of(ratings: list[Codes]) -> dict[Codes, Fraction]:
    return {value: Fraction(count, len(ratings)) for value, count in Counter(ratings).items()}


def two_raters(units: list[Unit]) -> list[list[Codes]]:
    """Return the two columns of ratings, on the units that both rated."""
    raters = sorted({rater for unit in units for rater in unit})
    if len(raters) != 2:
        raise Undefined("there are not two raters")
    return [[unit[rater] for unit in pairable(units)] for rater in raters]


def cohen_kappa(units: list[Unit], categories: int) -> Fraction:
    first, second = (shares_of(column) for column in two_raters(units))
    chance = Fraction(sum(first[value] * second.get(value, 0) for value in first))
    return beyond(mean_over_pairs(units, same), chance)


def scott_pi(units: list[Unit], categories: int) -> Fraction:
    first, second = two_raters(units)
    chance = Fraction(sum(share**2 for share in shares_of(first + second).values()))
    return beyond(mean_over_pairs(units, same), chance)


def mean_shares(units: list[Unit]) -> list[Fraction]:
    """Return the mean over rated units of the share of each code in the unit's ratings."""
    totals: dict[Codes, Fraction] = {}
    for unit in units:
        for value, share in shares_of(list(unit.values())).items():
            totals[value] = totals.get(value, Fraction(0)) + share
    return [total / len(units) for total in totals.values()]


def fleiss_kappa(units: list[Unit], categories: int) -> Fraction:
    chance = Fraction(sum(share**2 for share in mean_shares(units)))
    return beyond(mean_over_pairs(units, same), chance)


def conger_kappa(units: list[Unit], categories: int) -> Fraction:
    raters = sorted({rater for unit in units for rater in unit})
    shares = [shares_of([unit[rater] for unit in units if rater in unit]) for rater in raters]
    both = [sum(a[value] * b.get(value, 0) for value in a) for a, b in combinations(shares, 2)]
    observed = mean_over_pairs(units, same)
    return beyond(observed, Fraction(sum(both)) / len(both))


def light_kappa(units: list[Unit], categories: int) -> Fraction:
    raters = sorted({rater for unit in units for rater in unit})
    kappas = []
    for pair in combinations(raters, 2):
        restricted = [{rater: unit[rater] for rater in pair if rater in unit} for unit in units]
        kappas.append(cohen_kappa(restricted, categories))
    return Fraction(sum(kappas)) / len(kappas)


def gwet_ac1(units: list[Unit], categories: int) -> Fraction:
    if categories < 2:
        raise Undefined("there is only one category")
    chance = Fraction(sum(share * (1 - share) for share in mean_shares(units))) / (categories - 1)
    return beyond(mean_over_pairs(units, same), chance)


def brennan_prediger(units: list[Unit], categories: int) -> Fraction:
    if categories < 2:
        raise Undefined("there is only one category")
    return beyond(mean_over_pairs(units, same), Fraction(1, categories))


def alpha(units: list[Unit], similarity: Similarity) -> Fraction:
    """Krippendorff's alpha with distance 1 - similarity."""
    used = pairable(units)
    values = Counter(value for unit in used for value in unit.values())
    n = sum(values.values())
    distance = {(a, b): 1 - similarity(a, b) for a in values for b in values}
    expected = Fraction(sum(values[a] * values[b] * distance[a, b] for a in values for b in values), n * (n - 1))
    if expected == 0:
        raise Undefined("only one value was used")
    observed = Fraction(sum(2 * sum(distance[pair] for pair in pairs(unit)) / (len(unit) - 1) for unit in used)) / n
    return 1 - observed / expected


COEFFICIENTS: dict[str, Callable[[list[Unit], int], Fraction]] = {
    "percent_agreement": lambda units, categories: mean_over_pairs(units, same),
    "exact_match": lambda units, categories: mean_over_pairs(units, same),
    "mean_jaccard": lambda units, categories: mean_over_pairs(units, jaccard),
    "mean_masi": lambda units, categories: mean_over_pairs(units, masi),
    "cohen_kappa": cohen_kappa,
    "scott_pi": scott_pi,
    "fleiss_kappa": fleiss_kappa,
    "conger_kappa": conger_kappa,
    "light_kappa": light_kappa,
    "gwet_ac1": gwet_ac1,
    "brennan_prediger": brennan_prediger,
    "krippendorff_alpha": lambda units, categories: alpha(units, same),
    "krippendorff_alpha_jaccard": lambda units, categories: alpha(units, jaccard),
    "krippendorff_alpha_masi": lambda units, categories: alpha(units, masi),
}


def first_ratings(folder: Path, several: bool) -> list[Unit]:
    """Return the matched codes of each unit.

    With one code per unit, a rating without a code is missing. With several, not_applicable is a rating of no code.
    """
    units: dict[str, Unit] = {}
    for row in read(folder / "codings.csv"):
        codes = frozenset(codes_of(row["matched"]))
        if codes or (several and row["uncoded"] != "cannot_tell"):
            units.setdefault(row["unit"], {})[row["rater"]] = codes
    return list(units.values())


def agreement_differences(folder: Path) -> Iterator[str]:
    report = json.loads((folder / "agreement.json").read_text(encoding="utf-8"))
    units = first_ratings(folder, report["multilabel"])
    used = sum(len(unit) >= 2 for unit in units)
    print(f"{used} units with two ratings or more")
    if used != report["units_used"]:
        yield f"agreement.json used {report['units_used']} units, the codings give {used}"
    names = [report["primary"]] + [name for name in report["coefficients"] if name != report["primary"]]
    for name in names:
        published = report["coefficients"][name]["value"]
        if name not in COEFFICIENTS:
            print(f"{name}: not computed here")
            if name == report["primary"]:
                yield f"{name} is the primary statistic, but this script does not compute it"
            continue
        try:
            value = float(COEFFICIENTS[name](units, len(report["categories"])))
        except Undefined as reason:
            print(f"{name}: undefined, {reason}")
            if published is not None:
                yield f"agreement.json says {name} is {published}, the codings leave it undefined: {reason}"
            continue
        print(f"{name}: {value:.4f}{'  (primary)' if name == report['primary'] else ''}")
        if published is None or abs(published - value) > TOLERANCE:
            yield f"agreement.json says {name} is {published}, the codings give {value}"


def main(folder: Path) -> int:
    try:
        checks = (table_differences, matching_differences, agreement_differences)
        differences = [difference for check in checks for difference in check(folder)]
    except (OSError, ValueError, KeyError, IndexError) as problem:
        print(f"cannot read the release: {type(problem).__name__}: {problem}", file=sys.stderr)
        return 1
    for difference in differences:
        print(f"differs: {difference}", file=sys.stderr)
    if not differences:
        print("matches")
    return 1 if differences else 0


if __name__ == "__main__":
    # A label may contain characters that the terminal cannot show.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.exit(main(Path(__file__).resolve().parent))
