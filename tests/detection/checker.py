"""What every detector promises. A new detector joins by one ``Detector`` in ``detectors``."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass

import numpy as np

from shanyraq import detection

WEEKS, SERIES = 330, 6
NAMES = tuple("abcdef")
AT = (329, 318, 325)


@dataclass(frozen=True)
class Detector:
    """How the common checks speak to one detector."""

    name: str
    judge: Callable
    """Counts, rows to judge and the names of the columns in; the detector's own answer (or a tuple of them) out."""
    score: Callable
    """The answer in; urgency ``[len(at), S]`` out. Higher is more urgent; nan where there is none."""
    borrows: bool = False
    """Do series lend each other strength? Then a missing week of one may move the others a little."""
    needs_series: bool = False
    """Is a map without series refused with a sentence?"""
    ignores_the_week: bool = False
    """Does the judged week itself not matter (R's C3)?"""

    def __str__(self):
        return self.name


def world():
    """Weekly counts of six districts over six years, with seasons and one rise."""
    chance = np.random.default_rng(20260101)
    season = 1 + 0.4 * np.sin(2 * np.pi * np.arange(WEEKS) / 52)[:, None]
    counts = chance.negative_binomial(3, 1 / (1 + season * np.array([0.4, 0.7, 1, 1.5, 2, 3])))
    counts[326:, 2] += 6
    return counts.astype(float)


def detectors():
    yield from (_ears(method, r_compat) for method in ("C1", "C2", "C3") for r_compat in (False, True))
    yield from (_cusum(transform) for transform in ("rossi", "standard", "anscombe", "none"))
    yield Detector("nb_cusum", _judged(_nb_cusum), lambda answer: answer.statistic)
    yield from (_glr(extra, ratio) for extra in (0.0, 0.3) for ratio in (None, 1.5))
    yield from (_scan(kind) for kind in ({}, {"conditional": True}, {"by_population": True}, {"dispersion": 1.5}))
    yield Detector("bayesian_scan", _weekly(_bayesian_scan), lambda answers: _stack(answers, lambda a: a.areas))
    if hasattr(detection, "farrington_flexible"):
        yield from (_farrington(kind) for kind in ("noufaily", "classic", "calibrated"))
    if callable(getattr(detection, "attention", None)):
        yield Detector("attention", _attention, lambda answer: _urgency(answer[1], answer[0]), borrows=True)


def _judged(call):
    return lambda counts, at, names: call(counts, at)


def _ears(method, r_compat):
    def judge(counts, at, names):
        return detection.ears(counts, at=at, method=method, min_sigma=0.5, r_compat=r_compat)

    name = f"ears {method}{' like R' if r_compat else ''}"
    return Detector(name, judge, lambda answer: -answer.p, ignores_the_week=r_compat and method == "C3")


def _cusum(transform):
    def judge(counts, at, names):
        return detection.cusum(counts, at=at, start=260, transform=transform, reset=True)

    return Detector(f"cusum {transform}", judge, lambda answer: answer.statistic)


def _constant(counts):
    return np.full(np.shape(counts), 2.0)


def _nb_cusum(counts, at):
    return detection.nb_cusum(counts, _constant(counts), dispersion=1.6, at=at, start=260)


def _glr(extra, ratio):
    def judge(counts, at, names):
        return detection.glr(
            counts, _constant(counts), heterogeneity=extra, rate_ratio=ratio, at=at, start=300, window=8
        )

    return Detector(f"glr {extra:g} {ratio}", judge, lambda answer: answer.statistic)


def _weekly(call):
    """Scans judge the last of the weeks they are given: one map for every row asked for."""

    def judge(counts, at, names):
        counts = np.asarray(counts)
        return tuple(call(counts[row - 3 : row + 1]) for row in at)

    return judge


def _single_zones(counts):
    return [[column] for column in range(counts.shape[1])]


def _scan(kind):
    def judge(counts):
        return detection.spacetime_scan(
            counts, _constant(counts), _single_zones(counts), simulations=30, seed=7, **kind
        )

    def best(answer):
        return np.array(
            [answer.ranking.score[answer.ranking.zone == zone].max() for zone in range(answer.ranking.zone.max() + 1)]
        )

    # Shares of one total, and the expectation scaled to it: a missing week of one area moves the others.
    shared = bool(kind.keys() & {"conditional", "by_population"})
    return Detector(
        f"scan {kind}", _weekly(judge), lambda answers: _stack(answers, best), borrows=shared, needs_series=True
    )


def _bayesian_scan(counts):
    return detection.bayesian_scan(counts, _constant(counts), _single_zones(counts))


def _stack(answers, row):
    return np.array([row(answer) for answer in answers])


def _farrington(kind):
    settings = getattr(detection.FarringtonSettings, kind)()

    def judge(counts, at, names):
        return detection.farrington_flexible(counts, at=at, settings=settings)

    return Detector(f"farrington {kind}", judge, lambda answer: -answer.p, borrows=kind == "calibrated")


def _attention(counts, at, names):
    hierarchy = {"region": ["r"] * len(names), "district": list(names), "theme": ["t"] * len(names)}
    return len(names), detection.attention(counts, at=at, hierarchy=hierarchy, capacity=3)


def _urgency(weeks, series):
    table = np.zeros((len(weeks), series))
    for place, lines in enumerate(weeks):
        for line in lines:
            table[place, list(line.members)] = line.lower
    return table


def arrays(answer):
    """All arrays anywhere in an answer, in one order."""
    if isinstance(answer, np.ndarray):
        yield answer
    elif is_dataclass(answer):
        for field in fields(answer):
            yield from arrays(getattr(answer, field.name))
    elif isinstance(answer, tuple):
        for part in answer:
            yield from arrays(part)


def scores(detector, counts, at=AT, names=NAMES):
    return detector.score(detector.judge(counts, at, names))


def same_answers_bit_for_bit(detector):
    counts = world()

    first, second = (list(arrays(detector.judge(counts, AT, NAMES))) for _ in range(2))

    for one, other in zip(first, second, strict=True):
        assert one.tobytes() == other.tobytes()
    assert repr(detector.judge(counts, AT, NAMES)) == repr(detector.judge(counts, AT, NAMES))


def nothing_asked_is_nothing_answered(detector):
    found = scores(detector, world(), at=[])

    assert found.shape[0] == 0


def a_country_without_series_is_no_error(detector):
    refused = None
    try:
        found = scores(detector, np.zeros((WEEKS, 0)), names=())
    except ValueError as refusal:
        refused = str(refusal)
    if refused is None:
        assert found.shape == (len(AT), 0)
    assert refused is None or (refused.startswith("there are no zones") and "scan" in detector.name)


def order_of_columns_changes_nothing(detector):
    counts, order = world(), np.array([4, 1, 5, 0, 3, 2])

    mixed = scores(detector, counts[:, order], names=tuple(np.array(NAMES)[order]))

    np.testing.assert_allclose(mixed[:, np.argsort(order)], scores(detector, counts), rtol=1e-8, atol=1e-10)


def a_row_asked_alone_is_answered_alike(detector):
    counts = world()

    together = scores(detector, counts)
    alone = np.concatenate([scores(detector, counts, at=[row]) for row in AT])

    np.testing.assert_allclose(alone, together, rtol=1e-8, atol=1e-10)


def later_weeks_change_nothing(detector):
    counts, row = world(), AT[1]
    other, cut = counts.copy(), counts[: row + 1]
    other[row + 1 :] = 40

    known = scores(detector, counts, at=[row])

    np.testing.assert_allclose(scores(detector, other, at=[row]), known, rtol=1e-12)
    np.testing.assert_allclose(scores(detector, cut, at=[row]), known, rtol=1e-12)


def a_growing_signal_grows_the_score(detector):
    counts, found = world(), []
    for signal in (0, 1, 3, 6, 10, 20, 60):
        counts[329, 4] = signal
        found.append(scores(detector, counts, at=[329])[0, 4])

    assert (np.diff(found) >= -1e-12).all(), found
    assert detector.ignores_the_week or found[-1] > found[0]


def no_input_is_changed(detector):
    counts = world()
    kept = counts.copy()

    detector.judge(counts, AT, NAMES)

    assert counts.flags.writeable
    assert (counts == kept).all()


def closed_and_plain_inputs_are_welcome(detector):
    counts = world()
    closed = counts.copy()
    closed.setflags(write=False)

    known = scores(detector, counts)

    for alike in (
        closed,
        counts.astype(np.int32),
        counts.astype(np.float32),
        np.asfortranarray(counts),
        counts.tolist(),
    ):
        np.testing.assert_array_equal(scores(detector, alike), known)


def answers_are_read_only(detector):
    for array in arrays(detector.judge(world(), AT, NAMES)):
        assert not array.flags.writeable


def no_number_is_infinite(detector):
    for counts in (world(), np.zeros((WEEKS, SERIES)), np.full((WEEKS, SERIES), 7.0), _one_enormous_week()):
        for array in arrays(detector.judge(counts, AT, NAMES)):
            assert array.dtype.kind != "f" or not np.isinf(array).any()


def _one_enormous_week():
    counts = world()
    counts[329, 1] = 1e6
    return counts


def a_missing_week_stays_at_home(detector):
    """It moves neither other series nor earlier weeks, and where it is itself judged there is no alarm."""
    counts = world()
    gap = counts.copy()
    gap[324, 3], gap[325, 0] = np.nan, np.nan

    before, after = scores(detector, counts), scores(detector, gap)

    np.testing.assert_allclose(after[AT.index(318)], before[AT.index(318)], rtol=1e-12)
    others = [1, 2, 4, 5]
    if not detector.borrows:
        np.testing.assert_allclose(after[:, others], before[:, others], rtol=1e-9)
    answer = detector.judge(gap, AT, NAMES)
    if hasattr(answer, "alarm"):
        assert not answer.alarm[AT.index(325), 0]
    if hasattr(answer, "p"):
        assert np.isnan(answer.p[AT.index(325), 0])


CHECKS = (
    same_answers_bit_for_bit,
    nothing_asked_is_nothing_answered,
    a_country_without_series_is_no_error,
    order_of_columns_changes_nothing,
    a_row_asked_alone_is_answered_alike,
    later_weeks_change_nothing,
    a_growing_signal_grows_the_score,
    no_input_is_changed,
    closed_and_plain_inputs_are_welcome,
    answers_are_read_only,
    no_number_is_infinite,
    a_missing_week_stays_at_home,
)
