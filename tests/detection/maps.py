"""Maps with well-known clusters, from the reference answers."""

import numpy as np

from detection.reference import column, rows

YEARS = range(1986, 1992)


def new_mexico():
    """Counts, populations and baselines ``[6, 32]``, and the 426 zones of the reference."""
    counties = [row["county"] for row in rows("nm_counties.csv")]
    cells = {(int(row["year"]), row["county"]): row for row in rows("nm_popcas.csv")}
    base = {(int(row["year"]), row["county"]): float(row["baseline"]) for row in rows("nm_baselines_1986_1991.csv")}

    def table(value):
        return np.array([[value(year, county) for county in counties] for year in YEARS])

    zones = [[int(area) - 1 for area in row["locations"].split()] for row in rows("nm_zones_knn15.csv")]
    return (
        table(lambda year, county: float(cells[year, county]["count"])),
        table(lambda year, county: float(cells[year, county]["population"])),
        table(lambda year, county: base[year, county]),
        zones,
    )


def new_mexico_places():
    found = rows("nm_counties.csv")
    return np.stack([column(found, "long"), column(found, "lat")], axis=1)


def new_york():
    """Cases (shares of them) and population of 281 tracts, and their places in kilometres."""
    found = rows("ny_leukemia_areas.csv")
    places = np.stack([column(found, "x_km"), column(found, "y_km")], axis=1)
    return column(found, "cases"), column(found, "population"), places
