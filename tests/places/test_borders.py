from shanyraq.places.borders import neighbours, side_by_side


def square(left, bottom):
    corners = [(left, bottom), (left + 1, bottom), (left + 1, bottom + 1), (left, bottom + 1), (left, bottom)]
    return {"type": "Polygon", "coordinates": [corners]}


def test_areas_are_neighbours_when_they_share_an_edge_not_a_corner():
    row = {"west": square(0, 0), "east": square(1, 0), "corner": square(2, 1)}

    assert side_by_side(row) == {
        "west": frozenset({"east"}),
        "east": frozenset({"west"}),
        "corner": frozenset(),
    }


def test_every_district_of_the_pack_has_neighbours_and_is_theirs():
    beside = neighbours()

    assert len(beside) == 224
    assert [code for code, near in beside.items() if not near] == []
    assert [code for code, near in beside.items() for other in near if code not in beside[other]] == []
