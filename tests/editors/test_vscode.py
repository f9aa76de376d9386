"""The VS Code extension, built, packed, and used in a real VS Code in the browser.

Needs Node.js, what npm brings (`npm ci && npm run setup-test` in `editors/vscode`), and a browser. With
`PROMPTKIT_REQUIRE_VSCODE=1` the tests run these themselves, and fail where they would be skipped; where the browser is
missing they fail with `PROMPTKIT_REQUIRE_BROWSER=1`. `nox -s vscode` sets both.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
HERE = Path(__file__).parents[2] / "editors" / "vscode"
VSCODE = HERE / "test" / "node_modules" / "code-server"
PATIENCE_MS = 180_000
MARKED = ".view-line span[class*='TextEditorDecorationType']"
SHOTS = """\
- id: cat
  prompt: A cat runs over the grass, its fur ruffled by the wind, 8k
- id: dress
  prompt: The red dress is billowing.
"""


def npm(*arguments):
    """Run npm in the extension's folder; what it says is shown when it fails."""
    heard = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    done = subprocess.run(["npm", *arguments], check=False, cwd=HERE, timeout=1200, **heard)
    assert done.returncode == 0, f"npm {' '.join(arguments)}:\n{done.stdout[-4000:]}"


@pytest.fixture(scope="module")
def node():
    """Node.js with the extension's packages, or a skip that says what is missing."""
    required = os.environ.get("PROMPTKIT_REQUIRE_VSCODE") == "1"
    absent = pytest.fail if required else pytest.skip
    if not HERE.is_dir():
        absent("editors/vscode is not there: these tests need the repository")
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            absent(f"{program} is not installed; the VS Code extension is built with Node.js 20 or newer")
    if not (HERE / "node_modules").is_dir():
        if not required:
            absent("editors/vscode/node_modules is not there; run npm ci in editors/vscode")
        npm("ci")
    return shutil.which("node")


@pytest.fixture(scope="module")
def vsix(node):
    """The extension as its sources give it, packed."""
    assert node
    npm("run", "build")
    npm("run", "package")
    return HERE / "dist" / "promptkit.vsix"


@pytest.fixture(scope="module")
def vscode(node, vsix, tmp_path_factory):
    """The address of a VS Code that has the extension, and the folder of its projects."""
    if not (VSCODE / "lib/vscode/node_modules.asar").exists():
        if os.environ.get("PROMPTKIT_REQUIRE_VSCODE") != "1":
            pytest.skip("there is no VS Code to start; run npm run setup-test in editors/vscode")
        npm("run", "setup-test")
    home = tmp_path_factory.mktemp("vscode")
    command = [node, str(VSCODE / "out/node/entry.js"), f"--user-data-dir={home}/data", f"--extensions-dir={home}/ext"]
    environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home)}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(HERE.parents[1]), os.environ.get("PYTHONPATH")]))
    subprocess.run([*command, "--install-extension", str(vsix)], env=environment, check=True, timeout=300)
    quiet = ["--auth=none", "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"]
    log = home / "log.txt"
    with log.open("w") as out, subprocess.Popen(
        [*command, *quiet, "--disable-getting-started-override", "--bind-addr=127.0.0.1:0"],
        env=environment, stdout=out, stderr=subprocess.STDOUT,
    ) as server:  # fmt: skip
        try:
            yield _address(log, server), home
        finally:
            server.terminate()


def _address(log, server):
    end = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < end and server.poll() is None:
        if found := re.search(r"listening on (http://127\.0\.0\.1:\d+)", log.read_text()):
            return found[1]
        time.sleep(0.2)
    return pytest.fail(f"VS Code does not start:\n{log.read_text()}")


class Window:
    """A window of VS Code, and the file that was opened last."""

    def __init__(self, page, file):
        self.page, self.file = page, file

    def line(self, text):
        """A line of the editor; VS Code writes blanks as no-break spaces."""
        return self.page.locator(".view-line").filter(has_text=re.compile(text.replace(" ", r"\s")))

    def run(self, command):
        """A command, by its title, from the palette."""
        self.page.keyboard.press("F1")
        box = self.page.locator(".quick-input-box input")
        box.wait_for()
        box.fill(f">{command}")
        self.page.locator(".quick-input-list .monaco-list-row").filter(has_text=command).first.wait_for()
        self.page.keyboard.press("Enter")

    def holds(self, wanted):
        """Wait until the file on disk is as wanted."""
        end = time.monotonic() + PATIENCE_MS / 1000
        while time.monotonic() < end and not wanted(self.file.read_text()):
            time.sleep(0.2)
        return self.file.read_text()


@pytest.fixture
def window(browser, vscode, tmp_path):
    """Opens files in VS Code, with the settings of a workspace."""
    address, _ = vscode
    pages = []

    def opened(files, **settings):
        (tmp_path / ".vscode").mkdir()
        told = {"files.autoSave": "afterDelay", "files.autoSaveDelay": 100, **settings}
        (tmp_path / ".vscode" / "settings.json").write_text(json.dumps(told))
        for name, text in files.items():
            (tmp_path / name).write_text(text)
        page = browser.new_page(viewport={"width": 1300, "height": 800})
        pages.append(page)
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{address}/?folder={tmp_path}")
        for name in files:
            page.get_by_role("treeitem", name=name).dblclick()
            page.get_by_role("tab", name=name).wait_for()
        return Window(page, tmp_path / name)

    yield opened
    for page in pages:
        page.close()


def test_the_package_holds_what_it_needs_and_nothing_else(vsix):
    """One script with the licences of what is in it; no sources, no tests, no node_modules."""
    with zipfile.ZipFile(vsix) as packed:
        held = {name.removeprefix("extension/") for name in packed.namelist() if name.startswith("extension/")}
        manifest = json.loads(packed.read("extension/package.json"))

    script = manifest["main"].removeprefix("./")
    assert held == {"package.json", "readme.md", "LICENSE.txt", script, "dist/third-party-notices.txt"}


def test_what_npm_is_asked_for_names_no_registry():
    """Lock files hold versions and checksums; where packages come from is the user's own setting."""
    for lock in (HERE / "package-lock.json", HERE / "test" / "package-lock.json"):
        if not lock.exists():
            pytest.skip("editors/vscode is not there: this test needs the repository")
        packages = json.loads(lock.read_text())["packages"]
        assert not [name for name, package in packages.items() if "resolved" in package]


BROKEN_PYTHON_EXTENSION = """\
exports.workspace = { workspaceFolders: [], getConfiguration: () => ({ get: (key, other) => other }) };
const activate = async () => { console.log("asked"); throw new Error("it is broken"); };
exports.extensions = { getExtension: () => ({ isActive: false, activate }) };
"""
LOOK = """\
const { findProgram } = require("./program.js");
findProgram(() => 0).then((found) => console.log(found.command), (error) => console.log(error.message));
"""


@pytest.fixture
def looked_for(node, tmp_path):
    """What looking for promptkit comes to where the Python extension is broken, with a folder as PATH."""
    script = "import('esbuild').then((it) => it.build(JSON.parse(process.argv[1])))"
    source = {"entryPoints": ["src/program.ts"], "outfile": str(tmp_path / "program.js")}
    bundle = {**source, "bundle": True, "platform": "node", "external": ["vscode"]}
    subprocess.run([node, "-e", script, json.dumps(bundle)], check=True, cwd=HERE, timeout=120)
    (tmp_path / "node_modules" / "vscode").mkdir(parents=True)
    (tmp_path / "node_modules" / "vscode" / "index.js").write_text(BROKEN_PYTHON_EXTENSION)

    def looked(folder):
        run = {"cwd": tmp_path, "env": {**os.environ, "PATH": str(folder)}, "timeout": 120}
        return subprocess.run([node, "-e", LOOK], check=True, capture_output=True, text=True, **run).stdout

    return looked


def test_the_python_extension_is_left_alone_where_path_has_promptkit(looked_for):
    """It is not even started."""
    assert looked_for(Path(sys.executable).parent) == "promptkit\n"


def test_a_python_extension_that_fails_is_said_with_the_remedy(looked_for, tmp_path):
    """One of the places that were tried; the search goes on."""
    said = looked_for(tmp_path)

    assert "promptkit on PATH (no such program); the Python extension's interpreter (it does not say which" in said
    assert 'it is broken; select one with "Python: Select Interpreter"' in said
    assert 'Install it, with its extra "lsp", into the Python of this workspace, as the page of this ext' in said


def test_findings_marks_and_fixes_in_a_real_editor(window):
    """Findings are underlined and listed, what moves is marked, all safe fixes are one command; other YAML is alone."""
    files = {"compose.yaml": "- A cat runs, 8k\n", "shots.yaml": SHOTS}
    editor = window(files, **{"promptkit.path": sys.executable})
    page = editor.page

    page.locator(".squiggly-warning").first.wait_for()
    editor.run("Problems: Focus on Problems View")
    listed = page.locator(".markers-panel .monaco-list-row")
    listed.filter(has_text="hype-words").filter(has_text="Ln 2").wait_for()
    listed.filter(has_text="uncaused-effect").filter(has_text="Ln 4").wait_for()
    assert listed.filter(has_text="compose.yaml").count() == 0

    editor.line("A cat runs").click()
    editor.run("promptkit: Show or Hide What Moves")
    page.locator(MARKED).filter(has_text=re.compile("^fur$")).first.wait_for()
    assert {"cat", "fur"} <= {text.strip() for text in page.locator(MARKED).all_inner_texts()}
    filled = page.locator(".view-overlays [class*='TextEditorDecorationType']")  # runs, ruffled, by the wind, ...
    assert filled.count() >= 5

    editor.run("promptkit: Make All Safe Fixes")
    assert "8k" not in editor.holds(lambda text: "8k" not in text)
    listed.filter(has_text="hype-words").wait_for(state="detached")


def test_marks_leave_every_editor_when_they_are_hidden(window):
    """Also the one that the cursor has left for another beside it."""
    editor = window({"shots.yaml": SHOTS}, **{"promptkit.path": sys.executable})
    editor.page.locator(".squiggly-warning").first.wait_for()
    editor.line("A cat runs").click()
    editor.run("promptkit: Show or Hide What Moves")
    marks = editor.page.locator(MARKED).filter(has_text=re.compile("^fur$"))
    marks.first.wait_for()

    editor.run("View: Split Editor Right")
    editor.page.locator(".editor-instance").nth(1).wait_for()
    editor.run("promptkit: Show or Hide What Moves")
    marks.first.wait_for(state="detached")


def test_python_with_a_marked_text_is_a_file_of_shots(window):
    """Other code is not."""
    prompt = 'SHOT = "A cat runs over the grass, 8k"'
    files = {"plain.py": f"{prompt}\n", "film.py": f"{prompt}  # promptkit: prompt\n"}
    editor = window(files, **{"promptkit.path": sys.executable})

    editor.page.locator(".squiggly-warning").first.wait_for()
    editor.page.get_by_role("tab", name="plain.py").click()
    editor.page.locator(".squiggly-warning").first.wait_for(state="detached")


def test_a_server_that_is_not_there_is_said_with_the_remedy(window):
    """One message: what was tried, and what to do."""
    editor = window({"shots.yaml": SHOTS}, **{"promptkit.path": "/nowhere/promptkit"})

    said = editor.page.locator(".notification-list-item-message").filter(has_text="promptkit.path")
    said.first.wait_for()
    assert 'names "/nowhere/promptkit", which is no promptkit: no such program' in said.first.inner_text()
    assert "so that promptkit is looked for" in said.first.inner_text()
    editor.page.get_by_role("button", name="Open Settings").first.wait_for()
    assert editor.page.locator(".squiggly-warning").count() == 0
