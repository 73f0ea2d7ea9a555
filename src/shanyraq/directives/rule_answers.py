"""Answers of the form of a rule, turned into the words of the duty engine."""

from .rule_vocabulary import bearer_groups


def selector_of(given: dict) -> dict:
    if group := bearer_groups().get(given["bearers"]):
        return dict(group.selector)
    bind = {"bearer": given["bind"] or "organization"}
    if bind["bearer"] == "post":
        bind["role"] = "head"
    if given["bearers"] == "bodies":
        return {**bind, "organizations": sorted(str(body.pk) for body in given["bodies"])}
    narrow = {name: given[name] for name in ("area_kinds", "areas") if given[name]}
    return {**bind, "classifications": given["kinds"], **narrow}


def cadence_of(given: dict) -> dict:
    mode = given["mode"]
    if mode in ("rolling", "calendar"):
        return {"mode": mode, "every": f"P{given['every']}{given['unit'] or 'M'}"}
    return {"mode": mode, "due": given["due"].isoformat()} if mode == "once" and given["due"] else {"mode": mode}


def checks_of(given: dict) -> list[dict]:
    made = {
        "event_held": lambda: {"classification": _one_or_many(given["event_kinds"])},
        "with_participant": lambda: {
            "group": given["participants"],
            "outside_host": given["outside_host"],
            "min": given["participants_min"] or 1,
        },
        "chaired_by_bearer": dict,
        "minutes_within": lambda: {"within": f"P{given['minutes_days'] or 10}D"},
        "present_in_person": dict,
        "post_filled": lambda: {
            "role": given["role"],
            **({"reserved_for": given["reserved_for"]} if given["reserved_for"] else {}),
        },
        "measure_done": dict,
    }
    return [{"check": name, **arguments()} for name, arguments in made.items() if given[f"use_{name}"]]


def _one_or_many(codes: list[str]) -> str | list[str]:
    return codes[0] if len(codes) == 1 else codes
