"""What travels between the rooms of the app says its types."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "partnerships"


def room_of(module):
    """Return the room that a module of the app belongs to: "merging", or "importing.cells"."""
    parts = module.split(".")[1:]
    return ".".join(parts[:2] if parts[0] == "importing" else parts[:1])


ROOMS = sorted({room_of(".".join(path.relative_to(ROOT).with_suffix("").parts)) for path in APP.rglob("*.py")})


@cache
def parsed(path):
    """Return the tree of a file of the app, which the tests of all rooms look at."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def called():
    """Return all pairs (module, name) that a room of the app imports from another."""
    return {pair for path in APP.rglob("*.py") for pair in imported_names(path)}


def imported_names(path):
    """Yield (module, name) for each name that a file of the app imports from another room."""
    package = [*path.relative_to(ROOT).parent.parts]
    own = room_of(".".join([*package, path.stem]))
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            if module.startswith("partnerships.") and room_of(module) != own:
                yield from ((module, alias.name) for alias in node.names)


def is_annotated(function):
    """Return whether a function says the type of each argument, but for `self`, and of what it returns."""
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    return function.returns is not None and all(
        argument.annotation for argument in every if argument and argument.arg not in ("self", "cls")
    )


@pytest.mark.parametrize("room", ROOMS)
def test_a_function_that_another_package_calls_says_its_types(room):
    package = APP.joinpath(*room.split("."))
    paths = package.rglob("*.py") if package.is_dir() else [package.with_suffix(".py")]
    silent = [
        (module, node.name)
        for path in paths
        for module in [".".join(path.relative_to(ROOT).with_suffix("").parts)]
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef) and (module, node.name) in called() and not is_annotated(node)
    ]

    assert silent == []
