"""The deliberate mistakes: which are made, and that loaded code takes them over; no database."""

import sys
import tomllib
import types
from pathlib import Path

import pytest

from tests.mutate import EQUIVALENT, MODULES, ROOT, Mutant, graft, mutants_of, row_of

SOURCE = '''"""Not a text to change."""
from functools import lru_cache

LIMIT = 5
LIMITS = (LIMIT, 7)


class Box:
    size = 3

    def __init__(self, size: int = 4):
        self.size = size

    @property
    def half(self):
        return self.size // 2


@lru_cache
def is_small(number):
    return number < LIMIT and len("abc") == 3


def text(name):
    return _("Hello %s") % name
'''


@pytest.fixture
def toy(monkeypatch):
    """Return a loaded module of that source, and one that took a name from it."""
    module, user = types.ModuleType("partnerships.toy"), types.ModuleType("partnerships.user")
    module.__file__ = "toy.py"
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(sys.modules, user.__name__, user)
    exec(SOURCE, vars(module))
    user.LIMIT = module.LIMIT
    return module, user


def mistake(becomes):
    """Return the only Mutant of the source that makes a line into this one."""
    (found,) = [mutant for mutant in mutants_of(SOURCE)[0] if mutant.becomes == becomes]
    return found


def test_which_mistakes_are_made():
    assert {(mutant.line, mutant.function, mutant.becomes) for mutant in mutants_of(SOURCE)[0]} == {
        (4, "", "LIMIT = None"),
        (4, "", "LIMIT = 6"),
        (5, "", "LIMITS = None"),
        (5, "", "LIMITS = (LIMIT, 8)"),
        (11, "Box.__init__", "def __init__(self, size: int = 5):"),
        (12, "Box.__init__", "self.size = None"),
        (16, "Box.half", "return self.size / 2"),
        (16, "Box.half", "return self.size // 3"),
        (21, "is_small", 'return number < LIMIT or len("abc") == 3'),
        (21, "is_small", 'return number <= LIMIT and len("abc") == 3'),
        (21, "is_small", 'return number < LIMIT and len("abc") != 3'),
        (21, "is_small", 'return number < LIMIT and len("abc") == 4'),
        (25, "text", 'return _("Hello %s") / name'),
    }


def test_a_function_under_a_decorator_takes_a_mistake_over_and_forgets_what_it_kept(toy):
    module, _user = toy
    assert module.is_small(5) is False

    graft(module, mistake('return number <= LIMIT and len("abc") == 3'))

    assert module.is_small(5) is True


def test_a_sample_is_the_same_each_time():
    sample, of = mutants_of(SOURCE, 5)

    assert (len(sample), of) == (5, 13)
    assert [mutant.becomes for mutant in mutants_of(SOURCE, 5)[0]] == [mutant.becomes for mutant in sample]


@pytest.mark.parametrize(
    ("becomes", "half"),
    [("return self.size // 3", 3), ("self.size = None", TypeError), ("return self.size / 2", 4.5)],
)
def test_objects_that_are_there_already_take_a_mistake_of_their_class_over(toy, becomes, half):
    module, _user = toy
    kind = module.Box

    graft(module, mistake(becomes))

    if half is TypeError:
        with pytest.raises(TypeError):
            _half = kind(9).half
    else:
        assert kind(9).half == half


def test_a_default_is_taken_over(toy):
    module, _user = toy

    graft(module, mistake("def __init__(self, size: int = 5):"))

    assert module.Box().size == 5


def test_a_name_is_taken_over_wherever_it_is_known_and_in_what_is_made_of_it(toy):
    module, user = toy

    graft(module, mistake("LIMIT = 6"))

    assert (module.LIMIT, module.LIMITS, user.LIMIT, module.is_small(5)) == (6, (6, 7), 6, True)


def test_code_without_a_mistake_does_what_it_did(toy):
    module, _user = toy

    graft(module, Mutant("", 0, "", "", SOURCE))

    assert (module.LIMITS, module.Box(9).half, module.is_small(5)) == ((5, 7), 4, False)


def test_the_row_of_the_table():
    results = [("killed", {}), ("killed", {}), ("survived", {}), ("equivalent", {})]

    assert row_of("a.py", 4, results) == "| `a.py` | 4 | 2 | 1 | 1 | 67 % |"
    assert row_of("a.py", 9, results, 4) == "| `a.py` | 4 of 9 | 2 | 1 | 1 | 67 % |"


def test_what_is_tried_is_there():
    paths = [*MODULES, *(test for tests in MODULES.values() for test in tests)]

    assert [path for path in paths if not Path(ROOT, path).exists()] == []


def test_what_nobody_can_notice_is_about_a_line_that_stands():
    def plain(code):
        return "".join(code.split()).replace("'", '"').replace(",)", ")")

    entries = tomllib.loads(EQUIVALENT.read_text())["mutant"]

    assert {entry["module"] for entry in entries} <= MODULES.keys()
    assert [
        entry for entry in entries if plain(entry["was"]) not in plain(Path(ROOT, entry["module"]).read_text())
    ] == []
