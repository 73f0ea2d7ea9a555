"""What labels are called, and in which order series come, changes no digit of a score: the list is blind to names."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyraq.detection.attention import attention, silent

WEEKS, PLACES, THEMES = 60, 8, 3
SERIES = PLACES * THEMES


def world(seed):
    """Counts, sources and shares of a country in which some places rise, some fall silent, some are exactly alike."""
    chance = np.random.default_rng(seed)
    counts = chance.poisson(chance.lognormal(0.2, 0.9, SERIES), (WEEKS, SERIES)).astype(float)
    counts[-3:, chance.integers(0, SERIES, 3)] += 7
    counts[-6:, chance.integers(0, SERIES, 2)] = 0
    counts[:, -3:] = counts[:, :3] = 0
    exposure = 1.0 + chance.integers(0, 4, (WEEKS, PLACES))[:, np.arange(SERIES) // THEMES]
    arrived = np.ones((WEEKS, SERIES))
    arrived[-1] = 0.8
    doors = [
        [other for other in range(SERIES) if other % THEMES == c % THEMES and abs(other // THEMES - c // THEMES) == 1]
        for c in range(SERIES)
    ]
    return counts, exposure, arrived, doors


def said(lines, of):
    """Lines and silences with all figures, about the series as ``of`` knows them."""
    return {of[line.series]: _plain(line, of) for line in lines}


def _plain(line, of):
    figures = {name: getattr(line, name) for name in line.__dataclass_fields__ if name not in ("series", "because")}
    because = [
        (one.code, {k: frozenset(of[c] for c in v) if isinstance(v, tuple) else v for k, v in one.values.items()})
        for one in line.because
    ]
    members = frozenset(of[c] for c in figures.pop("members", (line.series,)))
    return figures, members, because


@settings(max_examples=12)
@given(seed=st.integers(0, 10_000), data=st.data())
def test_permuted_places_permute_the_lines_bit_by_bit(seed, data):
    counts, exposure, arrived, doors = world(seed)
    order = np.array(data.draw(st.permutations(range(SERIES))))
    names = data.draw(st.permutations([f"place {number}" for number in range(PLACES)]))
    regions = data.draw(st.permutations(["east", "west"]))
    place = np.argsort(order)

    def hierarchy(columns, called, inside):
        return {
            "region": [inside[c // THEMES % 2] for c in columns],
            "district": [called[c // THEMES] for c in columns],
            "theme": [f"T{c % THEMES}" for c in columns],
        }

    given_ = {
        "exposure": exposure,
        "arrived": arrived,
        "hierarchy": hierarchy(range(SERIES), sorted(names), sorted(regions)),
    }
    turned = {
        "exposure": exposure[:, order],
        "arrived": arrived[:, order],
        "hierarchy": hierarchy(order, names, regions),
    }
    turned_doors = [[int(place[other]) for other in doors[c]] for c in order]

    lines = attention(counts, at=[WEEKS - 1], capacity=40, neighbours=doors, **given_)[0]
    others = attention(counts[:, order], at=[WEEKS - 1], capacity=40, neighbours=turned_doors, **turned)[0]
    quiet = silent(counts, at=[WEEKS - 1], **given_)[0]
    other_quiet = silent(counts[:, order], at=[WEEKS - 1], **turned)[0]

    assert said(lines, range(SERIES)) == said(others, order.tolist())
    assert said(quiet, range(SERIES)) == said(other_quiet, order.tolist())
