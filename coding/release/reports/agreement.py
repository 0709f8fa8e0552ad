"""Agreement report as Markdown and LaTeX, from the same sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from advisories.text.counting import count_noun
from coding.dataset.plan import RoundPlan
from coding.release.reports.pairs_text import pairs_sentences, pairs_table
from coding.release.reports.passages_text import UNITS_ONLY, passages_sentences, passages_table
from coding.rendering.escaping import latex, markdown, markdown_number
from coding.rendering.estimates import estimate_words, interval_words
from coding.rendering.numbers import coefficient, coefficient_name, coefficient_value, sentence, threshold_text
from coding.results.agreement import AgreementResults, threshold_met
from coding.results.derive import Publication
from coding.results.machine_agreement import MachineAgreementRow
from coding.statistics.intervals import REPLICATES_OF_CODE
from coding.statistics.posterior import RARE
from coding.statistics.report_text import order_words
from coding.statistics.saturation import BASE, RUN, THRESHOLD, Saturation

WIDEST = 12  # codes of a confusion matrix that fits a page


@dataclass(frozen=True)
class ReportSection:
    """A heading with sentences and at most one table, whose first row is its header."""

    heading: str
    sentences: Sequence[str] = ()
    table: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class ReportContext:
    """Facts of the study that the report states in addition to the coefficients."""

    before: dict[str, Any] | None = None  # the report before matching
    fixed: str = ""  # the threshold fixed in advance, and whether it is reached
    notice: str = ""
    saturation: Mapping[str, Saturation] = field(default_factory=dict)
    machine: Sequence[MachineAgreementRow] = ()  # agreement of people with the rules, in a study of projects
    of_projects: bool = False
    origin: str = ""  # of the ratings: "page", "files" or "mixed"; "" if it is unknown


NO_CONTEXT = ReportContext()


def agreement_md(results: Publication | AgreementResults) -> bytes:
    """Return the agreement report as Markdown."""
    return report_md(results.agreement, context_of(results)).encode()


def agreement_tex(results: Publication | AgreementResults) -> bytes:
    """Return the agreement report as LaTeX in ASCII."""
    return report_tex(results.agreement, context_of(results)).encode("ascii")


def context_of(results: Publication | AgreementResults) -> ReportContext:
    """Return the facts that the report states in addition to the coefficients."""
    fixed = threshold_sentence(results.plan, results.agreement)
    machine = results.machine if isinstance(results, Publication) else ()
    return ReportContext(
        results.agreement_before,
        fixed,
        results.notice,
        results.saturation,
        machine,
        results.of_projects,
        results.plan.origin,
    )


def report_md(report: dict[str, Any], study: ReportContext = NO_CONTEXT) -> str:
    """Return the report as Markdown."""
    lines = ["# Agreement", ""]
    for part in parts(report, study):
        lines += [f"## {markdown(part.heading)}", ""] if part.heading else []
        lines += [text for paragraph in part.sentences for text in (markdown(paragraph), "")]
        if part.table:
            head = [markdown(cell) for cell in part.table[0]]
            rows = [[markdown(first), *map(markdown_number, numbers)] for first, *numbers in part.table[1:]]
            align = ["---", *["---:"] * (len(head) - 1)]
            lines += [f"| {' | '.join(row)} |" for row in (head, align, *rows)] + [""]
    return "\n".join(lines)


def report_tex(report: dict[str, Any], study: ReportContext = NO_CONTEXT) -> str:
    r"""Return the report as LaTeX for `\input`: sections with booktabs tables, in plain ASCII."""
    lines = [r"% Needs \usepackage{booktabs,longtable}."]
    for part in parts(report, study):
        lines += [rf"\subsection*{{{latex(part.heading)}}}"] if part.heading else []
        lines += [text for paragraph in part.sentences for text in (latex(paragraph), "")]
        if part.table:
            # The braces prevent LaTeX from reading a first cell that begins with a bracket as an argument of \\.
            head, *rows = (" & ".join(f"{{{latex(cell)}}}" for cell in row) + r" \\" for row in part.table)
            columns = rf"p{{0.3\linewidth}}{'r' * (len(part.table[0]) - 1)}"
            lines += [rf"\begin{{longtable}}{{{columns}}}", r"\toprule", head, r"\midrule", r"\endhead"]
            lines += [r"\bottomrule", r"\endfoot", *rows, r"\end{longtable}", ""]
    return "\n".join([*lines, ""])


def parts(report: dict[str, Any], study: ReportContext) -> list[ReportSection]:
    """Return the sections of the report: the primary coefficient first, in a study of projects the activities."""
    by_code = ReportSection("Agreement by code", _few(report), _codes(report))
    sections = [
        ReportSection("", [f"Note: {study.notice}"] if study.notice else []),
        *([by_code] if study.of_projects else []),
        ReportSection(
            "Primary coefficient",
            [
                f"{primary_words(report)}.",
                *rare_sentence(report),
                *([study.fixed] if study.fixed else []),
                *_band(report),
            ],
        ),
        ReportSection("Units", [_units(report), *([] if "segments" in report else [UNITS_ONLY])]),
        ReportSection("Order of the codes", [text] if (text := order_words(report)) else [], _steps(report)),
        ReportSection("All coefficients", _method(report), _coefficients(report)),
        ReportSection("Pairs of raters", pairs_sentences(report), pairs_table(report)),
        ReportSection("Before and after matching", _matching(report, study)),
        ReportSection("Before and after merges", _merges(report)),
        ReportSection(
            "Passages", passages_sentences(report, independent=study.origin == "page"), passages_table(report)
        ),
        ReportSection("Sensitivity", [*_remarks(report), *_exposed(report), *_sensitivity(report)]),
        *([] if study.of_projects else [by_code]),
        _confusion(report),
        _new_codes(study.saturation),
        _machine(study.machine),
    ]
    return [part for part in sections if part.sentences or part.table]


def threshold_sentence(plan: RoundPlan, report: dict[str, Any]) -> str:
    """Return a sentence on the threshold of the plan, when it was chosen, and whether it is reached."""
    if plan.threshold is None:
        return f"No threshold was {plan.when_chosen}."
    threshold = f"The threshold of {threshold_text(plan.threshold)}"
    met = threshold_met(plan, report["coefficients"][report["primary"]]["value"])
    if met is None:
        return f"{threshold} was {plan.when_chosen}."
    return f"{threshold}, {plan.when_chosen}, is {'reached' if met else 'not reached'}."


def primary_words(report: dict[str, Any]) -> str:
    """Return the primary coefficient and its interval, or why it is undefined, without a full stop."""
    primary = report["primary"]
    return sentence(estimate_words(primary, report["coefficients"][primary], report["confidence"]))


def rare_sentence(report: dict[str, Any]) -> list[str]:
    """Return a sentence on codes that are too rare for an ordinary interval, or none."""
    return [f"{report['rare']['remark']}."] if report["rare"]["remark"] else []


def _band(report: dict[str, Any]) -> list[str]:
    if report["band"] is None:
        return []
    band = report["band"]
    text = f"On the scale of {band['scale']} the value is called {band['word']}"
    if band["supported"]:
        text += f"; the highest band reached with probability .95 is {band['supported']}"
    return [f"{text}. {band['caveat']}"]


def _units(report: dict[str, Any]) -> str:
    raters = f"{len(report['raters'])} raters ({', '.join(report['raters'])})"
    dropped = report["units_dropped"]
    why = (
        f" {sentence(count_noun(dropped, 'unit'))} dropped, because fewer than two raters coded them."
        if dropped
        else ""
    )
    used = f"{count_noun(report['units_used'], 'unit')} of {report['units']:,} used"
    return f"{raters}, {count_noun(len(report['categories']), 'code')}, {used}.{why}"


def _method(report: dict[str, Any]) -> list[str]:
    return [
        f"Intervals: BCa bootstrap, {report['replicates']:,} samples of units "
        f"({min(report['replicates'], REPLICATES_OF_CODE):,} for single codes), seed {report['seed']}; Wilson's for "
        "shares of units; posterior intervals if agreement is perfect or codes are rare. Where a number is missing, "
        "the reason is given instead."
    ]


def _steps(report: dict[str, Any]) -> list[list[str]]:
    """Return the number of pairs of ratings by the steps between them; without an order no row."""
    steps = report.get("order", {}).get("steps")
    if not steps:
        return []
    return [["Steps apart", *map(str, range(len(steps)))], ["Pairs of ratings", *(f"{count:,}" for count in steps)]]


def _coefficients(report: dict[str, Any]) -> list[list[str]]:
    rows = [["Coefficient", "Value", "Interval", "Standard error"]]
    for name, estimate in report["coefficients"].items():
        value = "undefined" if estimate["undefined"] else coefficient_value(name, estimate["value"])
        shown = estimate["undefined"] or interval_words(name, estimate)
        error = "" if estimate["se"] is None else f"{estimate['se']:.3f}"
        rows.append([sentence(coefficient_name(name)), value, shown, error])
    return rows


def _matching(report: dict[str, Any], study: ReportContext) -> list[str]:
    sentences = []
    if study.before is not None:
        sentences = [f"Before matching: {primary_words(study.before)}.", f"After matching: {primary_words(report)}."]
    if baseline := report.get("matching_baseline"):
        if baseline["undefined"]:
            return [*sentences, f"The chance baseline of matching was not computed: {baseline['undefined']}."]
        # Of ratings from files it is not known whether any rater was independent.
        raters = "raters whose codes are unrelated" if study.origin == "files" else "independent raters"
        sentences.append(
            f"After matching, two {raters} reach a mean kappa of {coefficient(baseline['mean'])}, "
            f"and at most {coefficient(baseline['quantile'])} in 95 of 100 cases "
            f"({baseline['permutations']} permutations of one rater's codes, seed {baseline['seed']})."
        )
    return sentences


def _merges(report: dict[str, Any]) -> list[str]:
    """Return the primary coefficient before and after merges that were made after closing."""
    if (before := report.get("before_merges")) is None:
        return []
    return [f"Before merges: {primary_words(before)}.", f"After merges: {primary_words(report)}."]


def _remarks(report: dict[str, Any]) -> list[str]:
    """Return the remarks, without the one that is printed with the passages."""
    return [remark for remark in report["remarks"] if remark != report.get("segments", {}).get("remark")]


def _exposed(report: dict[str, Any]) -> list[str]:
    """Return a sentence on the primary coefficient over the units without help."""
    if (without := report.get("without_exposed")) is None:
        return []
    seen = count_noun(without["exposed"], "unit")
    if without["undefined"]:
        return [f"Without the {seen} coded with help, it is undefined: {without['undefined']}."]
    value = coefficient_value(report["primary"], without["value"])
    return [
        f"Without the {seen} coded with help, the primary coefficient is {value} on "
        f"{count_noun(without['units'], 'unit')}, {round(100 * report['confidence'])} % interval "
        f"{interval_words(report['primary'], without)}."
    ]


def _sensitivity(report: dict[str, Any]) -> list[str]:
    sentences, name = [], report["primary"]
    most = report["coefficients"].get("cohen_kappa_max")
    if most and most["value"] is not None:
        sentences.append(f"The largest Cohen's kappa that the raters' shares allow is {coefficient(most['value'])}.")
    if unit := report["sensitivity"]["without_unit"]:
        low, high = (coefficient_value(name, unit[end]) for end in ("low", "high"))
        sentences.append(f"Without any one unit the primary coefficient is {low} to {high}.")
    without = report["sensitivity"]["without_code"].items()
    known = [f"{coefficient_value(name, w['value'])} without {label}" for label, w in without if w["value"] is not None]
    return [*sentences, f"On the units without one code it is {'; '.join(known)}."] if known else sentences


def _codes(report: dict[str, Any]) -> list[list[str]]:
    kappa = report["per_code_mean"]["coefficient"]
    rows = [["Code", *report["raters"], sentence(coefficient_name(kappa)), "Interval", "Specific agreement"]]
    for label, code in report["per_code"].items():
        mark = f"{label} (few)" if code["warning"] else label
        own, specific = code[kappa], code["specific_agreement"]["value"]
        value = "undefined" if own["undefined"] else coefficient(own["value"])
        counts = [str(count) for count in code["counts"].values()]
        rows.append(
            [mark, *counts, value, interval_words(kappa, own), "" if specific is None else coefficient(specific)]
        )
    return rows if len(rows) > 1 else []


def _few(report: dict[str, Any]) -> list[str]:
    if any(code["warning"] for code in report["per_code"].values()):
        return [
            f"Few: a rater applied the code to fewer than {RARE} units, or to all but fewer than {RARE}; "
            "its interval rests on few units."
        ]
    return []


def _confusion(report: dict[str, Any]) -> ReportSection:
    confusion = report["confusion"]
    if confusion is None or not confusion["labels"]:
        return ReportSection("")
    labels = confusion["labels"]
    if len(labels) > WIDEST:
        note = f"The matrix of {len(labels)} codes is too wide for a page; agreement.json has it."
        return ReportSection("Confusion matrix", [note])
    head = [f"{confusion['rows']} (rows), {confusion['columns']} (columns)", *(str(n + 1) for n in range(len(labels)))]
    rows = [[f"{n} {label}", *map(str, confusion["table"][n - 1])] for n, label in enumerate(labels, 1)]
    return ReportSection("Confusion matrix", [], [head, *rows])


def _new_codes(saturation: Mapping[str, Saturation]) -> ReportSection:
    """Return the section on saturation, with one row per rater."""
    if not saturation:
        return ReportSection("")
    rows = [["Rater", "Units", "Codes", "Last new code at unit", "Saturated after"]]
    for rater, curve in saturation.items():
        codes = curve.codes[-1] if curve.codes else 0
        last = str(curve.codes.index(codes) + 1) if codes else "none"
        reached = "not reached" if curve.reached is None else count_noun(curve.reached, "unit")
        rows.append([rater, str(len(curve.codes)), str(codes), last, reached])
    rule = (
        f"Saturated: {RUN} units in a row brought at most {THRESHOLD:.0%} as many new codes as the first {BASE} had "
        "(Guest, Namey and Chen 2020)."
    )
    return ReportSection("Saturation", [rule], rows)


def _machine(rows: Sequence[MachineAgreementRow]) -> ReportSection:
    """Return the agreement of each rater, and of the decisions, with what the rules suggest."""
    if not rows:
        return ReportSection("")
    table = [("Activity and person", "Equal", "Kappa", "Interval", "Rules cannot tell", "Person cannot tell")]
    for row in rows:
        told = row.both_yes + row.machine_only + row.person_only + row.both_no
        limits = [coefficient(limit) for limit in (row.low, row.high) if limit is not None]
        table.append(
            (
                f"{row.activity}, {row.rater}",
                f"{row.both_yes + row.both_no} of {told}",
                "undefined" if row.kappa is None else coefficient(row.kappa),
                " to ".join(limits),
                str(row.machine_unclear),
                str(row.person_unclear),
            )
        )
    text = "Agreement of people with what the rules suggest. It is never part of the agreement of the raters above. "
    text += "“decision” is the decision about the project. Equal answers are counted among the projects of which both "
    text += "can tell, and kappa is Cohen's."
    return ReportSection("People and rules", [text], table)
