"""The wheel holds everything that planbot needs, and a planbot installed from it works."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from planbot.flows import flows
from planbot.rules.base import rules
from tests.running import Home

ROOT = Path(__file__).parents[2]
LEFT_OUT = {"__pycache__", ".mypy_cache", ".ruff_cache"}


def run(*command: str | os.PathLike[str], cwd: Path, environment: dict[str, str] | None = None) -> str:
    """Run a command to its end and return what it wrote; it must succeed."""
    done = subprocess.run(  # noqa: S603 - our own tools
        command, cwd=cwd, env=environment, capture_output=True, check=False, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def shipped(folder: Path) -> set[str]:
    """Return the files under *folder* that are part of the project, by their paths from it."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in files if not LEFT_OUT & set(path.parts)}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built without a network."""
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out, cwd=ROOT)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """Return the names of everything in the wheel."""
    with zipfile.ZipFile(wheel) as file:
        return set(file.namelist())


def test_the_wheel_holds_the_library_the_prompts_and_every_file_of_the_package(names: set[str]) -> None:
    missing = {f"planbot/{path}" for path in shipped(ROOT / "src" / "planbot")} - names
    missing |= {f"planbot/knowledge_data/{path}" for path in shipped(ROOT / "knowledge")} - names
    missing |= {f"planbot/prompts_data/{path}" for path in shipped(ROOT / "prompts")} - names

    assert missing == set()


@pytest.mark.parametrize(
    "name",
    [
        "planbot/knowledge_data/profiles/baseline.yaml",
        "planbot/knowledge_data/icd10cm/codes.csv",
        "planbot/prompts_data/README.md",
        "planbot/documents/treatment-plan.md.j2",
        "planbot/documents/page.css",
        "planbot/tui/planbot.tcss",
        "planbot/cli/samples/sam.yaml",
    ],
)
def test_what_is_no_python_is_in_the_wheel_too(names: set[str], name: str) -> None:
    assert name in names


def test_the_wheel_holds_nothing_else(names: set[str]) -> None:
    places = {name.split("/")[0] for name in names}

    assert {place for place in places if not place.endswith(".dist-info")} == {"planbot"}
    assert not [name for name in names if name.endswith((".pyc", ".db", ".partial"))]
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_a_planbot_installed_from_the_wheel_finds_its_library_and_lists_what_it_holds(wheel: Path, empty: Home) -> None:
    fresh = empty.root / "venv"
    venv.create(fresh, with_pip=False)
    python = fresh / ("Scripts" if os.name == "nt" else "bin") / "python"
    into = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=empty.root).strip()
    # The libraries are shared; an editable planbot there is not, because nested .pth files are not read.
    (Path(into) / "shared.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    installing = ["install", "--quiet", "--no-deps", "--no-index", "--no-compile", "--force-reinstall"]
    run(
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--python",
        python,
        *installing,
        wheel,
        cwd=empty.root,
    )
    planbot, here, variables = python.with_name("planbot"), empty.elsewhere[2], empty.environment()

    where = run(python, "-c", "import planbot; print(planbot.__file__)", cwd=here, environment=variables)
    listed = run(planbot, "flows", cwd=here, environment=variables).splitlines()
    checked = run(planbot, "rules", cwd=here, environment=variables).splitlines()
    played = run(planbot, "demo", "--plain", cwd=here, environment=variables)

    assert Path(where.strip()).is_relative_to(fresh)
    assert [line.split()[0] for line in listed] == list(flows())
    assert len(checked) == len(rules())
    assert "Findings: " in played, "the library in the wheel is whole"
