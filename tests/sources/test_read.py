"""Files, folders, stdin and --prompt become shots."""

import io
import sys
from pathlib import Path

import pytest

from promptkit.errors import UsageError
from promptkit.shot import Document
from promptkit.sources.exclude import Exclude
from promptkit.sources.read import find_files, read_document, read_shots, shot_from_text


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


def test_txt_holds_one_prompt_a_line(tmp_path):
    """Blank lines and comments are skipped; the line number makes the id."""
    path = write(tmp_path, "walk.txt", "# list\n\n  A cat runs. \r\nA dog # not a comment\n")

    shots = read_shots([path])

    assert [(shot.id, shot.prompt) for shot in shots] == [
        ("walk:3", "A cat runs."),
        ("walk:4", "A dog # not a comment"),
    ]


def test_prompt_file_is_one_prompt(tmp_path):
    """All lines of a .prompt file are one prompt, whatever its line breaks."""
    (shot,) = read_shots([write(tmp_path, "a.prompt", "# A cat\r\n\r\nruns.\r\n")])

    assert shot.prompt == "# A cat\n\nruns."


@pytest.mark.parametrize("text", ["# promptkit: ignore[x] why\nA cat", "A cat runs.  #promptkit: disable[x]\n"])
def test_a_prompt_file_has_no_comments(text):
    """A silencer there would be sent to the model: it is refused, with the place and what to write instead."""
    with pytest.raises(UsageError, match=r"a\.prompt:1:\d+: a \.prompt file has no comments, .* per-file-ignores"):
        read_document(Document("a.prompt", text))


def test_every_key_arrives(tmp_path):
    """All keys of a shot are read, and `id` is kept."""
    row = (
        '{"id": "d000", "prompt": "a", "negative": "b", "target": "kling-2.6", "duration": 5, "mode": "pro", '
        '"purpose": "final", "resolution": 1080, "aspect_ratio": "16:9", "seed": 3, "image": "i.png", '
        '"last_image": "l.png", "reference_video": "r.mp4", "orientation": "video", "elements": ["hero"], '
        '"sound": true, "camera": "static", "vars": {"x": 1}, "tags": ["t"]}'
    )
    (shot,) = read_shots([write(tmp_path, "a.jsonl", row)])

    assert (shot.id, shot.prompt, shot.negative, shot.target, shot.duration) == ("d000", "a", "b", "kling-2.6", 5.0)
    assert (shot.mode, shot.purpose, shot.resolution, shot.aspect_ratio) == ("pro", "final", "1080", "16:9")
    assert (shot.seed, shot.image, shot.last_image, shot.reference_video) == (3, "i.png", "l.png", "r.mp4")
    assert (shot.orientation, shot.elements, shot.sound, shot.camera) == ("video", ("hero",), True, "static")
    assert (shot.vars, shot.tags) == ({"x": 1}, ("t",))


def test_csv_cells_are_read_by_their_column(tmp_path):
    """Numbers, truth values and lists are read out of cells; an empty cell leaves the value open."""
    text = "prompt,duration,sound,tags,vars.hero,seed\n{{hero}} runs,5,false,a; b,A cat,\n"
    (shot,) = read_shots([write(tmp_path, "a.csv", text)])

    assert (shot.prompt, shot.duration, shot.sound, shot.tags, shot.seed) == (
        "A cat runs",
        5.0,
        False,
        ("a", "b"),
        None,
    )


def test_yaml_text_is_taken_as_typed(tmp_path):
    """`16:9` is no base-60 number, `on` no truth value and 1080 a name where a text is wanted."""
    text = "- {prompt: a, aspect_ratio: 16:9, mode: on, resolution: 1080, id: 007, duration: 5}\n"
    (shot,) = read_shots([write(tmp_path, "a.yml", text)])

    assert (shot.aspect_ratio, shot.mode, shot.resolution, shot.id, shot.duration) == ("16:9", "on", "1080", "007", 5.0)


def test_what_is_closest_to_the_shot_counts(tmp_path):
    """The shot's own value, else the file's default, else the command line's."""
    text = "defaults: {duration: 10, mode: pro}\nshots:\n- {prompt: a, mode: standard}\n- b\n"
    fill = {"duration": 5.0, "target": "kling-2.6"}

    shots = read_shots([write(tmp_path, "a.yaml", text)], fill=fill)

    assert [(s.mode, s.duration, s.target) for s in shots] == [
        ("standard", 10.0, "kling-2.6"),
        ("pro", 10.0, "kling-2.6"),
    ]


def test_null_in_a_shot_takes_away_the_default_of_the_file(tmp_path):
    """It has none then, and its place takes the fix; what the command line gives fills it like any other gap."""
    text = (
        "defaults: {negative: blur, duration: 10, vars: {who: A cat}}\n"
        "shots:\n- {prompt: a, negative: null, duration: null, vars: null}\n- b\n"
    )
    path = write(tmp_path, "a.yaml", text)
    bare, usual = read_shots([path], fill={"duration": 5.0})

    assert (bare.negative, bare.duration, bare.vars) == (None, 5.0, {})
    assert (usual.negative, usual.duration, usual.vars) == ("blur", 10.0, {"who": "A cat"})
    assert "negative" not in bare.origin.written


def test_folders_are_searched(tmp_path):
    """Shot files are found below a folder, in order, hidden ones and other kinds left alone, each file once."""
    for name in ("b/x.txt", "a.txt", ".git/y.txt", "c/z.jsonl", "c/clip.mp4"):
        write(tmp_path, name, '{"prompt": "p"}' if name.endswith("jsonl") else "p")

    shots = read_shots([tmp_path, str(tmp_path / "a.txt")])

    assert [shot.id for shot in shots] == ["a:1", "x:1", "z:1"]


@pytest.mark.parametrize(
    "name",
    ["requirements-dev.txt", "LICENSE.txt", "README.txt", "docker-compose.prod.yml", "action.yaml", "mkdocs.yml",
     "environment.yml", "node_modules/x/a.txt", "lib/site-packages/x/top_level.txt"],
)  # fmt: skip
def test_what_is_never_a_file_of_shots_is_not_found(tmp_path, name):
    """A search leaves it out, in any folder; whoever names it has it read."""
    write(tmp_path, "a.txt", "A cat")
    foreign = write(tmp_path, f"b/{name}", "- A dog")

    assert [Path(path).name for path in find_files([tmp_path])] == ["a.txt"]
    assert find_files([foreign]) == [foreign]
    with pytest.raises(UsageError, match=r"left out: .* \(a file that is named is read\)"):
        find_files([tmp_path / "b"])


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("old", ["a.txt", "b/a.txt"]),
        ("old/", ["a.txt", "b/a.txt"]),
        ("b/*", ["a.txt"]),
        ("./b/old/x.txt", ["a.txt", "b/a.txt"]),
        ("**/a.txt", ["b/old/x.txt"]),
        ("x.txt", ["a.txt", "b/a.txt"]),
        ("c", ["a.txt", "b/a.txt", "b/old/x.txt"]),
    ],
)
def test_patterns_take_files_and_folders(tmp_path, pattern, left):
    """A name in any folder, a path from the folder of the settings, or all below a folder; what is named is read."""
    for name in ("a.txt", "b/a.txt", "b/old/x.txt"):
        write(tmp_path, name, "A cat")
    exclude = [Exclude(tmp_path, (pattern,))]

    found = [Path(path).relative_to(tmp_path).as_posix() for path in find_files([tmp_path], exclude=exclude)]
    assert found == left
    assert find_files([tmp_path / "b/old/x.txt"], exclude=exclude)
    in_editor = [name for name in ("a.txt", "b/a.txt", "b/old/x.txt") if not exclude[0].takes_file(tmp_path / name)]
    assert in_editor == left


@pytest.mark.parametrize("pattern", ["../old", "{root}/old/", "{root}/*/x.txt"])
def test_patterns_may_lead_out_of_their_folder(tmp_path, pattern):
    """As a shell completes them: from a folder beside it, or from the root."""
    for name in ("here/a.txt", "old/x.txt"):
        write(tmp_path, name, "A cat")
    exclude = [Exclude(tmp_path / "here", (pattern.format(root=tmp_path),))]

    assert [Path(path).name for path in find_files([tmp_path], exclude=exclude)] == ["a.txt"]


def test_a_link_is_excluded_by_its_own_name(tmp_path):
    """Not by that of the file it leads to."""
    write(tmp_path, "a.txt", "A cat")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")

    assert [Path(path).name for path in find_files([tmp_path], exclude=[Exclude(tmp_path, ("b.txt",))])] == ["a.txt"]


def test_code_that_cannot_be_read_is_left_alone(tmp_path):
    """A link to nowhere among other code ends no search; the same file by its name is an error."""
    write(tmp_path, "a.txt", "A cat")
    (tmp_path / "x.py").symlink_to(tmp_path / "gone.py")

    assert [shot.prompt for shot in read_shots([tmp_path])] == ["A cat"]
    with pytest.raises(UsageError, match=r"x\.py: no such file"):
        read_shots([tmp_path / "x.py"])


def test_suites_and_runs_in_a_folder_are_no_shot_files(tmp_path):
    """A project is searched whole: suites and scores are left alone, and shots with vars of those names are read."""
    write(tmp_path, "runs/a/study.json", "{}")
    write(tmp_path, "runs/a/raw/scores.jsonl", '{"case": "x"}\n')
    write(tmp_path, "evals/a.yaml", "# mine\nname: a\nshots: x.yaml\nvariants: {raw: {}}\nmetrics: [flicker]\n")
    write(tmp_path, "b.yaml", "vars:\n  name: x\n  variants: y\n  metrics: z\nshots: [A cat.]\n")

    assert [Path(path).name for path in find_files([tmp_path])] == ["b.yaml"]


@pytest.mark.parametrize(
    ("text", "prompts"), [("A cat\nA dog\n", ["A cat", "A dog"]), ('{"prompt": "A cat"}\n', ["A cat"])]
)
def test_stdin_is_lines_or_json_lines(monkeypatch, text, prompts):
    """`-` reads prompts line by line, or JSON lines when it begins like an object."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    assert [shot.prompt for shot in read_shots(["-"])] == prompts


def test_a_byte_order_mark_is_no_text(tmp_path):
    """A UTF-8 file from Windows reads as any other, and columns count from its first letter."""
    (shot,) = read_shots([write(tmp_path, "a.txt", b"\xef\xbb\xbfA cat")])

    assert (shot.prompt, shot.origin.start) == ("A cat", 0)


def test_prompt_of_the_command_line():
    """--prompt makes the shot `prompt`, filled in by the other options."""
    shot = shot_from_text(" A cat. ", fill={"duration": 5.0})

    assert (shot.id, shot.prompt, shot.duration, shot.origin.document.path) == ("prompt", "A cat.", 5.0, "<prompt>")


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("a.jsonl", '{"prompt": "x"}\n{"promt": "x"}', "a.jsonl:2:2: unknown key 'promt'; did you mean 'prompt'?"),
        ("a.jsonl", '{"prompt": 3}', "a.jsonl:1:12: prompt must be a text, got 3"),
        ("a.jsonl", '{"prompt": " "}', "a.jsonl:1:12: the prompt is empty; write what the clip is to show"),
        ("a.jsonl", '{"id": "x"}', 'a.jsonl:1:1: this shot has no prompt; add the key "prompt"'),
        (
            "a.jsonl",
            '{"prompt": "x", "duration": "soon"}',
            "a.jsonl:1:29: duration must be a number of seconds above 0",
        ),
        ("a.jsonl", '{"prompt": "x", "duration": 1e999}', "duration must be a number of seconds above 0"),
        ("a.jsonl", '{"prompt": "x", "duration": NaN}', "a.jsonl:1:29: broken JSON: NaN is no JSON value"),
        ("a.jsonl", '{"prompt": "x", "prompt": "y"}', "'prompt' is given twice"),
        ("a.jsonl", '{"prompt": "x"} {}', "a.jsonl:1:17: something follows the object; write one object a line"),
        ("a.jsonl", '["x"]', "a.jsonl:1:1: expected one JSON object on every line"),
        ("a.jsonl", '{"prompt": "\\ud83d"}', "half of a character"),
        ("a.jsonl", '{"prompt": "x", "target": "klng-2.6"}', "a.jsonl:1:27: unknown target 'klng-2.6'; did you mean"),
        ("a.csv", 'prompt\n"A cat', "a.csv:2:1: this double quote is never closed"),
        ("a.csv", 'prompt\n"A" cat', "a.csv:2:4: text behind a closing quote"),
        ("a.csv", "prompt,seed\na, b,1", "a.csv:2:6: 3 cells in this row, 2 columns in the header"),
        ("a.csv", "text\nA cat", "a.csv:1:1: no column called 'prompt' (columns: text)"),
        ("a.csv", "prompt,prompt\na,b", "a.csv:1:8: the column 'prompt' is there twice"),
        ("a.csv", "prompt,seed\na,many", "a.csv:2:3: seed must be a whole number, got 'many'"),
        ("a.yaml", "- a: [", "a.yaml:1:6: broken YAML: this [ opens a list that is never closed"),
        ("a.yaml", "- {prompt: a, prompt: b}", "a.yaml:1:15: 'prompt' is given twice; keep one"),
        ("a.yaml", "- &x a\n- *x", "a.yaml:2:3: broken YAML: aliases (*name) are not read"),
        ("a.yaml", "shots: 3", "a.yaml:1:8: 'shots' must be a list"),
        ("a.yaml", "shot: [a]", "a.yaml:1:1: unknown key 'shot' at the top; this file has defaults, vars, shots"),
        ("a.yaml", "prompt: a", "a.yaml:1:1: unknown key 'prompt' at the top; write '- ' before it"),
        ("a.yaml", "defaults: {prompt: a}\nshots: [b]", "a.yaml:1:20: 'prompt' cannot have a default"),
        (
            "a.yaml",
            "- Scene: a cat",
            "a.yaml:1:3: unknown key 'Scene'; if it is part of a text, put the text in quotes",
        ),
        ("a.yaml", "- prompt: a\n  seed: x", "a.yaml:2:9: seed must be a whole number, got 'x'"),
        ("a.yaml", "- a\n-", "a.yaml:2:2: a shot must be a text, or a table with 'prompt'"),
        ("a.yaml", "[" * 5000, "a.yaml: broken YAML"),
        ("a.txt", "# nothing", "a.txt: no prompt in it"),
        ("a.prompt", " \n", "a.prompt: no prompt in it"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(path, text, message):
    """Each mistake is one sentence: file, line, column, what was got, what to do."""
    with pytest.raises(UsageError) as error:
        read_document(Document(path, text))

    assert message in str(error.value)
    assert str(error.value).startswith(path)


def test_an_endless_prompt_is_refused_at_once(tmp_path):
    """A prompt longer than any model takes many times over is an error with its place, not hours of reading."""
    (tmp_path / "a.txt").write_text("A cat runs.\n" + "A cat runs across the yard. " * 20_000, encoding="utf-8")

    with pytest.raises(UsageError, match=r"a\.txt:2:1: a prompt of \d+ characters; .* split it into shots"):
        read_shots([tmp_path / "a.txt"])


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        (
            "a.jsonl",
            '{"prompt": "A cat"}\nno json\n{"prompt": "A dog", "seed": "x"}\n{"promt": "x"}\n{"prompt": 1,}\n',
            [2, 3, 4, 5],
        ),
        ("a.csv", "id,prompt,seed\na,A cat,1,2,3\nb,A dog,many\nc,A hen,1,2\n", [2, 3, 4]),
        ("a.yaml", "- [a]\n- {prompt: A cat, seed: x}\n- {prompt: A dog, colour: red}\n- [b]\n", [1, 2, 3, 4]),
    ],
)
def test_every_bad_row_is_named_at_once(name, text, lines):
    """Rows that cannot be read, and those that are no shots, in the order of the file."""
    with pytest.raises(UsageError) as raised:
        read_document(Document(name, text))

    assert [int(line.split(":")[1]) for line in str(raised.value).splitlines()] == lines
