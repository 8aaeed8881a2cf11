"""Golden figures for the item analysis, worked out apart from the Rust code: numpy, pandas, scipy and statsmodels.

    python golden.py > golden.json

The rules (who counts, what a rest score is, how ties at the border of a group are shared) are those of the doc comments
in `analysis`; the formulas are those of the libraries. Data sets are seeded.
"""

import json
import sys

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(20261127)


# Data


def answers(items, people, classes=()):
    return {"items": items, "people": people, "classes": list(classes)}


def item(id, keys, options, chosen, void=False, texts=None):
    """chosen: for each participant None or the options chosen."""
    texts = texts or [f"{id}-{chr(97 + o)}" for o in range(options)]
    given = [
        None if c is None else {"right": sorted(c) == sorted(keys), "chosen": list(map(int, c)), "ms": int(rng.integers(2_000, 60_000))}
        for c in chosen
    ]
    choices = [{"label": chr(65 + o), "text": texts[o], "correct": o in keys} for o in range(options)]
    return {"id": id, "void": void, "options": choices, "given": given}


def typed(id, right):
    """A kind without options."""
    given = [None if r is None else {"right": bool(r), "chosen": [], "ms": int(rng.integers(2_000, 60_000))} for r in right]
    return {"id": id, "void": False, "options": [], "given": given}


def rasch(people, items, ability=None, missing=0.0, options=4, dead=None, prefix="q"):
    """Right with the chance of a Rasch model, guessing included; a wrong answer takes any distractor that is not dead."""
    theta = rng.normal(0, 1, people) if ability is None else ability
    made = []
    for number in range(items):
        b = rng.normal(0, 1)
        key = int(rng.integers(options))
        chosen = []
        for t in theta:
            if rng.random() < missing:
                chosen.append(None)
                continue
            p = 0.15 + 0.85 / (1 + np.exp(-1.3 * (t - b)))
            wrong = [o for o in range(options) if o != key and not (dead == number and o == (key + 1) % options)]
            chosen.append([key] if rng.random() < p else [int(rng.choice(wrong))])
        made.append(item(f"{prefix}{number}", [key], options, chosen))
    return made


def small():
    n = None
    return answers(
        [
            item("a", [0], 4, [[0], [0], [1], n, [0], [2], n, [0]]),
            item("b", [1], 4, [[1], [0], [1], n, [1], [3], [1], [1]]),
            item("c", [2, 3], 5, [[2, 3], [2], [2, 3], [3, 2], n, [0, 1], n, [2, 3]]),
            typed("d", [True, False, n, True, True, False, n, True]),
            item("e", [0], 2, [[0], [1], [1], n, [0], [1], n, n]),
        ],
        8,
    )


def miskeyed():
    """Item 3 has its key moved to the option that was right; item 7 has a dead distractor; item 11 is void."""
    items = rasch(120, 30, missing=0.03, dead=7)
    bad = items[3]
    key = next(o for o, c in enumerate(bad["options"]) if c["correct"])
    moved = (key + 2) % 4
    for o, c in enumerate(bad["options"]):
        c["correct"] = o == moved
    for g in bad["given"]:
        if g:
            g["right"] = g["chosen"] == [moved]
    items[11]["void"] = True
    # Some came late.
    for person in range(0, 120, 17):
        for late in items[:20]:
            late["given"][person] = None
    return answers(items, 120)


def constant():
    items = rasch(30, 6)
    items.append(item("easy", [1], 4, [[1]] * 30))
    items.append(item("nobody", [1], 4, [[3]] * 30))
    items.append(item("skipped", [1], 4, [None] * 30))
    return answers(items, 30)


def all_right():
    return answers([item(f"r{i}", [i % 3], 3, [[i % 3]] * 25) for i in range(5)], 25)


def several_keys():
    """Choose two of five, with a strong class effect of partial knowledge."""
    theta = rng.normal(0, 1, 70)
    items = rasch(70, 8, ability=theta)
    for number in range(4):
        chosen = []
        for t in theta:
            weight = np.exp(np.array([1.2 * t + 0.5, 0.9 * t, 0, -0.4 * t, -0.8]))
            chosen.append([int(o) for o in rng.choice(5, 2, replace=False, p=weight / weight.sum())])
        items.append(item(f"m{number}", [0, 1], 5, chosen))
    return answers(items, 70)


def pooled():
    """Two classes, one weak and one strong, that share five questions; the options of the second are turned round."""
    first = rasch(26, 9, ability=rng.normal(-0.8, 1, 26), missing=0.05)
    second = rasch(41, 9, ability=rng.normal(0.9, 1, 41), missing=0.05)
    for place, other in enumerate(second):
        if place >= 5:
            other["id"] = f"x{place}"
            for c in other["options"]:
                c["text"] = "x" + c["text"]
            continue
        key = next(c["text"] for c in first[place]["options"] if c["correct"])
        own = next(o for o, c in enumerate(other["options"]) if c["correct"])
        # The key carries the text of the first class; the others follow in any order.
        rest = [c["text"] for c in first[place]["options"] if c["text"] != key]
        for o, c in enumerate(other["options"]):
            c["text"] = key if o == own else rest.pop()
    return [answers(first, 26), answers(second, 41)]


# Figures


def number(value):
    return None if value is None or not np.isfinite(value) else float(value)


def matrix(data):
    """Right 1, wrong 0, not answered NaN: participants by items."""
    columns = {i: [np.nan if g is None else float(g["right"]) for g in it["given"]] for i, it in enumerate(data["items"])}
    return pd.DataFrame(columns, index=range(data["people"]))


def counting(data, klass):
    right = matrix(data)
    kept = [i for i, it in enumerate(data["items"]) if not it["void"]]
    counted = pd.Series(False, index=right.index)
    for _, part in right[kept].groupby(klass):
        asked = part.dropna(axis=1, how="all")
        share = asked.notna().mean(axis=1)
        counted[part.index] = (share >= 0.5).reindex(part.index).fillna(False)
    return right, kept, counted


def correlate(x, y):
    if len(x) < 2 or x.nunique() < 2 or y.nunique() < 2:
        return None
    if set(x.unique()) <= {0.0, 1.0}:
        first = stats.pointbiserialr(x.astype(bool), y).statistic
    else:
        first = stats.pearsonr(x, y).statistic
    assert abs(first - x.corr(y)) < 1e-12
    return number(first)


def membership(rest):
    """The places of the best 27 %, shared by those of one score: the mean over all orders of the tied."""
    count = len(rest)
    size = int(np.floor(0.27 * count + 0.5)) if count > 1 else 0
    if size == 0:
        return None
    ordered = rest.round(9).sort_values(ascending=False)
    place = pd.Series((np.arange(count) < size).astype(float), index=ordered.index)
    return place.groupby(ordered.add(0.0)).transform("mean") / size


def item_figures(data, which, right, kept, counted, klass):
    it = data["items"][which]
    given = pd.Series(it["given"], index=range(data["people"]), dtype=object)
    answered = given[right[which].notna()]
    count, hits = len(answered), int(sum(g["right"] for g in answered))
    wilson = proportion_confint(hits, count, alpha=0.05, method="wilson") if count else None
    base = right.index[counted & right[which].notna()]
    others = [i for i in kept if i != which]
    rest = right.loc[base, others].fillna(0.0).sum(axis=1)
    if klass.nunique() > 1:
        part = klass[base]
        sd = rest.groupby(part).transform(lambda r: r.std(ddof=0))
        rest = ((rest - rest.groupby(part).transform("mean")) / sd.where(sd > 1e-12)).fillna(0.0)
    score = right.loc[base, which]
    upper, lower = membership(rest), membership(-rest)

    def choice(number_of, option):
        chose = answered.map(lambda g: float(number_of in g["chosen"])) if count else answered.astype(float)
        base_chose = chose[base]
        return {
            "count": int(chose.sum()),
            "share": number(chose.mean()) if count else None,
            "upper": number((upper * base_chose).sum()) if upper is not None else None,
            "lower": number((lower * base_chose).sum()) if lower is not None else None,
            "mean_rest": number(rest[base_chose == 1].mean()) if (base_chose == 1).any() else None,
            "correlation": correlate(base_chose, rest),
        }

    return {
        "id": it["id"],
        "answered": count,
        "counted": len(base),
        "facility": hits / count if count else None,
        "low": number(max(wilson[0], 0)) if wilson else None,
        "high": number(min(wilson[1], 1)) if wilson else None,
        "correlation": correlate(score, rest),
        "upper": number((upper * score).sum()) if upper is not None else None,
        "lower": number((lower * score).sum()) if lower is not None else None,
        "choices": [choice(o, c) for o, c in enumerate(it["options"])],
        "median_ms": float(np.median([g["ms"] for g in answered])) if count else None,
    }


def test_figures(data, right, kept, counted):
    asked = [i for i in kept if right[i].notna().any()]
    x = right.loc[counted, asked].fillna(0.0)
    n, k = x.shape
    if n == 0:
        return None
    total = x.sum(axis=1)
    sd = total.std(ddof=1) if n > 1 else None
    kr20 = alpha = None
    if k > 1 and n > 1 and total.nunique() > 1:
        p = x.mean()
        kr20 = k / (k - 1) * (1 - (p * (1 - p)).sum() / np.var(total))
        # By the covariances, not by the variances: the same alpha by another way.
        c = np.cov(x.to_numpy().T)
        alpha = k / (k - 1) * (c.sum() - np.trace(c)) / c.sum()
    return {
        "items": k,
        "people": n,
        "mean": number(total.mean()),
        "sd": number(sd),
        "kr20": number(kr20),
        "alpha": number(alpha),
        "sem": None if alpha is None else number(sd * np.sqrt(1 - max(alpha, 0))),
        "distribution": np.bincount(total.astype(int), minlength=k + 1).tolist(),
    }


def figures(data):
    sizes = data["classes"] or [data["people"]]
    klass = pd.Series(np.repeat(np.arange(len(sizes)), sizes))
    right, kept, counted = counting(data, klass)
    items = [item_figures(data, i, right, kept, counted, klass) for i in range(len(data["items"]))]
    test = test_figures(data, right, kept, counted) if len(sizes) == 1 else None
    return {"items": items, "test": test, "counted": counted.tolist()}


def join(classes):
    """Pools by a long table: one row an answer, merged by id and text."""
    rows, options, ids = [], {}, []
    for number_of, data in enumerate(classes):
        for it in data["items"]:
            if it["id"] not in ids:
                ids.append(it["id"])
            texts = options.setdefault(it["id"], [])
            texts += [c for c in it["options"] if c["text"] not in [t["text"] for t in texts]]
            for person, g in enumerate(it["given"]):
                if g:
                    rows.append((number_of, person, it["id"], {**g, "chosen": [it["options"][o]["text"] for o in g["chosen"]]}))
    start = np.concatenate([[0], np.cumsum([d["people"] for d in classes])])
    people = int(start[-1])
    items = []
    for id in ids:
        given = [None] * people
        texts = [c["text"] for c in options[id]]
        for number_of, person, row, g in rows:
            if row == id:
                given[start[number_of] + person] = {**g, "chosen": [texts.index(t) for t in g["chosen"]]}
        items.append({"id": id, "void": False, "options": options[id], "given": given})
    return answers(items, people, [d["people"] for d in classes])


def packed(data):
    """An answer as [right, chosen, ms], to keep the file small."""
    pack = lambda g: g and [int(g["right"]), g["chosen"], g["ms"]]
    return {**data, "items": [{**it, "given": [pack(g) for g in it["given"]]} for it in data["items"]]}


def rounded(value):
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items()}
    if isinstance(value, list):
        return [rounded(part) for part in value]
    return round(value, 12) if isinstance(value, float) else value


def main():
    sets = {
        "small": [small()],
        "rasch": [answers(rasch(40, 20, missing=0.04), 40)],
        "miskeyed": [miskeyed()],
        "constant": [constant()],
        "all right": [all_right()],
        "several keys": [several_keys()],
        "pooled": pooled(),
    }
    golden = []
    for name, classes in sets.items():
        data = classes[0] if len(classes) == 1 else join(classes)
        golden.append({"name": name, "classes": [packed(c) for c in classes], "figures": rounded(figures(data))})
    json.dump(golden, sys.stdout, separators=(",", ":"))
    print()


main()
