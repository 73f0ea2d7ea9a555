"""What the house tells everybody of how it listens: read from the code, the last measurements and the running data."""
