import pytest
import time_machine

from factories.directives import registered_facts
from shanyraq.directives import facts


@pytest.fixture
def told():
    """A source of facts that remembers what the test tells it."""
    yield registered_facts()
    facts.forget("tested")


@pytest.fixture
def at():
    """``at(2026, 3, 10)``: from now on it is noon of that day in the country, until the next call."""
    travels = []

    def travel(year, month, day):
        for one in travels:
            one.stop()
        travels[:] = [time_machine.travel(f"{year}-{month:02}-{day:02} 12:00+05:00", tick=False)]
        travels[0].start()

    yield travel
    for one in travels:
        one.stop()
