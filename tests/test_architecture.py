"""Imports point one way: the layers of the design, read from the source with `ast`."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import promptkit

ROOT = Path(promptkit.__file__).parent
LAYERS = (
    {
        "errors",
        "registry",
        "cache",
        "extras",
        "lock",
        "patterns",
        "codes",
        "alike",
        "toml_place",
        "toml_trouble",
        "tables",
        "overwrite",
        "plain_file",
        "plug_in",
    },
    {"shot", "sizes", "target", "staleness", "clip", "lexicon", "metric", "observer"},
    {"nlp", "reader", "decode", "nets", "sources", "assets", "damaged", "observations"},
    {"scene", "observers"},
    {
        "rule",
        "foreign",
        "rules",
        "own_rules",
        "memo",
        "metrics",
        "flags",
        "curve",
        "phrasing",
        "preserve",
        "aside",
        "tidy",
        "negative",
        "motion_terms",
        "seen_faces",
        "moved_by",
        "several",
        "cuts",
        "cut_across",
        "timecodes",
        "load",
        "told_again",
        "counted_with",
        "rule_options",
        "edited",
        "guard",
    },
    {
        "config",
        "lint",
        "fix",
        "rewrite",
        "split",
        "again",
        "in_turn",
        "order",
        "silence",
        "baseline",
        "known_by",
        "against",
        "many",
        "repeats",
        "fixable",
        "memo_of_fixes",
    },
    {"plan", "environment", "watch", "score"},
    {
        "stats",
        "power",
        "adjust",
        "compare",
        "lengths",
        "verdict",
        "conclusion",
        "caveats",
        "entry",
        "run",
        "into_run",
        "join",
    }
    | {"suite", "suite_file", "suite_trouble", "suite_keys", "suite_parts"},
    {"providers"},
    {"make_clip"},
    {"study"},
    {"gate", "export", "track"},
    {"report", "formats"},
    {"lsp"},
    {"pytest_plugin", "new_project", "api", "notebook", "calibrate", "demo", "cli", "mcp_server", "testing"}
    | {"__init__", "__main__"},
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
ONLY_IMPORTER = {
    "spacy": "nlp", "thinc": "nlp", "py3langid": "scene", "pygls": "lsp", "lsprotocol": "lsp", "mcp": "mcp_server",
    "IPython": "notebook",
}  # fmt: skip
TEXT_HALF = {
    "rules", "rule", "lint", "fix", "rewrite", "sources", "scene", "lexicon", "nlp", "reader", "metrics", "metric",
}  # fmt: skip
NEVER_IN = {
    "torch": TEXT_HALF,
    "cv2": TEXT_HALF,
    "pandas": (TEXT_HALF | {"observers"}) - {"rule", "metric"},
    "torchvision": {*LEVEL},
    "lpips": {*LEVEL},
}
NO_SIBLINGS = {"rules", "metrics", "observers"}


def modules() -> list[Path]:
    return [path for path in sorted(ROOT.rglob("*.py")) if "training" not in path.parts]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports at run time, at the top or inside a function that is no `is_picture`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)) or is_picture(node):
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "promptkit")


def is_picture(node: ast.AST) -> bool:
    """Whether it is a method by which a noun shows itself to a notebook or `print`: the one call against the layers."""
    if not isinstance(node, ast.FunctionDef):
        return False
    return node.name == "_repr_html_" or (node.name == "__str__" and "promptkit.notebook" in ast.unparse(node))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_nouns_hold_no_html(path):
    """A noun's `_repr_html_` or `__str__` imports one function of promptkit.notebook and calls it; nothing else."""
    pictures = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if is_picture(node)]
    for picture in pictures if name_of(path) != "notebook" else ():
        bring, give = (node for node in picture.body if not isinstance(node, ast.Expr))

        assert isinstance(bring, ast.ImportFrom)
        assert bring.module.startswith("promptkit.notebook.")
        assert ast.unparse(give) == f"return {bring.names[0].name}(self)"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path):
    """A module imports only from its own layer or from those below it."""
    own = name_of(path)

    assert own in LEVEL, f"{own} has no layer; put it in LAYERS"
    for imported in imports(path):
        parts = imported.split(".")
        if parts[0] == "promptkit" and len(parts) > 1 and parts[1] in LEVEL:
            assert LEVEL[parts[1]] <= LEVEL[own], f"{path.name} imports {imported} from a layer above its own"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_heavy_libraries_stay_in_their_place(path):
    """spaCy is imported by nlp alone; rules and metrics never see torch; nobody imports torchvision or lpips."""
    own = name_of(path)

    for imported in imports(path):
        top = imported.split(".")[0]
        assert ONLY_IMPORTER.get(top, own) == own, f"{path.name} imports {top}"
        assert own not in NEVER_IN.get(top, set()), f"{path.name} imports {top}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_units_do_not_import_each_other(path):
    """A rule, a metric or an observer is one file that needs no other of its kind."""
    own = name_of(path)
    if own in NO_SIBLINGS and path.name != "__init__.py":
        units = [name.split(".")[2] for name in imports(path) if name.startswith(f"promptkit.{own}.")]
        siblings = [name for name in units if not name.startswith("_")]

        assert siblings == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_small(path):
    """Past 400 lines the noun is wrong."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
