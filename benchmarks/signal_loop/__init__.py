"""The parts of ``benchmarks/loop.py``: each measures one promise of the signal loop and says what it found."""
