"""What several tests use and that is no test itself, and the folders that tests read."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"  # reference material beside the checkout; tests skip without it
SAMPLES = ROOT / "tests" / "advisories" / "samples"
