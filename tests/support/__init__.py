"""Helpers of the tests, and the folders that tests read."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = (
    ROOT.parent / "shared"
)  # reference material next to the checkout; tests that need it are skipped if it is missing
SAMPLES = ROOT / "tests" / "advisories" / "samples"
