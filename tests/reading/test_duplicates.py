"""Copies and small edits of one message are one cluster; other texts of the same theme are not."""

import random
from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.located_texts import labelled
from shanyraq.reading.duplicates import Index, capped, clusters, folded, signature, similar, similarity

TEXTS = tuple(
    row.text
    for half in ("dev", "heldout", "second", "third", "fourth", "fifth")
    for row in labelled(half)
    if len(row.text) >= 30
)


def edited(text: str, chance: random.Random) -> str:
    """One letter dropped, added or changed, or one word dropped."""
    at = chance.randrange(len(text))
    letter = chance.choice("абвгдежз")
    words = text.split(" ")
    lost = chance.randrange(len(words))
    return chance.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at:],
            text[:at] + letter + text[at + 1 :],
            " ".join(words[:lost] + words[lost + 1 :]),
        ]
    )


def test_one_edit_is_found_again():
    chance = random.Random(7)
    index = Index()
    known = [index.add(signature(text)) for text in TEXTS]
    found = again = 0
    for _ in range(5):
        for text, cluster in zip(TEXTS, known, strict=True):
            copy = signature(edited(text, chance))
            found += similar(signature(text), copy)
            again += index.add(copy) == cluster

    assert found >= 0.985 * 5 * len(TEXTS)
    assert again >= 0.985 * 5 * len(TEXTS)


def test_other_texts_of_a_theme_stay_apart():
    rows = [
        row for half in ("dev", "heldout", "second", "third", "fourth", "fifth") for row in labelled(half) if row.issues
    ]
    signed = [signature(row.text) for row in rows]
    same_theme = [(a, b) for a, b in combinations(range(len(rows)), 2) if rows[a].issues & rows[b].issues]
    joined = [(rows[a].text, rows[b].text) for a, b in same_theme if similar(signed[a], signed[b])]

    assert len(same_theme) > 1_000
    assert len(joined) <= 0.001 * len(same_theme), joined


def test_copies_of_a_text_are_one_cluster_whatever_the_case_and_marks():
    assert clusters(map(signature, ["В Масанчи нет воды!", "в  масанчи, нет воды", "В МАСАНЧИ НЕТ ВОДЫ…"])) == [0, 0, 0]


def test_clusters_are_numbered_in_the_order_of_the_stream():
    texts = ["В Масанчи нет воды второй день", "Драка у рынка в Таразе", "В Масанчи нет воды второй день."]

    assert clusters(map(signature, texts)) == [0, 1, 0]


def test_the_memory_is_bounded():
    index = Index(remember=10)
    for number in range(100):
        index.add(signature(f"{number} совсем другой текст {number * 7919}"))

    assert len(index) == 10
    assert sum(map(len, index._buckets.values())) <= 10 * 32


def test_what_is_forgotten_opens_a_new_cluster():
    index = Index(remember=1)
    first = index.add(signature("В Масанчи нет воды второй день"))
    index.add(signature("Драка у рынка в Таразе, полиция едет"))

    assert index.add(signature("В Масанчи нет воды второй день")) != first


def test_a_flood_is_one_cluster():
    index = Index()

    assert {index.add(signature("Срочно! Все на площадь, наших бьют")) for _ in range(2_000)} == {0}


def test_a_source_is_capped():
    assert capped({"bot": 10_000, "school": 2}, 3) == {"bot": 3, "school": 2}
    assert sum(capped(Counter("aaaaab"), 2).values()) == 3


@pytest.mark.parametrize(("counts", "cap"), [({"a": -1}, 2), ({"a": 1}, -1)])
def test_counts_below_zero_are_refused(counts, cap):
    with pytest.raises(ValueError, match="zero or more"):
        capped(counts, cap)


@pytest.mark.parametrize("options", [{"remember": 0}, {"at_least": 0}, {"at_least": 1.5}])
def test_an_index_needs_sense(options):
    with pytest.raises(ValueError, match=r"remembers|similarity"):
        Index(**options)


def test_a_signature_agrees_with_the_similarity_it_stands_for():
    a, b = signature("в масанчи нет поливной воды второй день"), signature("в масанчи нет поливной воды третий день")
    agreed = float(np.mean(a.minima == b.minima))

    assert abs(agreed - similarity(a, b)) < 0.2


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_similarity_is_a_share_and_looks_both_ways(one, other):
    a, b = signature(one), signature(other)

    assert 0 <= similarity(a, b) <= 1
    assert similarity(a, b) == similarity(b, a)
    assert similarity(a, a) == 1
    if folded(one) == folded(other):
        assert similarity(a, b) == 1
