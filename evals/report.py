"""``results.md``: a run as a person reads it. What was missed comes first, and every figure stands with its interval.

Written from the record of ``results.json`` alone, so that it can be written again for an old run.
"""

from __future__ import annotations

from collections.abc import Mapping

from corpus.base.settings import LANGUAGES
from evals.report_peers import beside_peers
from evals.tables import COLUMNS, Record, across, percent, points, table

LIMITS = (
    "The sets are small: one item in one language is about a point of that language's figure. Read the intervals, not the decimals.",
    "An interval of a figure at 0 or 100 % has no width here; it does not mean certainty.",
    "Evidence is where the set's writer saw it: citing another place that says the same counts as wrong unless the set lists it.",
    "Evidence in a citation is not a reading of the answer: whether the sentences read well is looked at by people.",
    "The questions were written by few people, from the sources and notes on them; real askers word things in more ways.",
    "The peers retrieve and do not answer. They are compared on evidence only, and are not asked to abstain.",
    "Expected questions and evaluation questions were written from the same texts; near copies are listed, with the figure without them.",
    "Milliseconds are of the machine of that day; the ratio is what may be compared.",
)


def _head(record: Record) -> str:
    about, sizes = record["about"], record["about"]["sizes"]
    why = f"Why it was looked at: {about['why']}\n\n" if about["why"] else ""
    return (
        f"# Evaluation, {about['split']} split, {about['date']}\n\n{why}"
        f"Corpus {about['corpus_version']}, index {about['index_version']}, encoder {about['encoder']}. "
        f"{sizes['answerable']} answerable and {sizes['unanswerable']} unanswerable questions and {sizes['situations']} situations, "
        "each in three languages; "
        f"{sizes['conversations']} conversations with {sizes['turns']} turns. Figures in per cent with a 95 % interval, resampled by item. "
        "docs/evaluation.md defines them."
    )


def _targets(record: Record) -> str:
    rows = []
    for target in sorted(record["targets"], key=lambda t: t["held"]):
        value = "not counted" if target["value"] is None else f"{target['value']:.3f}"
        rows.append([target["figure"], value, target["bound"], "met" if target["held"] else "**missed**"])
    note = "" if record["about"]["split"] == "test" else "The targets are set for the test split; dev was tuned on and flatters.\n\n"
    return "## Targets, the missed ones first\n\n" + note + table(["figure", "value", "target", ""], rows)


def _evidence(record: Record) -> str:
    a = record["figures"]["answers"]
    rows = [
        across("all evidence in cited passages", a["passages"]),
        across("all evidence in cited quotes", a["quotes"]),
        across("pieces of evidence in passages", a["passages_groups"]),
        across("pieces of evidence in quotes", a["quotes_groups"]),
        across("some evidence in the first statement", a["first_statement"]),
        across("… in the first two", a["first_two_statements"]),
    ]
    kinds = [
        [kind, percent(f["passages"]["all"]), *(percent(f["passages"][c], False) for c in LANGUAGES), percent(f["quotes"]["all"])]
        for kind, f in sorted(a["by_kind"].items(), key=lambda item: item[1]["passages"]["all"]["value"])
    ]
    gaps = [
        [
            f"{what}, {pair}",
            f"{points(c['difference'])} ({100 * c['low']:+.0f} to {100 * c['high']:+.0f})",
            f"{c['p']:.2f}",
            f"{c['won']}/{c['lost']}",
        ]
        for what, told in a["gap"].items()
        for pair, c in told["pairs"].items()
    ]
    cited = a["cited"]
    return "\n\n".join(
        [
            "## Evidence, at most 4 citations and 2,400 cited characters",
            table(["", *COLUMNS], rows),
            f"Cited: {cited['characters_mean']:.0f} characters an answer on average "
            f"(median {cited['characters_p50']:.0f}, most {cited['characters_max']}), "
            f"{cited['citations_mean']:.1f} citations (most {cited['citations_max']}), {cited['statements_mean']:.1f} statements. "
            f"Over the budget: {100 * cited['over_budget']:.1f} % of answers.",
            "### By kind of question, the weakest first",
            table(["kind", "passages, all", *LANGUAGES, "quotes, all"], kinds),
            "### Between languages, the same items",
            table(["pair", "difference in points", "p", "won/lost"], gaps),
        ]
    )


def _failures(record: Record) -> str:
    rows = record["rows"]
    if record["about"]["split"] == "test":
        missed = sum(not r["passages"] for r in rows["answers"])
        told = f"{missed} of {len(rows['answers'])} answers lack evidence."
        return f"## What failed\n\n{told} On test the items are not listed here: nothing may be tuned on them."
    answers = [f"{r['id']}.{r['language']} ({r['kind']}, {r['status']})" for r in rows["answers"] if not r["passages"]]
    quotes = [f"{r['id']}.{r['language']}" for r in rows["answers"] if r["passages"] and not r["quotes"]]
    abstentions = [f"{r['id']}.{r['language']} ({r['kind']}: {r['outcome']})" for r in rows["abstentions"] if not r["caught"]]
    themes = [f"{r['id']}.{r['language']} (missed {', '.join(r['missed'])})" for r in rows["checklists"] if r["missed"]]
    alarms = [f"{r['id']}.{r['language']} ({', '.join(r['false'])})" for r in rows["checklists"] if r["false"]]
    turns = [f"{r['id']}.{r['turn']} (expected {r['expected']}: {r['outcome']})" for r in rows["turns"] if not r["right"]]
    listed = {
        "Evidence not in the cited passages": answers, "In the passage, but not in the quote": quotes, "Not caught": abstentions,
        "Themes missed": themes, "False alarms": alarms, "Turns wrong": turns,
    }  # fmt: skip
    return "## What failed\n\n" + "\n".join(f"- **{name}** ({len(found)}): {', '.join(found) or 'none'}" for name, found in listed.items())


def _retrieval(record: Record) -> str:
    return "## Retrieval of provisions\n\n" + table(["", *COLUMNS], [across(n, f) for n, f in record["figures"]["retrieval"].items()])


def _abstention(record: Record) -> str:
    a = record["figures"]["abstention"]
    rows = [across(name.replace("_", " "), a[name]) for name in ("precision", "recall", "any_abstention", "false_refusals")]
    kinds = [
        [kind, percent(told), ", ".join(f"{outcome} {n}" for outcome, n in a["outcomes"][kind].items())]
        for kind, told in sorted(a["by_kind"].items(), key=lambda item: item[1]["value"])
    ]
    rest = (
        f"Referred to a right body: {percent(a['referral_body'])} of those that need one, "
        f"{percent(a['referral_body_of_referred'])} of those referred. "
        f"Premise corrected on an answerable question: {percent(a['premise_corrections_on_answerable'])}. "
        f"Refusals that show sources: {a['sources_on_refusals']}."
    )
    return "\n\n".join(["## Not answering", table(["", *COLUMNS], rows), table(["kind", "caught", "what became of them"], kinds), rest])


def _decision(record: Record, plot: str | None) -> str:
    told = record["figures"].get("decision")
    if not told:
        return ""
    rows = [
        ["expected calibration error, in points", *(percent(told["calibration_error"][c]) for c in COLUMNS)],
        ["area under the ROC curve, of 100", *(percent(told["roc_auc"][c]) for c in COLUMNS)],
    ]
    said = (
        f"The probability that the decide step gives to each of {told['parts']} parts of plain questions, {told['answerable']} of which "
        f"the corpus answers. At the threshold of {told['threshold']:g} it keeps {100 * told['kept']:.1f} % of these and catches "
        f"{100 * told['caught']:.1f} % of the others; rules and cues before and after it are not in this figure."
    )
    drawn = f"![Reliability and ROC curve of the decision]({plot})" if plot else ""
    return "\n\n".join(part for part in ["## The decision whether to answer", said, table(["", *COLUMNS], rows), drawn] if part)


def _records(record: Record) -> str:
    v, r = record["figures"]["verification"], record["figures"]["reply_language"]
    faults = ", ".join(f"{kind} {n}" for kind, n in v["faults"].items()) or "none"
    located = "–" if v["quotes_located"] is None else f"{100 * v['quotes_located']:.1f} %"
    rows = [
        across("answerable", r["answerable"]),
        across("unanswerable", r["unanswerable"]),
        ["conversation turns", percent(r["turns"]), "", "", ""],
    ]
    return (
        f"## Citations and records\n\n{v['citations']} citations: quote located {located}. "
        f"{v['replies']} records: without fault {100 * v['replies_without_fault']:.1f} %. Faults: {faults}.\n\n"
        "### Reply in the language of the question\n\n" + table(["", *COLUMNS], rows)
    )


def _checklist(record: Record) -> str:
    c = record["figures"]["checklist"]
    names = {
        "recall": "recall of themes that must be raised",
        "complete": "situations with none missed",
        "false_alarm_share": "false alarms, of what was raised",
        "false_alarm_rate": "false alarms, of what must not be",
    }
    rows = [[told, *(percent(c[column][name]) for column in COLUMNS)] for name, told in names.items()]
    rows.append(["themes raised", *(f"{c[column]['themes']['value']:.1f}" for column in COLUMNS)])
    calm = c["innocuous_themes"]["value"]
    themes = [
        [t, str(n["raised"]), str(n["missed"]), str(n["false"])]
        for t, n in sorted(c["by_theme"].items(), key=lambda i: -i[1]["missed"] - i[1]["false"])
    ]
    told = "" if calm is None else f"Innocuous situations: {calm:.1f} themes on average."
    return "\n\n".join(["## Checklists", table(["", *COLUMNS], rows), told, table(["theme", "raised", "missed", "false"], themes)])


def _conversations(record: Record) -> str:
    c = record["figures"]["conversations"]
    names = ("turns", "first_turns", "follow_ups", "quotes", "conversations")
    return "## Conversations\n\n" + table(["", "right"], [[name.replace("_", " "), percent(c[name])] for name in names])


def _ablation(record: Record) -> str:
    if "ablation" not in record["figures"]:
        return ""
    rows = []
    for name, told in record["figures"]["ablation"].items():
        row = [name.replace("_", " ")]
        for stage, figure in (("retrieval", "full@4"), ("end_to_end", "passages")):
            if stage not in told:
                row += ["–", "–"]
                continue
            c = told["minus_full"][stage]
            row += [percent(told[stage][figure]["all"]), "" if name == "full" else f"{points(c['difference'])}, p {c['p']:.3f}"]
        rows.append(row)
    head = ["", "all evidence in first 4 provisions", "change", "evidence in cited passages, end to end", "change"]
    return "## What each part adds\n\n" + table(head, rows)


def _latency(record: Record) -> str:
    if "latency" not in record["figures"]:
        return ""
    lat = record["figures"]["latency"]

    def told(one: Mapping[str, float]) -> str:
        return f"{one['ratio']:.1f} × ({one['ask_ms']:.0f} / {one['embed_ms']:.0f} ms)"

    kinds = [kind for kind in ("plain", "two_part") if kind in lat]
    rows = [[kind.replace("_", "-"), str(lat[kind]["n"]), told(lat[kind]["p50"]), told(lat[kind]["p95"])] for kind in kinds]
    steps = [[name, f"{one['p50']:.2f}", f"{one['p95']:.2f}"] for name, one in lat["steps_ms"].items()]
    head = table(["questions", "n", "p50: answer over bare embedding", "p95"], rows)
    return "## Time\n\n" + head + "\n\n" + table(["step (plain questions)", "p50 ms", "p95 ms"], steps)


def _copies(record: Record) -> str:
    if record["near_copies"] is None:
        return ""
    told, found = record["figures"]["near_copies"], record["near_copies"]
    rows = [
        [c["id"], c["language"], c["where"], f"{c['wording']:.2f}", "–" if c["meaning"] is None else f"{c['meaning']:.2f}"] for c in found
    ]
    summary = (
        f"{told['pairs']} pairs; {told['answerable_questions']} answerable questions (each language counted) have one. Without them: "
        f"passages {percent(told['passages_without'])}, quotes {percent(told['quotes_without'])}."
    )
    listed = "\n\n" + table(["question", "language", "near an expected question of", "wording", "meaning"], rows) if rows else ""
    return "## Near copies of expected questions\n\n" + summary + listed


def report(record: Record, plots: Mapping[str, str]) -> str:
    """The whole report. ``plots`` names the drawings that stand beside it, by the part of the figures that they show."""
    limits = "## Known limits\n\n" + "\n".join(f"- {limit}" for limit in LIMITS)
    first = [_head(record), _targets(record), _failures(record), _evidence(record), beside_peers(record, plots.get("baselines"))]
    first += [_retrieval(record), _abstention(record), _decision(record, plots.get("decision"))]
    parts = (_records, _checklist, _conversations, _ablation, _latency, _copies)
    sections = [*first, *(part(record) for part in parts), limits]
    return "\n\n".join(section for section in sections if section) + "\n"
