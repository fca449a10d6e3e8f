"""A practice's settings: how planbot looks, who signs, which model may draft. Nothing about any client."""

import json
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from planbot.errors import PlanbotError
from planbot.files import put

FILE = "settings.json"


class Approval(BaseModel):
    """Who, being licensed, reads and approves whatever a model drafts before it is used, and since when."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: str = Field(min_length=1)
    """The name and the licence."""
    on: date


class Settings(BaseModel):
    """What a person can set; unknown names are refused so that a slip is noticed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    theme: str = "planbot-dark"
    idle_minutes: int = Field(default=10, ge=1, le=120)
    """Minutes without a key press before the screen locks and the file is closed."""
    country: str = "US"
    """Whose help lines are shown to a person in danger."""
    clinician: str = ""
    credentials: str = ""
    profile: str = ""
    """The payer or accreditor a new plan is checked for unless another is chosen, by a profile's id."""
    model: str = ""
    """The model that may draft, as provider:model; nothing means that there is none."""
    model_address: str = ""
    """Where it is, when that is not the provider's usual address; never taken from the environment."""
    names_second_pass: bool = False
    """Whether Presidio looks once more for names before a text goes to a model; it has to be installed."""
    names_pipeline: str = ""
    """The spaCy pipeline it looks with; nothing means the first of those planbot knows that is installed."""
    drafts: tuple[str, ...] = ()
    """The kinds of draft that are switched on, by the task's id; none on install."""
    approved: Approval | None = None
    state: str = ""
    """Whose law is kept, by the id of a law profile of the library; nothing means that nobody has said."""

    @property
    def drafting(self) -> str:
        """Which kinds of draft are on, for which model and under whose law, as one line; empty while none is."""
        if not self.model or not self.drafts:
            return ""
        where = f" at {self.model_address}" if self.model_address else ""
        approved = f"approved by {self.approved.by} on {self.approved.on}" if self.approved else "nobody approved"
        law = self.state or "not chosen"
        return f"with {self.model}{where}: {', '.join(sorted(self.drafts))}; law: {law}; {approved}"


def read_settings(folder: Path) -> Settings:
    """Return the settings kept in *folder*, or the defaults when there are none.

    Raises PlanbotError naming the file and the first wrong setting.
    """
    path = folder / FILE
    try:
        return Settings.model_validate_json(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError:
        raise PlanbotError(f"The settings cannot be opened @ {path}; check who may read it.") from None
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"]) or "the whole file"
        raise PlanbotError(f"A setting cannot be read @ {path}: {place}; mend it or remove the file.") from None


def write_settings(folder: Path, settings: Settings) -> None:
    """Write the settings whole, or not at all.

    Raises PlanbotError naming the file when it cannot be written; the settings from before are there.
    """
    text = json.dumps(settings.model_dump(mode="json"), indent=2) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        put(folder / FILE, text.encode())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PlanbotError(
            f"The settings cannot be written @ {folder / FILE} ({reason}); look at the folder's rights and room."
        ) from None
