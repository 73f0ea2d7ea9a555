"""Write the tables of measured figures in the documentation anew, from the files that the benches wrote.

python scripts/write_figures.py
"""

import sys
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))


def main() -> None:
    settings.configure(USE_I18N=False, NUMBER_GROUPING=3)
    from shanyraq.radar.openness.tables import renewed

    for document in sorted((ROOT / "docs").rglob("*.md")):
        before = document.read_text(encoding="utf-8")
        if (after := renewed(before)) != before:
            document.write_text(after, encoding="utf-8")
            sys.stdout.write(f"{document.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
