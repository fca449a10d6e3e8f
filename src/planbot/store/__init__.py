"""The encrypted store: every chart, revision, signed document and look, on disk only as ciphertext."""

from planbot.store.audit import AuditRow
from planbot.store.doctor import Check
from planbot.store.passphrase import weakness
from planbot.store.reports import Held
from planbot.store.revisions import ClientRow, Opened, Revision
from planbot.store.signed import SignedDocument
from planbot.store.slots import Kdf
from planbot.store.store import Store

__all__ = ["AuditRow", "Check", "ClientRow", "Held", "Kdf", "Opened", "Revision", "SignedDocument", "Store", "weakness"]
