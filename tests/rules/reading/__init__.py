"""Tests of what rules read with."""
