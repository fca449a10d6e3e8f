"""Points in time of a chart can always be compared."""

from datetime import UTC, datetime

from planbot.chart import Signature, Signer


def test_a_moment_without_a_zone_is_taken_as_universal_time() -> None:
    naive = Signature.model_validate({"id": "sg1", "signer": "client", "name": "Sam", "at": "2026-11-16T10:40:00"})
    assert naive.at == datetime(2026, 11, 16, 10, 40, tzinfo=UTC)
    assert naive.signer is Signer.CLIENT


def test_a_moment_with_a_zone_keeps_it() -> None:
    far = Signature.model_validate({"id": "sg1", "signer": "client", "name": "Sam", "at": "2026-11-16T10:40:00-08:00"})
    assert far.at == datetime(2026, 11, 16, 18, 40, tzinfo=UTC)
    assert far.at.utcoffset() is not None
    assert far.model_dump(mode="json")["at"].endswith("-08:00")
