import dataclasses
import re
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st
from scipy.stats import nbinom, norm, poisson

from shanyraq.detection import FarringtonSettings, farrington_flexible
from shanyraq.detection.reference_weeks import weeks_back

classic, noufaily = FarringtonSettings.classic, FarringtonSettings.noufaily
MONDAY = np.datetime64("2015-01-05")
FIELDS = ("expected", "upper", "p", "p_mid", "alarm", "dispersion", "trend")
SMALL = {"years": 3, "half_window": 2, "periods": 4, "past_weeks_excluded": 10}
MANNERS = (
    noufaily(**SMALL),
    noufaily(**SMALL, threshold="muan", trend=0.5),
    noufaily(**SMALL, threshold="delta", power="1/2", reweight=False),
    noufaily(**SMALL, r_compat=True),
    classic(years=3, half_window=2),
    classic(years=3, half_window=2, r_compat=True),
)
each_manner = pytest.mark.parametrize(
    "manner", MANNERS, ids=lambda manner: f"{manner.threshold}-{manner.periods}-{manner.r_compat}"
)


def weeks(rows, start=MONDAY):
    return start + 7 * np.arange(rows)


def world(seed=1, rows=200, series=5, mean=3.0):
    """Seasonal overdispersed counts with a few surges, a quiet series and some missing weeks."""
    chance = np.random.default_rng(seed)
    season = 1 + 0.4 * np.sin(2 * np.pi * np.arange(rows) / 52)
    level = mean * chance.lognormal(0, 1, series) * season[:, None]
    counts = chance.negative_binomial(level, 0.5).astype(float)
    counts[chance.random(counts.shape) < 0.01] += 30
    counts[:, 0] = chance.random(rows) < 0.02
    counts[chance.random(counts.shape) < 0.02] = np.nan
    return counts


def assert_same(one, other, rtol=1e-9):
    for name in FIELDS:
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=rtol, atol=1e-12, err_msg=name)


def picked(answer, rows=slice(None), columns=slice(None)):
    return dataclasses.replace(answer, **{name: getattr(answer, name)[rows][:, columns] for name in FIELDS})


def ask(counts, at=range(165, 200, 5), settings=MANNERS[0], **known):
    return farrington_flexible(counts, at=list(at), settings=settings, **known)


# What may not matter


@each_manner
def test_later_weeks_do_not_matter(manner):
    counts, days = world(), weeks(200)
    later = counts.copy()
    later[181:] = 999
    population = np.random.default_rng(2).uniform(1, 2, counts.shape)
    grown = population.copy()
    grown[181:] *= 1e6

    known = ask(counts, [170, 180], manner, dates=days, population=population)

    assert_same(known, ask(later, [170, 180], manner, dates=days, population=grown), rtol=0)
    assert_same(known, ask(counts[:181], [170, 180], manner, dates=days[:181], population=population[:181]), rtol=0)


@each_manner
def test_a_row_or_series_alone_is_judged_as_among_others(manner):
    counts = world(series=7)
    together = ask(counts, [199, 160, 180, 175], manner, dates=weeks(200))

    assert_same(picked(together, [2]), ask(counts, [180], manner, dates=weeks(200)))
    assert_same(picked(together, columns=[4]), ask(counts[:, [4]], [199, 160, 180, 175], manner, dates=weeks(200)))


@each_manner
def test_the_order_of_columns_does_not_matter(manner):
    counts = world(series=40)
    order = np.random.default_rng(3).permutation(40)

    assert_same(picked(ask(counts, settings=manner), columns=order), ask(counts[:, order], settings=manner))


def test_the_size_of_the_pieces_does_not_matter():
    """600 series are worked out in several pieces, 3 in one."""
    counts = np.tile(world(series=3), 200)

    assert_same(picked(ask(counts), columns=slice(597, 600)), ask(counts[:, :3]))


def test_same_input_same_bits():
    one, other = ask(world(series=300)), ask(world(series=300))

    assert all(np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True) for name in FIELDS)


def test_an_order_of_magnitude_of_population_does_not_matter():
    counts = world()
    population = np.random.default_rng(2).uniform(1, 2, counts.shape)

    assert_same(ask(counts, population=population), ask(counts, population=population * 1e6))
    assert_same(ask(counts), ask(counts, population=np.full(counts.shape, 7.0)))


@pytest.mark.parametrize("manner", [MANNERS[0], MANNERS[1]])
def test_a_constant_population_takes_the_sure_way_to_the_same_answer(manner):
    """Without gaps and population the slope is found from power series; here also where it is too steep for them."""
    counts = np.nan_to_num(world(series=30, seed=11))
    counts[:60, 1], counts[60:, 1] = 20, 0
    counts[:, 2] = np.floor(np.exp(np.arange(200) / 12))
    counts[:50, 3] = 0
    counts[:-12, 4] = 0

    assert_same(ask(counts, settings=manner), ask(counts, settings=manner, population=np.ones(counts.shape)), rtol=1e-8)


def test_memory_beside_input_and_answer_does_not_grow_with_the_series():
    def beside(series):
        counts = np.full((166, series), 2.0)
        tracemalloc.start()
        answer = ask(counts, [165], noufaily(years=3, half_window=2))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak - counts.nbytes - sum(getattr(answer, name).nbytes for name in FIELDS)

    assert beside(8_000) < 1.5 * beside(1_000)


def test_arguments_stay_as_they_are_and_answers_are_closed():
    counts = world()
    population, episodes, at = np.ones(counts.shape), counts > 20, np.array([170, 180])
    before = [counts.copy(), population.copy(), episodes.copy(), at.copy()]

    answer = farrington_flexible(counts, at=at, settings=MANNERS[0], population=population, episodes=episodes)

    for now, then in zip((counts, population, episodes, at), before, strict=True):
        np.testing.assert_array_equal(now, then)
    for name in FIELDS:
        assert getattr(answer, name).shape == (2, 5)
        with pytest.raises(ValueError, match="read-only"):
            getattr(answer, name)[0, 0] = 0
    with pytest.raises(dataclasses.FrozenInstanceError):
        answer.p = None


def test_whole_numbers_and_floats_are_the_same_counts():
    counts = np.nan_to_num(world()).astype(np.int32)

    assert_same(ask(counts), ask(counts.astype(float)), rtol=0)
    assert_same(ask(counts), ask(counts.tolist()), rtol=0)


# What the numbers mean


def tails(observed, mean, dispersion):
    law = poisson(mean) if dispersion == 1 else nbinom(mean / (dispersion - 1), 1 / dispersion)
    return law.sf(observed - 1), law.sf(observed) + law.pmf(observed) / 2, law


def test_p_and_bound_are_those_of_the_negative_binomial():
    counts = world(seed=4, series=8)
    answer = ask(counts, settings=noufaily(**SMALL, alpha=0.02))

    judged = [(i, j) for i, j in np.ndindex(answer.p.shape) if answer.expected[i, j] > 0 and answer.p[i, j] >= 0]
    assert len(judged) > 40
    for i, j in judged:
        observed = counts[165 + 5 * i, j]
        p, p_mid, law = tails(observed, answer.expected[i, j], answer.dispersion[i, j])
        assert answer.p[i, j] == pytest.approx(p, rel=1e-9)
        assert answer.p_mid[i, j] == pytest.approx(p_mid, rel=1e-9)
        assert law.sf(answer.upper[i, j]) <= 0.02 < law.sf(answer.upper[i, j] - 1)


def full_design(past, block, time, weight, population):
    """The same model by Fisher scoring on its whole design matrix: no closed form, no profile."""
    design = np.column_stack([block == g for g in np.unique(block)] + [time]).astype(float)
    beta = np.linalg.lstsq(design, np.log(past + 0.5) - np.log(population), rcond=None)[0]
    for _ in range(100):
        mean = population * np.exp(design @ beta)
        information = design.T @ (design * (weight * mean)[:, None])
        beta = beta + np.linalg.solve(information, design.T @ (weight * (past - mean)))
    mean = population * np.exp(design @ beta)
    pull = weight * mean * np.einsum("ij,ji->i", design, np.linalg.solve(information, design.T))
    freedom = (weight > 0).sum() - design.shape[1]
    dispersion = max(1.0, (weight * (past - mean) ** 2 / mean).sum() / freedom)
    return beta, mean, pull, dispersion, information


def expected_by_hand(counts, now, settings, weight, population):
    """One week of one series, read aloud from the paper; undated, trend always tried."""
    half, past_out = settings.half_window, settings.weeks_excluded
    oldest = now - 52 * settings.years - half
    block = np.full(now + 1, -1)
    for year in range(settings.years, 0, -1):
        centre = now - 52 * year
        block[centre - half : centre + half + 1] = settings.periods - 1
        between = np.arange(centre + half + 1, centre + 52 - half)
        for number, part in enumerate(np.array_split(between, settings.periods - 1)):
            block[part] = number
    rows = np.arange(oldest, now - past_out)
    rows = rows[weight[rows] > 0]
    past, size, time = counts[rows], population[rows], (rows - now) / 100
    _, mean, pull, dispersion, _ = full_design(past, block[rows], time, np.ones(len(rows)), size)
    residual = 1.5 * (past ** (2 / 3) * mean ** (-1 / 6) - mean**0.5) / np.sqrt(dispersion * (1 - pull))
    light = np.ones(len(rows))
    light[residual > settings.reweight_threshold] = residual[residual > settings.reweight_threshold] ** -2.0
    light *= len(rows) / light.sum()
    beta, _, _, dispersion, information = full_design(past, block[rows], time, light, size)
    place = np.zeros(len(beta))
    place[np.flatnonzero(np.unique(block[rows]) == settings.periods - 1)] = 1
    error = np.sqrt(dispersion * place @ np.linalg.solve(information, place))
    return population[now] * np.exp(beta @ place), dispersion, error, past.max()


@pytest.mark.parametrize("seed", range(4))
def test_fit_reweighting_population_gaps_and_episodes_agree_with_the_full_design(seed):
    chance = np.random.default_rng(seed)
    settings = noufaily(**SMALL, threshold="muan", alpha=0.05)
    counts = chance.negative_binomial(6 * (1 + 0.3 * np.sin(np.arange(200) / 8.3)), 0.5).astype(float)
    counts[chance.integers(0, 150, 3)] += 40
    population = np.exp(np.cumsum(chance.normal(0, 0.03, 200)))
    missing, episodes = chance.random(200) < 0.05, chance.random(200) < 0.05
    missing[199] = False
    mean, dispersion, error, most = expected_by_hand(counts, 199, settings, ~(missing | episodes), population)

    column = np.where(missing, np.nan, counts)[:, None]
    answer = ask(column, [199], settings, population=population[:, None], episodes=episodes[:, None])

    assert answer.trend[0, 0] == (mean <= most)
    assert answer.trend[0, 0]
    assert answer.expected[0, 0] == pytest.approx(mean, rel=1e-9)
    assert answer.dispersion[0, 0] == pytest.approx(dispersion, rel=1e-8)
    law = tails(0, mean * np.exp(norm.isf(0.05) * error), dispersion)[2]
    assert answer.upper[0, 0] == law.isf(0.05)


def test_delta_is_a_normal_tail_on_the_scale_of_the_power():
    counts = world(seed=6)
    for power, a in (("2/3", 2 / 3), ("1/2", 1 / 2), ("none", 1)):
        answer = ask(counts, settings=noufaily(**SMALL, threshold="delta", power=power, alpha=0.01))
        some = (answer.expected > 0) & ~np.isnan(answer.p)
        observed = counts[165:200:5][some]
        spread = (answer.upper[some] ** a - answer.expected[some] ** a) / norm.isf(0.01)
        np.testing.assert_allclose(
            answer.p[some], norm.sf((observed**a - answer.expected[some] ** a) / spread), rtol=1e-9
        )
        np.testing.assert_array_equal(answer.p, answer.p_mid)


def test_alarm_is_observed_above_the_bound_and_the_limit_met():
    counts = world(seed=7, series=30, mean=1.0)
    answer = ask(counts, settings=noufaily(**SMALL, alpha=0.2, limit=(7, 3)))

    at = np.arange(165, 200, 5)
    last = np.stack([np.nansum(counts[k - 2 : k + 1], axis=0) for k in at])
    with np.errstate(invalid="ignore"):
        above = (counts[at] > answer.upper) & (counts[at] > 0)
    np.testing.assert_array_equal(answer.alarm, above & (last >= 7))
    assert (above & (last < 7)).any()
    assert not np.isnan(answer.upper).any()


def test_trend_settings():
    rising = np.random.default_rng(8).poisson(np.exp(np.linspace(1, 3, 200)))[:, None]

    assert ask(rising, settings=noufaily(**SMALL, trend=0)).trend.sum() == 0
    assert ask(rising, settings=noufaily(**SMALL | {"years": 2})).trend.sum() == 0
    steep = ask(rising, settings=noufaily(**SMALL))
    level = ask(rising, settings=noufaily(**SMALL, trend=0))
    assert steep.trend.any()
    assert (steep.expected[steep.trend] > level.expected[steep.trend]).all()
    np.testing.assert_array_equal(steep.expected[~steep.trend], level.expected[~steep.trend])


@given(st.integers(0, 20_000), st.integers(1, 10))
def test_with_dates_the_reference_is_the_week_nearest_to_the_same_day_of_the_year(start, years):
    days = weeks(700, np.datetime64("1990-01-01") + start)
    back = weeks_back(np.array([699]), years, days)[0]

    for year, weeks_ago in enumerate(back, start=1):
        month, day = days[699].astype("datetime64[M]"), days[699] - days[699].astype("datetime64[M]").astype(days.dtype)
        anniversary = (month - 12 * year).astype(days.dtype) + day  # 29 February: 1 March
        assert days[699 - weeks_ago] == days[np.argmin(np.abs(days - anniversary))]


def test_without_dates_a_year_is_52_weeks():
    np.testing.assert_array_equal(weeks_back(np.array([300, 301]), 3), [[52, 104, 156], [52, 104, 156]])


# Missing weeks and episodes


def test_a_missing_week_is_not_a_zero():
    full = np.full((200, 1), 4.0)
    gap, zero = full.copy(), full.copy()
    gap[20:30], zero[20:30] = np.nan, 0

    assert ask(gap).expected == pytest.approx(np.full((7, 1), 4.0))
    assert (ask(zero).expected != ask(gap).expected).any()


def test_a_missing_judged_week_has_an_expectation_but_no_p_and_no_alarm():
    counts = world()
    counts[180, 1:] = np.nan
    answer = ask(counts, [180])

    assert np.isnan(answer.p[0, 1:]).all()
    assert np.isnan(answer.p_mid[0, 1:]).all()
    assert not answer.alarm[0, 1:].any()
    assert (answer.expected[0, 1:] > 0).all()
    assert (answer.upper[0, 1:] > 0).all()


@each_manner
def test_an_episode_weighs_as_little_as_a_missing_week(manner):
    counts = np.nan_to_num(world(), nan=2)
    episodes = np.random.default_rng(9).random(counts.shape) < 0.1
    episodes[150:] = False

    known = ask(counts, settings=manner, episodes=episodes)

    assert_same(known, ask(np.where(episodes, np.nan, counts), settings=manner))
    with pytest.raises(AssertionError):
        assert_same(known, ask(counts, settings=manner))


def test_a_judged_week_that_is_an_episode_is_still_judged():
    counts, episodes = np.nan_to_num(world()), np.zeros((200, 5), dtype=bool)
    episodes[180] = True

    assert_same(ask(counts, [180]), ask(counts, [180], episodes=episodes), rtol=0)


def test_a_season_without_any_known_week_has_no_answer():
    counts = np.full((200, 1), 3.0)
    counts[:150] = np.nan
    answer = ask(counts, [190], settings=classic(years=3))

    assert np.isnan([answer.expected, answer.upper, answer.p, answer.p_mid, answer.dispersion]).all()
    assert not answer.alarm.any()
    assert not answer.trend.any()


# The edges


@each_manner
def test_an_all_zero_season_expects_nothing_and_every_report_that_meets_the_limit_is_an_alarm(manner):
    counts = np.zeros((200, 3))
    counts[199] = 0, 4, 5
    answer = ask(counts, [199], manner)

    np.testing.assert_array_equal(answer.expected, [[0, 0, 0]])
    np.testing.assert_array_equal(answer.upper, [[0, 0, 0]])
    np.testing.assert_array_equal(answer.p, [[1, 0, 0]])
    np.testing.assert_array_equal(answer.p_mid, [[1, 0, 0]])
    np.testing.assert_array_equal(answer.dispersion, [[1, 1, 1]])
    np.testing.assert_array_equal(answer.alarm, [[False, False, True]])


@each_manner
def test_a_constant_series_expects_itself(manner):
    answer = ask(np.full((200, 1), 6), settings=manner)

    np.testing.assert_allclose(answer.expected, 6, rtol=1e-6)
    np.testing.assert_allclose(answer.dispersion, 1)
    assert not answer.alarm.any()


def test_a_past_surge_does_not_hide_a_rise():
    counts = np.random.default_rng(10).poisson(5, (200, 1)).astype(float)
    counts[160], counts[199] = 300, 25

    assert ask(counts, [199]).alarm.all()
    assert not ask(counts, [199], noufaily(**SMALL, reweight=False)).alarm.any()


@each_manner
def test_one_enormous_past_week_leaves_finite_answers(manner):
    counts = np.random.default_rng(10).poisson(5, (200, 2)).astype(float)
    counts[160, 0], counts[180, 1] = 1e15, 1e15

    answer = ask(counts, [199], manner)

    assert np.isfinite([answer.expected, answer.dispersion]).all()


@st.composite
def strange_questions(draw):
    settings = noufaily(
        years=draw(st.sampled_from((1, 2, 3))),
        half_window=draw(st.sampled_from((0, 1, 3, 25))),
        periods=draw(st.sampled_from((1, 2, 10, 52))),
        past_weeks_excluded=draw(st.sampled_from((None, 0, 26, 50))),
        reweight=draw(st.booleans()),
        reweight_threshold=draw(st.sampled_from((0.0, 1.0, 2.58))),
        trend=draw(st.sampled_from((0.0, 0.05, 1.0))),
        alpha=draw(st.sampled_from((1e-6, 0.01, 0.4))),
        threshold=draw(st.sampled_from(("nb", "muan", "delta"))),
        power=draw(st.sampled_from(("2/3", "1/2", "none"))),
        r_compat=draw(st.booleans()),
    )
    rows = 52 * settings.years + settings.half_window + 12
    chance = np.random.default_rng(draw(st.integers(0, 2**32)))
    counts = chance.poisson([0, 0.02, 1, 20, 1e6, 3, 3, 3], (rows, 8)).astype(float)
    counts[chance.integers(rows), [2, 5]] = 1e15
    counts[: chance.integers(rows), 5] = 0
    counts[chance.random(rows) < 0.5, 6] = np.nan
    counts[: chance.integers(rows), 7] = np.nan
    population = np.exp(chance.normal(0, draw(st.sampled_from((0.1, 5, 100))), counts.shape))
    known = {
        "dates": draw(st.sampled_from((None, weeks(rows)))),
        "population": draw(st.sampled_from((None, population))),
        "episodes": draw(st.sampled_from((None, chance.random(counts.shape) < 0.05))),
    }
    return counts, range(rows - 6, rows), settings, known


@given(strange_questions())
@trials(max_examples=60)
@pytest.mark.filterwarnings("error")
def test_nothing_infinite_leaves_and_nan_only_where_it_is_documented(question):
    counts, at, settings, known = question
    answer = ask(counts, at, settings, **known)
    observed = counts[list(at)]
    fitted, judged = ~np.isnan(answer.expected), ~np.isnan(answer.p)

    for name in FIELDS:
        assert not np.isinf(getattr(answer, name)).any()
    assert (answer.expected[fitted] >= 0).all()
    assert (answer.dispersion[fitted] >= 1).all()
    assert np.isnan(answer.upper[~fitted]).all()
    assert not judged[~fitted | np.isnan(observed)].any()
    if settings.threshold != "muan":
        assert judged[fitted & ~np.isnan(observed)].all()
    assert ((answer.p[judged] >= 0) & (answer.p[judged] <= 1)).all()
    assert not answer.alarm[~judged].any()
    assert not answer.trend[~fitted].any()


# Bad input


BAD = [
    ({"counts": -np.ones((200, 1))}, "counts, row 0, column 0: -1 is negative"),
    ({"counts": np.full((200, 1), np.inf)}, "counts, row 0, column 0: inf is infinite"),
    ({"counts": np.full((200, 1), 0.5)}, "counts, row 0, column 0: 0.5 is not whole"),
    ({"counts": np.ones(200)}, "counts has the shape (200,)"),
    ({"at": [200]}, "row 200 is not there; the counts have rows 0 to 199."),
    ({"at": [-1]}, "row -1 is not there"),
    ({"at": [170.5]}, "at is a list of row numbers"),
    ({"at": [170, 100]}, "row 100 needs 3 years of history before it; the first possible row is 158."),
    ({"dates": weeks(199)}, "dates has the shape (199,)"),
    ({"dates": MONDAY + 8 * np.arange(200)}, "row 1 is dated 2015-01-13, 8 days after row 0; a week is 7 days."),
    ({"dates": ["soon"] * 200}, "dates holds something that is not a date."),
    ({"population": np.zeros((200, 1))}, "population, row 0, column 0: 0 is not a number above 0"),
    ({"population": np.full((200, 1), np.nan)}, "population, row 0, column 0: nan is not a number above 0"),
    ({"population": np.ones((200, 2))}, "population has the shape (200, 2)"),
    ({"episodes": np.ones((199, 1), dtype=bool)}, "episodes has the shape (199, 1)"),
    ({"episodes": np.full((200, 1), 2)}, "episodes holds something other than yes or no."),
]


@pytest.mark.parametrize(("bad", "sentence"), BAD, ids=[sentence[:30] for _, sentence in BAD])
def test_bad_input_is_refused_with_a_sentence_that_names_the_place(bad, sentence):
    good = {"counts": np.ones((200, 1)), "at": [199], "settings": noufaily(**SMALL)}

    with pytest.raises(ValueError, match=re.escape(sentence)):
        farrington_flexible(**(good | bad))


def test_settings_that_leave_no_baseline_are_refused():
    with pytest.raises(ValueError, match="past_weeks_excluded is a whole number from 0 to 54; it is 55"):
        noufaily(years=1, past_weeks_excluded=55)


def test_a_young_series_learns_its_first_possible_row():
    """Five years of 52 weeks and a half window; by the calendar five years are 261 weeks."""
    young = np.ones((264, 1))

    with pytest.raises(ValueError, match="row 200 needs 5 years of history before it; the first possible row is 263"):
        farrington_flexible(young, at=[200], settings=noufaily())
    with pytest.raises(ValueError, match="row 263 needs 5 years of history before it; the first possible row is 264"):
        farrington_flexible(young, at=[263], settings=noufaily(), dates=weeks(264))


@given(st.integers(0, 3000), st.sampled_from((1, 2, 5, 10)), st.sampled_from((0, 3, 25)), st.booleans())
@trials(max_examples=40)
def test_the_first_possible_row_is_possible_and_the_one_before_is_not(start, years, half, dated):
    settings = noufaily(years=years, half_window=half)
    counts = np.ones((52 * years + half + 6, 1))
    known = {"dates": weeks(len(counts), MONDAY + start)} if dated else {}
    with pytest.raises(ValueError, match="the first possible row is") as refusal:
        farrington_flexible(counts, at=[0], settings=settings, **known)
    first = int(re.search(r"(\d+)\.$", str(refusal.value)).group(1))

    assert farrington_flexible(counts, at=[first], settings=settings, **known).expected.shape == (1, 1)
    with pytest.raises(ValueError, match=f"the first possible row is {first}"):
        farrington_flexible(counts, at=[first - 1], settings=settings, **known)


def test_nothing_asked_nothing_answered():
    assert ask(world(), []).p.shape == (0, 5)
    assert ask(np.zeros((200, 0)), [199]).p.shape == (1, 0)


@pytest.mark.parametrize("switch", ["reweight", "r_compat"])
def test_a_switch_that_is_neither_on_nor_off_is_refused(switch):
    with pytest.raises(ValueError, match=f"{switch} is True or False; it is 'no'"):
        FarringtonSettings(**{switch: "no"})


def test_settings_of_another_kind_are_refused():
    with pytest.raises(ValueError, match="settings are FarringtonSettings; they are None"):
        farrington_flexible(world(), at=[], settings=None)
