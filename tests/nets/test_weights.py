"""Weights are found, checked, fetched whole, or refused with the one thing to do."""

import hashlib
import re
import threading
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from promptkit.errors import UnknownName, WeightsError
from promptkit.nets import weights
from promptkit.nets._download import download

BODY = bytes(range(256)) * 4096
SHA256 = hashlib.sha256(BODY).hexdigest()


class Answers(BaseHTTPRequestHandler):
    """A server of one file, with the faults that networks have; the path says which."""

    def do_GET(self):
        """The file, or a fault."""
        if self.path == "/absent":
            self.send_error(404)
            return
        self.send_response(200)
        if self.path != "/unsized":
            self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY[: len(BODY) // 3] if self.path == "/broken" else BODY)

    def log_message(self, *_):
        """Quiet."""


@contextmanager
def serving():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def server():
    with serving() as address:
        yield address


@pytest.fixture
def one(monkeypatch, tmp_path):
    """A registry of one set of weights, `toy`, whose file is `toy.bin`, looked for in `PROMPTKIT_WEIGHTS`."""
    folder = tmp_path / "weights"
    folder.mkdir()
    monkeypatch.setenv("PROMPTKIT_WEIGHTS", str(folder))
    toy = weights.Weights(
        name="toy", what="a toy", licence="MIT", forms=(weights.Form(file="toy.bin", sha256=SHA256),)
    )  # fmt: skip
    monkeypatch.setattr(weights, "WEIGHTS", {"toy": toy})
    return folder / "toy.bin"


def at(monkeypatch, url):
    """Give the toy an address."""
    toy = weights.WEIGHTS["toy"]
    form = replace(toy.forms[0], url=url)
    monkeypatch.setattr(weights, "WEIGHTS", {"toy": replace(toy, forms=(form,))})


def test_file_in_the_chosen_folder_is_found_and_checked(one):
    """The file in PROMPTKIT_WEIGHTS is used, with the hash that it really has."""
    one.write_bytes(BODY)

    found = weights.locate("toy")

    assert (found.path, found.sha256) == (one, SHA256)


def test_chosen_folder_comes_before_the_cache(one):
    """PROMPTKIT_WEIGHTS wins over what was fetched."""
    weights.own_folder().mkdir(parents=True)
    (weights.own_folder() / "toy.bin").write_bytes(BODY)
    assert weights.locate("toy").path.parent == weights.own_folder()
    one.write_bytes(BODY)

    assert weights.locate("toy").path == one


def test_published_hash_may_be_a_prefix(one, monkeypatch):
    """Where the publisher gives eight digits of a hash, those are checked, and the whole hash is reported."""
    one.write_bytes(BODY)
    toy = weights.WEIGHTS["toy"]
    monkeypatch.setattr(
        weights, "WEIGHTS", {"toy": replace(toy, forms=(weights.Form(file="toy.bin", sha256=SHA256[:8]),))}
    )

    assert weights.locate("toy").sha256 == SHA256


def test_wrong_file_is_refused_with_both_hashes(one):
    """A file that is not the promised one is named with what was expected, what was got, and what to do."""
    one.write_bytes(BODY + b"!")

    with pytest.raises(WeightsError) as caught:
        weights.locate("toy")

    message = str(caught.value)
    assert str(one) in message
    assert SHA256 in message
    assert hashlib.sha256(BODY + b"!").hexdigest() in message
    assert "remove the file" in message


def test_replaced_file_is_checked_again(one):
    """A good file that is swapped for another during a run is noticed."""
    one.write_bytes(BODY)
    weights.locate("toy")
    one.write_bytes(b"other")

    with pytest.raises(WeightsError, match="is not a toy"):
        weights.locate("toy")


def test_absent_weights_say_how_to_get_them(one, monkeypatch):
    """Without an address the file must be brought; with one the command fetches it."""
    with pytest.raises(WeightsError, match=r"put the file toy\.bin into a folder and set PROMPTKIT_WEIGHTS"):
        weights.locate("toy")
    at(monkeypatch, "http://127.0.0.1/x")
    with pytest.raises(WeightsError, match="run: promptkit weights fetch toy"):
        weights.locate("toy")
    assert not one.exists()


def test_folder_that_is_none_is_refused(monkeypatch, tmp_path):
    """A PROMPTKIT_WEIGHTS that names no folder is an error, not silence."""
    monkeypatch.setenv("PROMPTKIT_WEIGHTS", str(tmp_path / "gone"))

    with pytest.raises(WeightsError, match="is no folder"):
        weights.find("alexnet")


def test_unknown_weights_name_the_nearest():
    """A misspelt name is answered with the right one."""
    with pytest.raises(UnknownName, match="alexnet"):
        weights.locate("alexnt")


def test_fetching_puts_the_checked_file_into_the_cache(one, server, monkeypatch):
    """What is fetched lies in the cache, whole, with nothing beside it; progress reaches the end."""
    at(monkeypatch, f"{server}/toy.bin")
    seen = []

    found = weights.fetch("toy", progress=lambda done, total: seen.append((done, total)))

    assert found.path == weights.own_folder() / "toy.bin"
    assert found.path.read_bytes() == BODY
    assert [path.name for path in weights.own_folder().iterdir()] == ["toy.bin"]
    assert seen[-1] == (len(BODY), len(BODY))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert not one.exists()


def test_fetching_what_is_here_asks_no_server(one, monkeypatch):
    """Weights that are on the machine are not fetched again."""
    one.write_bytes(BODY)
    at(monkeypatch, "http://127.0.0.1:1/nobody-listens")

    assert weights.fetch("toy").path == one


@pytest.mark.parametrize("path", ["/toy.bin", "/unsized"])
def test_download_is_whole(server, tmp_path, path):
    """With and without a stated length the file arrives byte for byte."""
    download(server + path, tmp_path / "a" / "toy.bin", sha256=SHA256)

    assert (tmp_path / "a" / "toy.bin").read_bytes() == BODY


@pytest.mark.parametrize(
    ("path", "sha256", "reason"),
    [
        ("/toy.bin", "0" * 64, "not the promised one"),
        ("/broken", SHA256, "broken off"),
        ("/absent", SHA256, "404"),
    ],
)
def test_failed_download_leaves_nothing_and_says_why(server, tmp_path, path, sha256, reason):
    """A wrong hash, a broken transfer and an error answer each end in a WeightsError with address and remedy."""
    to = tmp_path / "toy.bin"

    with pytest.raises(WeightsError) as caught:
        download(server + path, to, sha256=sha256)

    assert reason in str(caught.value)
    assert server + path in str(caught.value)
    assert "PROMPTKIT_WEIGHTS" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_server_that_is_gone_is_said(tmp_path):
    """Where nobody answers, the error says so."""
    with serving() as address:
        pass

    with pytest.raises(WeightsError, match="no answer"):
        download(f"{address}/toy.bin", tmp_path / "toy.bin", sha256=SHA256)


def test_every_backbone_is_made_of_known_weights():
    """The table of backbones names weights that exist, and every set of weights serves a backbone."""
    used = {name for parts in weights.BACKBONES.values() for name in parts}

    assert used == set(weights.WEIGHTS)


def test_pinned_hashes_are_hashes():
    """Full sha256, or the eight digits in torchvision's file names, which then agree with the name."""
    for form in (form for one in weights.WEIGHTS.values() for form in one.forms):
        assert re.fullmatch("[0-9a-f]{8}|[0-9a-f]{64}", form.sha256), form.file
        assert len(form.sha256) == 64 or form.file.endswith(f"-{form.sha256}.pth")


def test_reference_weights_are_the_pinned_ones(request):
    """The files that measured figures come from have the pinned hashes."""
    assert request.getfixturevalue("weights").is_dir()
    for backbone in ("alex", "squeeze", "mobilefacenet"):
        assert all(len(sha256) == 64 for sha256 in weights.backbone_hashes(backbone).values())
