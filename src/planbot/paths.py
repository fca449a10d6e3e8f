"""Every folder planbot reads or writes: what ships with it, what belongs to the user, what can be made again."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def knowledge_folder() -> Path:
    """Return the folder of the library: ``knowledge/`` of a checkout, or the copy in the installed package."""
    return _shipped("knowledge", "knowledge_data")


def prompts_folder() -> Path:
    """Return the folder of the prompts: ``prompts/`` of a checkout, or the copy in the installed package."""
    return _shipped("prompts", "prompts_data")


def evaluation_folder() -> Path:
    """Return the folder of what models are measured on: ``evaluation/`` of a checkout, or the copy in the package."""
    return _shipped("evaluation", "evaluation_data")


def people_folder() -> Path:
    """Return the folder of the whole charts that models are measured on; the tests go by the same ones."""
    return _shipped("tests/people", "evaluation_data/people")


def data_folder() -> Path:
    """Return the folder of the user's own data: ``PLANBOT_HOME``, or the place the system keeps such data."""
    if home := os.environ.get("PLANBOT_HOME"):
        return Path(home).expanduser()
    from platformdirs import user_data_dir

    return Path(user_data_dir("planbot", appauthor=False))


def overlay_folder() -> Path:
    """Return the folder of a practice's own entries, laid out like the library, which win over the library's."""
    return data_folder() / "knowledge"


def cache_folder() -> Path:
    """Return the folder of what can be made again at any time; it never holds anything about a client."""
    if home := os.environ.get("PLANBOT_HOME"):
        return Path(home).expanduser() / "cache"
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("planbot", appauthor=False))


def _shipped(in_checkout: str, in_package: str) -> Path:
    installed = PACKAGE / in_package
    if PACKAGE.parent.name == "src" and not installed.is_dir():
        return PACKAGE.parent.parent / in_checkout
    return installed
