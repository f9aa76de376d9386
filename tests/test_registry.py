"""A folder is a registry: one file, one unit."""

import sys
from itertools import count
from types import ModuleType

import pytest

from promptkit.metric import Metric
from promptkit.observer import Observer
from promptkit.registry import units
from promptkit.rule import Rule


class Word(str):
    """The simplest thing with a name."""

    __slots__ = ()

    @property
    def name(self):
        """The word itself."""
        return str(self)


NUMBER = count()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Makes a package of files that each hold some words; gives back its name."""
    package = f"folder_of_words_{next(NUMBER)}"
    words_module = ModuleType("module_of_word")
    words_module.Word = Word
    monkeypatch.setitem(sys.modules, "module_of_word", words_module)
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / package).mkdir()
    (tmp_path / package / "__init__.py").touch()

    def make(**files):
        for stem, words in files.items():
            lines = [
                "from module_of_word import Word",
                *(f"w{number} = Word({word!r})" for number, word in enumerate(words)),
            ]
            (tmp_path / package / f"{stem}.py").write_text("\n".join(lines))
        return package

    return make


def test_units_are_found_by_name(folder):
    """Sorted, whatever their files are called; files whose names begin with _ are none."""
    assert list(units(folder(a=["z"], b=["y"], _c=[]), Word)) == ["y", "z"]


@pytest.mark.parametrize(("words", "number"), [([], 0), (["x", "y"], 2)])
def test_a_file_without_its_one_unit_is_an_error(folder, words, number):
    """A unit that was forgotten, or has company, is said with its file."""
    package = folder(**{f"holds{number}": words})

    with pytest.raises(TypeError, match=rf"{package}\.holds{number} holds {number} units of kind Word"):
        units(package, Word)


@pytest.mark.parametrize(("package", "kind"), [("rules", Rule), ("metrics", Metric), ("observers", Observer)])
def test_our_own_folders_load(package, kind):
    """Each of the three kinds has units, under the names that they give themselves."""
    found = units(f"promptkit.{package}", kind)

    assert found
    assert all(unit.name == name for name, unit in found.items())
