"""Recomputes the table and the agreement of a release from its CSV files, with Python alone.

Run it in the folder of the release: `python recompute.py`. It prints its results and compares them with table.csv and
agreement.json, in a study of projects also with the numbers of the figure, with the table of projects and with the
agreement of people and rules. It also compares the files with the checksums of MANIFEST.sha256. If all are equal, it
prints "matches" and exits with status 0; otherwise it prints the differences and exits with status 1. It shares no code
with the program that wrote the release.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING

TOLERANCE = 1e-9

# Why a unit is decided without a code, and whether the percentages of the table include it.
OUTCOMES = {"not_applicable": "yes", "cannot_tell": "no"}

# The numbers of an activity in intervals.csv.
OF_ACTIVITY = ("count", "projects", "unclear", "proportion", "wilson_low", "wilson_high", "lowest", "highest")

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


def of_projects(folder: Path) -> bool:
    """Return whether the table is one of activities, so that the units are projects."""
    with open(folder / "table.csv", encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream))[0] == "activity"


def table_differences(folder: Path) -> Iterator[str]:
    if of_projects(folder):
        yield from activity_differences(folder)
        return
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


# --- the tables of a study of projects ---


def answers(row: dict[str, str], activities: list[str]) -> list[str]:
    """Return the answers of a coding or a decision, one per activity."""
    given, unclear = set(codes_of(row.get("matched", row["codes"]))), set(codes_of(row["unclear"]))
    untold = row["uncoded"] == "cannot_tell"
    return ["yes" if name in given else "cannot tell" if untold or name in unclear else "no" for name in activities]


def wilson(count: int, total: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a proportion, as (centre -/+ half) of the score test."""
    z = NormalDist().inv_cdf(0.975)
    share = count / total
    centre = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * (share * (1 - share) / total + z * z / (4 * total * total)) ** 0.5 / (1 + z * z / total)
    return max(0.0, centre - half), min(1.0, centre + half)


def only_outside(evidence: list[dict[str, str]]) -> bool:
    """Return whether evidence of one project and activity is outside the repository alone."""
    rows = [row for row in evidence if row["state"] != "hint"]
    within = any(row["outcome"] == "true" and row["state"] != "outside" for row in rows)
    return not within and any(row["state"] == "outside" and row["outcome"] in ("true", "not available") for row in rows)


def activity_differences(folder: Path) -> Iterator[str]:
    """Yield where the tables of activities and of projects, and the figure, differ from the decisions."""
    published = read(folder / "table.csv")
    activities = [row["activity"] for row in published]
    decided = {row["unit"]: answers(row, activities) for row in read(folder / "decisions.csv")}
    for row in read(folder / "decisions.csv"):
        for code in set(codes_of(row["codes"])) - set(activities):
            yield f"table.csv has no row for {code!r}, which the decision on unit {row['unit']} gives"
    if (folder / "codebook.csv").exists():
        definitions = {row["label"]: row["definition"] for row in read(folder / "codebook.csv")}
        for row in published:
            if definitions.get(row["activity"]) != row["definition"]:
                yield f"table.csv defines {row['activity']!r} otherwise than codebook.csv"
    evidence: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in read(folder / "evidence.csv"):
        evidence.setdefault((row["unit"], row["code"]), []).append(row)
    expected = []
    for column, activity in enumerate(activities):
        given = {unit: row[column] for unit, row in decided.items()}
        counts = Counter(given.values())
        yes, told, total = counts["yes"], counts["yes"] + counts["no"], len(given)
        outside = sum(row == "yes" and only_outside(evidence.get((unit, activity), [])) for unit, row in given.items())
        numbers: dict[str, float | None] = {"count": yes, "projects": told, "unclear": counts["cannot tell"]}
        limits = wilson(yes, told) if told else (None, None)
        numbers |= {"proportion": yes / told if told else None, "wilson_low": limits[0], "wilson_high": limits[1]}
        numbers["lowest"] = yes / total if total else None
        numbers["highest"] = (yes + counts["cannot tell"]) / total if total else None
        expected.append((activity, numbers, outside))
        share = f"{percent(yes, told):>5} %" if told else "    –  "
        print(f"{f'{yes} of {told}':>10}  {share}  {' '.join(activity.split())[:80]}")
    yield from rows_differ("table.csv", ("count", "proportion"), published, expected)
    yield from rows_differ("intervals.csv", OF_ACTIVITY, read(folder / "intervals.csv"), expected)
    yield from figure_differences(folder, expected)
    yield from project_differences(folder, activities, evidence)
    yield from machine_differences(folder, activities)
    outcomes = Counter(outcome_of(row) for row in read(folder / "decisions.csv"))
    yield from outcome_differences(folder, outcomes, len(decided) - outcomes["cannot_tell"])


def rows_differ(
    name: str,
    columns: tuple[str, ...],
    rows: list[dict[str, str]],
    expected: list[tuple[str, dict[str, float | None], int]],
) -> Iterator[str]:
    """Yield the cells of a table that differ from the expected numbers."""
    if [row["activity"] for row in rows] != [activity for activity, _, _ in expected]:
        yield f"{name} does not have the activities of table.csv in their order"
        return
    for row, (activity, numbers, _) in zip(rows, expected, strict=True):
        for column in columns:
            if not equal(row[column], numbers[column]):
                yield f"{name} says {column} {row[column]} for {activity!r}, the decisions give {numbers[column]}"


def equal(cell: str, value: float | None) -> bool:
    """Return whether a cell has this value; an empty cell is None."""
    return cell == "" if value is None else cell != "" and abs(float(cell) - value) <= TOLERANCE


def figure_differences(folder: Path, expected: list[tuple[str, dict[str, float | None], int]]) -> Iterator[str]:
    """Yield the bars of the figure that differ from the expected numbers; its percentages are those of table.csv."""
    path = folder / "activities.vl.json"
    if not path.exists():
        print("activities.vl.json is not in this folder and is not checked")
        return
    bars = json.loads(path.read_text(encoding="utf-8"))["data"]["values"]
    if len(bars) != len(expected):
        yield f"activities.vl.json has {len(bars)} bars, table.csv has {len(expected)} activities"
        return
    for bar, (activity, numbers, outside) in zip(bars, expected, strict=True):
        count, projects = numbers["count"], numbers["projects"]
        drawn: dict[str, float | str | None] = {"count": count, "projects": projects, "unclear": numbers["unclear"]}
        drawn["outside"] = outside
        drawn["label"] = f"{count} of {projects}" if projects else ""
        for name, column in (("proportion", "proportion"), ("low", "wilson_low"), ("high", "wilson_high")):
            value = numbers[column]
            drawn[name] = None if value is None else 100 * value
        for name, wanted in drawn.items():
            same = abs(bar[name] - wanted) <= 100 * TOLERANCE if isinstance(wanted, float) else bar[name] == wanted
            if not same:
                yield f"activities.vl.json says {name} {bar[name]} for {activity!r}, the decisions give {wanted}"


def project_differences(
    folder: Path, activities: list[str], evidence: dict[tuple[str, str], list[dict[str, str]]]
) -> Iterator[str]:
    """Yield the cells of projects.csv that differ from the decisions and from the evidence."""
    decisions = {row["unit"]: row for row in read(folder / "decisions.csv")}
    cited: dict[tuple[str, str], Counter[int]] = {}
    for row in read(folder / "segments.csv"):
        if row["evidence"]:
            cited.setdefault((row["unit"], row["matched"]), Counter())[int(row["evidence"])] += 1
    urls = {(row["unit"], int(row["number"])): row["url"] for rows in evidence.values() for row in rows}
    with open(folder / "projects.csv", encoding="utf-8", newline="") as stream:
        # An activity may have the name of a column, so the rows are lists.
        header, *lines = [[cell[1:] if ESCAPED.match(cell) else cell for cell in line] for line in csv.reader(stream)]
    of_activities = [[name, f"{name}: how", f"{name}: evidence"] for name in activities]
    if header != ["unit", "project", "commit", *(title for titles in of_activities for title in titles)]:
        yield f"projects.csv has the columns {header}, which are not those of the activities of table.csv"
        return
    snapshots = {row["unit"]: (row["project"], row["commit"]) for row in read(folder / "snapshots.csv")}
    units = {row["unit"] for row in read(folder / "units.csv")} if (folder / "units.csv").exists() else None
    if units is not None and units != {line[0] for line in lines}:
        yield "projects.csv does not have the units of units.csv"
    for unit, name, commit, *cells in lines:
        if snapshots.get(unit, (name, commit)) != (name, commit):
            yield f"projects.csv says {name!r} at {commit!r} of unit {unit}, snapshots.csv says {snapshots[unit]}"
        decision = decisions.get(unit)
        given = answers(decision, activities) if decision else [""] * len(activities)
        for column, activity in enumerate(activities):
            how, url = (decision["how"], "") if decision else ("", "")
            numbers = cited.get((unit, activity))
            if decision:
                links = [row["url"] for row in evidence.get((unit, activity), []) if counts_as_true(row)]
                if numbers:
                    most = min(numbers, key=lambda number: (-numbers[number], number))
                    links.insert(0, urls.get((unit, most), ""))
                url = next(filter(None, links), "")
            if cells[3 * column : 3 * column + 3] != [given[column], how, url]:
                published = cells[3 * column : 3 * column + 3]
                yield f"projects.csv says {published} for {name!r}, {activity!r}: expected {[given[column], how, url]}"


def counts_as_true(row: dict[str, str]) -> bool:
    return row["outcome"] == "true" and row["state"] != "hint"


def machine_differences(folder: Path, activities: list[str]) -> Iterator[str]:
    """Yield the rows of machine_agreement.csv that differ from the suggestions and the answers."""
    suggested = {row["unit"]: json.loads(row["suggestions"]) for row in read(folder / "snapshots.csv")}
    people: dict[str, list[dict[str, str]]] = {}
    for row in read(folder / "codings.csv"):
        people.setdefault(row["rater"], []).append(row)
    last = "decision"  # the decisions follow the raters, also one of this name
    published = read(folder / "machine_agreement.csv")
    report = json.loads((folder / "agreement.json").read_text(encoding="utf-8"))
    given = {name for row in suggested.values() for name in row} | {row["activity"] for row in published}
    expected = [(name, rater) for name in activities if name in given for rater in (*report["raters"], last)]
    if [(row["activity"], row["rater"]) for row in published] != expected:
        yield "machine_agreement.csv does not have the raters and then the decisions of each activity, in their order"
        return
    if len(report["machine"]) != len(published):
        yield f"agreement.json has {len(report['machine'])} rows of “machine”, machine_agreement.csv {len(published)}"
        return
    for index, row in enumerate(published):
        ends = index + 1 == len(published) or published[index + 1]["activity"] != row["activity"]
        rows = read(folder / "decisions.csv") if ends and row["rater"] == last else people.get(row["rater"], [])
        column = activities.index(row["activity"])
        pairs = Counter(
            (suggested[one["unit"]][row["activity"]], answers(one, activities)[column])
            for one in rows
            if row["activity"] in suggested.get(one["unit"], {})
        )
        cells = [pairs[pair] for pair in (("yes", "yes"), ("yes", "no"), ("no", "yes"), ("no", "no"))]
        numbers: dict[str, float | None] = {"units": sum(pairs.values())}
        numbers |= dict(zip(("both_yes", "machine_only", "person_only", "both_no"), cells, strict=True))
        numbers["machine_unclear"] = sum(count for pair, count in pairs.items() if pair[0] == "cannot tell")
        numbers["person_unclear"] = sum(count for pair, count in pairs.items() if pair[1] == "cannot tell")
        told = sum(cells)
        numbers["percent"] = (cells[0] + cells[3]) / told if told else None
        units = [{"rules": frozenset({rules}), "person": frozenset({person})} for rules, person in pairs.elements()]
        units = [unit for unit in units if frozenset({"cannot tell"}) not in unit.values()]
        try:
            numbers["kappa"] = float(cohen_kappa(units, 2))
        except Undefined:
            numbers["kappa"] = None
        who = f"{row['activity']!r}, {row['rater']!r}"
        for name, value in numbers.items():
            if not equal(row[name], value):
                yield f"machine_agreement.csv says {name} {row[name]} for {who}, the files give {value}"
        if fault := interval_fault(row, numbers["kappa"]):
            yield f"machine_agreement.csv {fault} for {who}"
        copy = report["machine"][index]
        if different := [name for name, cell in row.items() if not same_value(cell, copy[name])]:
            yield f"agreement.json says {different[0]} {copy[different[0]]} for {who}, unlike machine_agreement.csv"
        if not ends:
            continue
        suggestions, used = cells[0] + cells[1], cells[0] + cells[2] + pairs["cannot tell", "yes"]
        for name, total in (("precision", suggestions), ("recall", used)):
            share = cells[0] / total if total else None
            if not equal("" if copy[name] is None else str(copy[name]), share):
                yield f"agreement.json says {name} {copy[name]} for {who}, the files give {share}"


def interval_fault(row: dict[str, str], kappa: float | None) -> str:
    """Return what is wrong with the interval of kappa and its reasons, or ""; its limits are not computed here."""
    limits = [row[name] for name in ("low", "high") if row[name]]
    if (kappa is None) != bool(row["undefined"]) or (kappa is None and limits):
        return "does not give either a kappa or the reason why it is undefined"
    if kappa is None:
        return ""
    if len(limits) < 2:
        return "" if row["note"] and not limits else "has neither an interval nor the reason why there is none"
    inside = float(limits[0]) - TOLERANCE <= kappa <= float(limits[1]) + TOLERANCE
    return "" if inside and float(limits[0]) >= -1 and float(limits[1]) <= 1 else "has an interval without its kappa"


def same_value(cell: str, value: float | str | None) -> bool:
    """Return whether a cell of CSV has a value of JSON."""
    return cell == (value or "") if value is None or isinstance(value, str) else equal(cell, value)


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


def of_ordered_codes(labels: list[str], scores: list[float] | None) -> dict[str, Callable[[list[Unit], int], Fraction]]:
    """Return the coefficients for codes with an order, from low to high; without scores the steps are equal."""
    position = {frozenset({label}): index for index, label in enumerate(labels)}
    score = {code: Fraction(scores[at] if scores else at) for code, at in position.items()}
    span = max(score.values()) - min(score.values()) or Fraction(1)

    def linear(a: Codes, b: Codes) -> Fraction:
        return 1 - abs(score[a] - score[b]) / span

    def quadratic(a: Codes, b: Codes) -> Fraction:
        return 1 - ((score[a] - score[b]) / span) ** 2

    def kappa(units: list[Unit], likeness: Similarity) -> Fraction:
        first, second = (shares_of(column) for column in two_raters(units))
        chance = Fraction(sum(first[a] * second[b] * likeness(a, b) for a in first for b in second))
        return beyond(mean_over_pairs(units, likeness), chance)

    def ac2(units: list[Unit], likeness: Similarity) -> Fraction:
        if len(labels) < 2:
            raise Undefined("there is only one category")
        total = Fraction(sum(likeness(a, b) for a in position for b in position))
        spread = Fraction(sum(share * (1 - share) for share in mean_shares(units)))
        return beyond(mean_over_pairs(units, likeness), total * spread / (len(labels) * (len(labels) - 1)))

    def ordinal(units: list[Unit], categories: int) -> Fraction:
        counts = Counter(code for unit in pairable(units) for code in unit.values())
        below, rank = 0, {}
        for code in position:
            rank[code] = Fraction(2 * below + counts[code], 2)
            below += counts[code]
        return alpha(units, lambda a, b: 1 - (rank[a] - rank[b]) ** 2)

    return {
        "percent_agreement_linear": lambda units, categories: mean_over_pairs(units, linear),
        "percent_agreement_quadratic": lambda units, categories: mean_over_pairs(units, quadratic),
        "cohen_kappa_linear": lambda units, categories: kappa(units, linear),
        "cohen_kappa_quadratic": lambda units, categories: kappa(units, quadratic),
        "gwet_ac2_linear": lambda units, categories: ac2(units, linear),
        "gwet_ac2_quadratic": lambda units, categories: ac2(units, quadratic),
        "krippendorff_alpha_ordinal": ordinal,
        "krippendorff_alpha_interval": lambda units, categories: alpha(units, quadratic),
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
    known = dict(COEFFICIENTS)
    order = report.get("order")
    if order is not None and "undefined" not in order:
        if order["labels"] != report["categories"]:
            yield f"agreement.json orders the codes {order['labels']}, but compared {report['categories']}"
        known |= of_ordered_codes(order["labels"], order["scores"])
    names = [report["primary"]] + [name for name in report["coefficients"] if name != report["primary"]]
    for name in names:
        published = report["coefficients"][name]["value"]
        if name not in known:
            print(f"{name}: not computed here")
            if name == report["primary"]:
                yield f"{name} is the primary statistic, but this script does not compute it"
            continue
        try:
            value = float(known[name](units, len(report["categories"])))
        except Undefined as reason:
            print(f"{name}: undefined, {reason}")
            if published is not None:
                yield f"agreement.json says {name} is {published}, the codings leave it undefined: {reason}"
            continue
        print(f"{name}: {value:.4f}{'  (primary)' if name == report['primary'] else ''}")
        if published is None or abs(published - value) > TOLERANCE:
            yield f"agreement.json says {name} is {published}, the codings give {value}"


def code_differences(folder: Path) -> Iterator[str]:
    """Yield the coefficients of single codes that differ from the codings, if a unit may have several codes.

    A rating is yes or no. One of which the rater cannot tell is missing.
    """
    report = json.loads((folder / "agreement.json").read_text(encoding="utf-8"))
    if not report["multilabel"]:
        return
    rows = read(folder / "codings.csv")
    for code, published in report["per_code"].items():
        units: dict[str, Unit] = {}
        for row in rows:
            given = code in codes_of(row["matched"])
            if given or (row["uncoded"] != "cannot_tell" and code not in codes_of(row.get("unclear", ""))):
                units.setdefault(row["unit"], {})[row["rater"]] = frozenset({"yes" if given else "no"})
        for name, estimate in published.items():
            if name not in COEFFICIENTS:
                continue
            try:
                value = float(COEFFICIENTS[name]([*units.values()], 2))
            except Undefined:
                value = None
            if not equal("" if estimate["value"] is None else str(estimate["value"]), value):
                yield f"agreement.json says {name} of {code!r} is {estimate['value']}, the codings give {value}"


# --- the passages ---


def united(passages: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a rater's passages of one code in order; those that overlap are one."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(passages):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def common_characters(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> int:
    """Return the number of characters in both of two lists of ordered passages."""
    common = i = j = 0
    while i < len(a) and j < len(b):
        common += max(0, min(a[i][1], b[j][1]) - max(a[i][0], b[j][0]))
        if a[i][1] <= b[j][1]:
            i += 1
        else:
            j += 1
    return common


def passage_differences(folder: Path) -> Iterator[str]:
    """Yield where agreement.json differs from the share of marked characters that are common."""
    report = json.loads((folder / "agreement.json").read_text(encoding="utf-8"))
    segments = report.get("segments")
    path = folder / "segments.csv"
    if segments is None or not path.exists():
        print("passages: none" if segments is None else "segments.csv is not in this folder and is not checked")
        return
    marked: dict[tuple[str, str], dict[str, list[tuple[int, int]]]] = {}
    for row in read(path):
        of_code = marked.setdefault((row["unit"], row["matched"]), {})
        of_code.setdefault(row["rater"], []).append((int(row["start"]), int(row["end"])))
    sums: dict[str | None, list[int]] = {}
    for (_, code), of_raters in marked.items():
        in_order = [united(passages) for passages in of_raters.values()]
        for a, b in combinations(in_order, 2):
            length = sum(end - start for passages in (a, b) for start, end in passages)
            for key in (None, code):
                both = sums.setdefault(key, [0, 0, 0])
                both[0] += 2 * common_characters(a, b)
                both[1] += length
                both[2] += 1
    for name, block in ((None, segments), *segments["per_code"].items()):
        common, length, pairs = sums.get(name, [0, 0, 0])
        where = "segment_dice" if name is None else f"segment_dice of {name!r}"
        value, published = common / length if length else None, block["segment_dice"]["value"]
        if name is None:
            print(f"{where}: {'undefined' if value is None else f'{value:.4f}'}")
        if pairs != block["segment_both_marked"]:
            yield f"agreement.json says {block['segment_both_marked']} pairs marked {name or 'a code'!r}, not {pairs}"
        if not (value is None and published is None) and (
            value is None or published is None or abs(value - published) > TOLERANCE
        ):
            yield f"agreement.json says {where} is {published}, the passages give {value}"


def checksum_differences(folder: Path) -> Iterator[str]:
    """Yield the files of this folder whose checksum is not that of MANIFEST.sha256."""
    path = folder / "MANIFEST.sha256"
    if not path.exists():
        print("MANIFEST.sha256 is not in this folder, so no checksums are checked")
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        checksum, _, name = line.partition("  ")
        if (folder / name).exists() and hashlib.sha256((folder / name).read_bytes()).hexdigest() != checksum:
            yield f"{name} does not have its checksum of MANIFEST.sha256"


def main(folder: Path) -> int:
    try:
        checks: tuple[Callable[[Path], Iterator[str]], ...]
        checks = (table_differences, matching_differences, agreement_differences, code_differences)
        checks += (passage_differences, checksum_differences)
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
