"""Everything planbot raises on purpose.

PlanbotError
├── AnswerError        the words cannot be read as an answer to this question
├── ChartError         a chart, or a file that should hold one, cannot be read
├── KnowledgeError     an entry of the library is wrong ("problem @ file: path")
├── DraftError         a proposal could not be made
│   └── StoppedError   a person stopped the draft
├── DocumentError      a document could not be written
└── StoreError         the encrypted store refused or could not do what was asked
    ├── LockedError    wrong passphrase or recovery code, or the store is locked
    ├── ConflictError  another window saved this chart first
    ├── DamagedError   the file does not verify; nothing in it is shown as truth
    ├── NewerError     the file was written by a newer planbot
    └── FullError      the disk is full or the folder cannot be written

The message of each is one sentence a person can act on: what is wrong, and how to mend it.
No message ever holds clinical words: ids, keys and file names only.
"""


class PlanbotError(Exception):
    """Base of everything planbot raises on purpose; its text may be shown to a person."""


class AnswerError(PlanbotError):
    """The words given cannot be read as an answer to the question asked."""


class ChartError(PlanbotError):
    """A chart is malformed or comes from a version that cannot be read."""


class KnowledgeError(PlanbotError):
    """An entry of the knowledge library is wrong, written as "problem @ file: path"."""


class DraftError(PlanbotError):
    """A proposal could not be made."""


class StoppedError(DraftError):
    """A person stopped the draft; nothing was taken over."""


class DocumentError(PlanbotError):
    """A document could not be written."""


class StoreError(PlanbotError):
    """The encrypted store refused, or could not do, what was asked; nothing saved was lost."""


class LockedError(StoreError):
    """The passphrase or recovery code does not open this store, or the store is locked."""


class ConflictError(StoreError):
    """Another window saved this chart first; nothing was overwritten."""


class DamagedError(StoreError):
    """The stored file does not verify; nothing in it is shown as truth."""


class NewerError(StoreError):
    """The stored file was written by a newer planbot and is left untouched."""


class FullError(StoreError):
    """The disk is full or the folder cannot be written; what was saved before is there."""
