"""What measured figures are called for people: a figure's key is the thing measured, then of what (``recall_chat``)."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

SHARE, NUMBER, SECONDS = "share", "number", "seconds"
THINGS = {
    "names": (gettext_lazy("Names put into sentences"), NUMBER),
    "recall": (gettext_lazy("Names found, taken out or held for a human glance"), SHARE),
    "masked": (gettext_lazy("Names taken out at once"), SHARE),
    "held": (gettext_lazy("Names held for a human glance"), SHARE),
    "harmless_texts": (gettext_lazy("Texts that name nobody"), NUMBER),
    "false_removals": (gettext_lazy("Words taken out of texts that name nobody"), SHARE),
    "held_harmless": (gettext_lazy("Texts that name nobody, held for a glance"), SHARE),
    "texts_per_second": (gettext_lazy("Short texts a second on one core"), NUMBER),
    "patterns_milliseconds": (gettext_lazy("Milliseconds for the hardest text of 100,000 characters"), NUMBER),
    "places_precision": (gettext_lazy("Places told that are right"), SHARE),
    "places_recall": (gettext_lazy("Places that are found"), SHARE),
    "issues_precision": (gettext_lazy("Issues told that are right"), SHARE),
    "issues_recall": (gettext_lazy("Issues that are found"), SHARE),
    "issues_texts": (gettext_lazy("Texts with issues in the test"), NUMBER),
    "issues_none_where_none": (gettext_lazy("Texts without an issue that are given none"), SHARE),
    "noise_worlds": (gettext_lazy("Invented worlds in which nothing happens"), NUMBER),
    "noise_at_01": (gettext_lazy("Quiet weeks called so rare that one in 100 is (right: 1 per cent)"), SHARE),
    "noise_at_001": (gettext_lazy("Quiet weeks called so rare that one in 1,000 is (right: 0.1 per cent)"), SHARE),
    "seconds_a_week": (gettext_lazy("CPU seconds for one week of 2,100 series"), SECONDS),
    "scenarios": (gettext_lazy("Published scenarios of rises"), NUMBER),
    "scenarios_false_alarms": (gettext_lazy("Quiet weeks with an alarm"), SHARE),
    "scenarios_found": (gettext_lazy("Rises found in at least one of their weeks"), SHARE),
    "scenarios_found_first_week": (gettext_lazy("Rises found in their first week"), SHARE),
    "scenarios_alarms_right": (gettext_lazy("Alarms that are right"), SHARE),
    "desk_s": (gettext_lazy("Seconds from an urgent report to the desk, the slowest"), SECONDS),
    "letter_s": (gettext_lazy("Seconds from an urgent report to the letter, the slowest"), SECONDS),
    "intake_per_s": (gettext_lazy("Reports taken in a CPU second, each by itself"), NUMBER),
    "import_per_s": (gettext_lazy("Rows of a file taken in a CPU second"), NUMBER),
    "pages": (gettext_lazy("Pages that were measured"), NUMBER),
    "page_cpu_ms": (gettext_lazy("CPU milliseconds of a page"), NUMBER),
    "page_queries": (gettext_lazy("Questions to the database a page"), NUMBER),
    "scan_series": (gettext_lazy("Series of places and issues that are scanned"), NUMBER),
    "scan_cpu_s": (gettext_lazy("CPU seconds of a weekly scan"), SECONDS),
    "scan_rows": (gettext_lazy("Counts read for a scan"), NUMBER),
    "feedback_false_lines": (gettext_lazy("False lines a week"), NUMBER),
    "feedback_fed": (gettext_lazy("Lines of places answered before, where nothing rises any more"), SHARE),
    "feedback_most_weeks": (gettext_lazy("Calm weeks in which the most listed place was listed"), NUMBER),
    "feedback_gini": (gettext_lazy("How unevenly lines are spread (0: evenly, 1: all in one place)"), NUMBER),
    "feedback_found_elsewhere": (gettext_lazy("Rises found in other places"), SHARE),
    "feedback_found_again": (gettext_lazy("Rises found again in places answered lately"), SHARE),
    "feedback_delay_again": (gettext_lazy("Weeks until such a rise was listed"), NUMBER),
    "feedback_divergence": (gettext_lazy("How far equal places drift apart when every second one is answered"), SHARE),
    "replay_this_country": (gettext_lazy("Lists of the past drawn again, this country"), NUMBER),
    "replay_seeds": (gettext_lazy("Lists of the past drawn again, other invented countries"), NUMBER),
}
"""What is measured, and in what it is told."""
AIMS = {
    "recall_capitals": (0.99, None),
    "recall_chat": (0.99, None),
    "false_removals": (None, 0.03),
    "texts_per_second_new_words": (500, None),
    "scenarios_false_alarms_highest": (None, 0.01),
    "desk_s": (None, 2),
    "letter_s": (None, 60),
    "intake_per_s": (200, None),
    "import_per_s": (200, None),
    "page_cpu_ms_most": (None, 60),
    "page_queries_most": (None, 15),
    "scan_cpu_s": (None, 1),
    "scan_cpu_s_six_years_ten_issues": (None, 1),
    "replay_this_country_sudden_weeks_late": (None, 0),
    "replay_this_country_slow_weeks_late": (None, 2),
    "replay_this_country_spreading_weeks_late": (None, 2),
    "replay_this_country_false_lines_mean": (None, 0.5),
    "replay_seeds_sudden_weeks_late": (None, 0),
    "replay_seeds_slow_weeks_late": (None, 2),
    "replay_seeds_spreading_weeks_late": (None, 2),
    "replay_seeds_false_lines_mean": (None, 0.5),
    "replay_seeds_false_lines_worst": (None, 0.5),
    "feedback_divergence_ruled": (None, 0.1),
}
"""(at least, at most) that was aimed at; what is not reached is said to be so."""
# The form of a name is a matter of grammar and lists; no name is ever joined with a person.
OF_WHAT = {
    "capitals": gettext_lazy("written with capitals"),
    "chat": gettext_lazy("in chat style, small letters, no marks"),
    "nicknames": gettext_lazy("nicknames and short forms"),
    "recall_kk": gettext_lazy("in Kazakh chat"),
    "recall_ru": gettext_lazy("in Russian chat"),
    "recall_en": gettext_lazy("in English chat"),
    "recall_latin": gettext_lazy("in Kazakh and Russian chat typed in Latin letters"),
    "kk": gettext_lazy("in Kazakh"),
    "ru": gettext_lazy("in Russian"),
    "en": gettext_lazy("in English"),
    "names_kk": gettext_lazy("names of Kazakh form, in chat"),
    "names_ru": gettext_lazy("names of Russian form, in chat"),
    "names_uz": gettext_lazy("names of Uzbek form, in chat"),
    "names_ug": gettext_lazy("names of Uyghur form, in chat"),
    "names_tr": gettext_lazy("names of Turkish form, in chat"),
    "names_tt": gettext_lazy("names of Tatar form, in chat"),
    "names_other": gettext_lazy("names of other forms, in chat"),
    "false_removals": gettext_lazy("in sets the rules were never made on"),
    "held_harmless": gettext_lazy("in sets the rules were never made on"),
    "texts_per_second": gettext_lazy("words seen before"),
    "issues_precision": gettext_lazy("in all languages"),
    "issues_recall": gettext_lazy("in all languages"),
    "noise_at_01": gettext_lazy("in the main world"),
    "scenarios_false_alarms": gettext_lazy("in all scenarios"),
    "all": gettext_lazy("in all sets, also those the rules were made on"),
    "new_words": gettext_lazy("when every word is new"),
    "rare": gettext_lazy("in places that hardly ever report"),
    "lowest": gettext_lazy("the lowest of all worlds"),
    "highest": gettext_lazy("the highest of all"),
    "highest_part": gettext_lazy("the highest of all kinds of series in all worlds"),
    "calm": gettext_lazy("where answers bring no reports"),
    "unruled": gettext_lazy("where they do, all counted in full"),
    "ruled": gettext_lazy("where they do, weighed by the rule"),
    "most": gettext_lazy("the dearest"),
    "median": gettext_lazy("in the middle"),
    "six_years": gettext_lazy("with six years of history"),
    "six_years_ten_issues": gettext_lazy("with six years of history, ten issues"),
    "weeks": gettext_lazy("weeks drawn again"),
    "sudden_weeks_late": gettext_lazy("sudden rise: weeks until it stood on the list"),
    "slow_weeks_late": gettext_lazy("slow rise: weeks until it stood on the list"),
    "spreading_weeks_late": gettext_lazy("spreading rise: weeks until it stood on the list"),
    "rises_late": gettext_lazy("rises that came later than promised"),
    "false_lines_mean": gettext_lazy("false lines a week, on average"),
    "false_lines_worst": gettext_lazy("false lines a week, in the worst country"),
    "plug_in": pgettext_lazy("method", "by the usual method, for comparison"),
}


def name_of(key: str) -> str:
    """A figure's name in the reader's language; a key that has no words stays as it is."""
    thing, rest = parted(key)
    if thing is None:
        return key
    name = str(THINGS[thing][0])
    if not rest:
        return name
    return _("%(figure)s: %(of_what)s") % {"figure": name, "of_what": OF_WHAT.get(key) or OF_WHAT.get(rest, rest)}


def of_what(key: str) -> str:
    """The second half of a name: of what the thing was measured; the whole name where there is no such half."""
    thing, rest = parted(key)
    if key in OF_WHAT:
        return str(OF_WHAT[key])
    return str(OF_WHAT.get(rest, rest)) if thing and rest else name_of(key)


def thing_of(key: str) -> str:
    """The first half of a name; empty for a key without words."""
    thing, _rest = parted(key)
    return str(THINGS[thing][0]) if thing else ""


def aim_of(key: str) -> str:
    """What was aimed at, in words; empty where nothing was."""
    if key not in AIMS:
        return ""
    least, most = AIMS[key]
    if least is not None:
        return _("at least %(aim)s") % {"aim": value_of(key, least)}
    return _("at most %(aim)s") % {"aim": value_of(key, most)}


def is_reached(key: str, value: float) -> bool:
    """Is the aim of a figure reached, if it has one?"""
    least, most = AIMS.get(key, (None, None))
    return (least is None or value >= least) and (most is None or value <= most)


def is_known(key: str) -> bool:
    """Has the key words for people, whole?"""
    thing, rest = parted(key)
    return thing is not None and (not rest or key in OF_WHAT or rest in OF_WHAT)


def value_of(key: str, value: float) -> str:
    """A figure as people read it: a share in per cent, a number grouped, a time with two digits.

    >>> value_of("recall_chat", 0.8771)
    '87.71 %'
    """
    thing, _rest = parted(key)
    unit = THINGS[thing][1] if thing else NUMBER
    if unit == SHARE:
        return f"{plain(100 * value)} %"
    return plain(value)


def plain(value: float) -> str:
    """A number with three digits behind the point at most, and none that says nothing."""
    short = round(value, 3)
    return number_format(int(short) if short == int(short) else short, force_grouping=short >= 1000)


def parted(key: str) -> tuple[str | None, str]:
    """The thing measured (the longest that fits) and the rest of the key."""
    fitting = [thing for thing in THINGS if key == thing or key.startswith(f"{thing}_")]
    if not fitting:
        return None, ""
    thing = max(fitting, key=len)
    return thing, key[len(thing) + 1 :]
