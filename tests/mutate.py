#!/usr/bin/env python3
"""Makes small mistakes in a module, one at a time, and counts those that its tests do not notice.

    python tests/mutate.py                                       every module of MODULES, every mistake
    python tests/mutate.py partnerships/models/status.py         one module
    python tests/mutate.py --sample 80                           80 mistakes of each, by chance, the same each time

The mistakes are mutmut's. All tests of a module run once in one process; for each mistake a copy of this process takes
over the mistaken code and runs the tests that ran the mistaken function before, the quickest first, until one fails.
Not tried: texts for people (the catalogues' test knows them), annotations, decorators, and what stands in the body of a
class outside its methods.
"""

import argparse
import ast
import functools
import gc
import importlib
import json
import os
import random
import signal
import sys
import tempfile
import time
import tomllib
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

import libcst
import pytest
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

ROOT = Path(__file__).resolve().parent.parent
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.toml")
MODULES = {  # the tests of each module
    "partnerships/partial_dates.py": ["tests/test_partial_dates.py", "tests/importing/cells/test_dates.py"],
    "partnerships/models/status.py": ["tests/models"],
    "partnerships/renewals/worklist.py": ["tests/renewals/test_worklist.py"],
    "partnerships/renewals/reminders.py": ["tests/renewals/test_reminders.py", "tests/renewals/test_sending.py"],
    "partnerships/public/page_cache.py": ["tests/public/test_page_cache.py"],
    "partnerships/importing/planning/matching.py": ["tests/importing/planning"],
    "partnerships/importing/planning/pairing.py": ["tests/importing/planning"],
    "partnerships/importing/planning/offers.py": ["tests/importing/planning", "tests/importing/test_office_columns.py"],
    "partnerships/importing/planning/resolving.py": ["tests/importing/planning", "tests/importing/test_resources.py"],
    "partnerships/importing/planning/refining.py": [
        "tests/importing/planning",
        "tests/importing/test_office_columns.py",
    ],
    "partnerships/importing/planning/planner.py": [
        "tests/importing/planning",
        "tests/importing/test_resources.py",
        "tests/importing/test_office_columns.py",
    ],
    "partnerships/importing/writing/undoing.py": ["tests/importing/writing", "tests/admin/test_import_runs.py"],
}
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "gettext_lazy", "pgettext_lazy", "ngettext_lazy"}
NOT_TRIED = {"len", "isinstance", "cast"} | GETTEXT
QUICK = ["-q", "-s", "-p", "no:cacheprovider", "--assert=plain", "--tb=short"]
SEED = 7
SHORTEST_LIMIT = 20  # seconds; a mistake that takes longer than this and ten times the tests' time is noticed
KILLED, SURVIVED, EQUIVALENT_TO_IT = "killed", "survived", "equivalent"


@dataclass
class Mutant:
    """A mistake: the function that it stands in ("" outside all), its line before and after, and the whole source."""

    function: str
    line: int
    was: str
    becomes: str
    source: str


class MutantFinder(libcst.CSTVisitor):
    """Collects the mistakes that mutmut would make in a module: (number of the statement, line, node, new node)."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, statements):
        self.numbers = {id(statement): number for number, statement in enumerate(statements)}
        self.found = []

    def on_visit(self, node):
        self.number = self.numbers.get(id(node), getattr(self, "number", 0))
        if isinstance(node, (libcst.Annotation, libcst.Decorator, libcst.Import, libcst.ImportFrom)):
            return False
        if isinstance(node, libcst.Call) and getattr(node.func, "value", None) in NOT_TRIED:
            return False
        for kind, operator in mutation_operators:
            if isinstance(node, kind):
                line = self.get_metadata(PositionProvider, node).start.line
                self.found += [(self.number, line, node, mutated) for mutated in operator(node)]
        return True


def functions_of(source):
    """Return the first and the last line of each function and method outside others: {name: (first, last)}."""
    found = {}
    for node in ast.parse(source).body:
        is_class = isinstance(node, ast.ClassDef)
        for inner in node.body if is_class else [node]:
            if isinstance(inner, ast.FunctionDef):
                found[f"{node.name}.{inner.name}" if is_class else inner.name] = inner.lineno, inner.end_lineno
    return found


def class_lines(source):
    """Return the numbers of the lines inside classes."""
    classes = [node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    return {line for node in classes for line in range(node.lineno, node.end_lineno + 1)}


def mutants_of(source, sample=None):
    """Return the Mutants of a module's `source`, or a `sample` of so many, and how many there are.

    A few of them may be no Python, or twice the same, and are left out.
    """
    wrapper = MetadataWrapper(libcst.parse_module(source))
    module = wrapper.module
    finder = MutantFinder(module.body)
    wrapper.visit(finder)
    parts = [module.code_for_node(statement) for statement in module.body]
    head, tail = source.split("".join(parts))
    functions, in_class, before = functions_of(source), class_lines(source), source.splitlines()
    named = [
        (next((name for name, (first, last) in functions.items() if first <= line <= last), ""), number, line, *nodes)
        for number, line, *nodes in finder.found
    ]
    found = [one for one in named if one[0] or one[2] not in in_class]
    mutants = {}
    for function, number, line, node, mutated in random.Random(SEED).sample(
        found, min(sample or len(found), len(found))
    ):
        part = module.code_for_node(module.body[number].deep_replace(node, mutated))
        code = "".join([head, *parts[:number], part, *parts[number + 1 :], tail])
        if code != source and is_python(code):
            mutants.setdefault(code, Mutant(function, line, *difference(before, code.splitlines()), code))
    return sorted(mutants.values(), key=lambda mutant: mutant.line), len(found)


def is_python(code):
    """Return whether the `code` compiles."""
    try:
        compile(code, "mutant", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True


def difference(before, after):
    """Return what differs between two lists of lines, each side on one line."""
    start = next((i for i, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), 0)
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return tuple(" ".join(" ".join(lines[start : len(lines) - end]).split()) for lines in (before, after))


def graft(module, mutant):
    """Let the functions of a loaded `module` run the code of a Mutant; a name outside functions gets its value."""
    namespace = {"__name__": module.__name__, "__package__": module.__package__, "__file__": module.__file__}
    exec(compile(mutant.source, module.__file__, "exec", dont_inherit=True), namespace)
    for name, new in namespace.items():
        old = vars(module).get(name)
        if getattr(new, "__module__", None) == module.__name__ and name == getattr(new, "__name__", name):
            graft_one(old, new)
    if not mutant.function:
        for name in names_set_at(mutant):
            replace_everywhere(vars(module).get(name), namespace.get(name), name)
    forget_kept_results(module)


def graft_one(old, new):
    """Give a function, a property or the methods of a class the code of a new one."""
    if isinstance(new, type):
        for name, member in vars(new).items():
            graft_one(vars(old).get(name), member)
    elif old_code := function_behind(old):
        new_code = function_behind(new)
        old_code.__code__ = new_code.__code__
        old_code.__defaults__, old_code.__kwdefaults__ = new_code.__defaults__, new_code.__kwdefaults__


def function_behind(thing):
    """Return the plain function under decorators, or None where there is none."""
    for attribute in ("fget", "func", "__func__", "__wrapped__"):
        thing = getattr(thing, attribute, None) or thing
    return thing if hasattr(thing, "__code__") else None


def names_set_at(mutant):
    """Return the names that the statement around a Mutant's line sets, and those that are made of them."""
    found = set()
    for node in ast.parse(mutant.source).body:
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            names = [inner for inner in ast.walk(node) if isinstance(inner, ast.Name)]
            if node.lineno <= mutant.line <= node.end_lineno or found & {name.id for name in names}:
                found |= {name.id for name in names if isinstance(name.ctx, ast.Store)}
    return found


def replace_everywhere(old, new, name):
    """Set a `name` to its `new` value in each module of the project, and of the tests, that has the `old` one."""
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith(("partnerships", "tests")) and vars(module).get(name) is old:
            setattr(module, name, new)


def forget_kept_results(module):
    """Empty the caches of a module's functions."""
    for thing in vars(module).values():
        if isinstance(thing, functools._lru_cache_wrapper):
            thing.cache_clear()


class Trial:
    """A plugin of pytest that runs the tests once, and then again for each mistake, in a copy of the process."""

    def __init__(self, path, sample):
        self.path, self.sample = path, sample
        self.results = []
        self.failed = False
        self.is_copy = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, call):
        """End the copy of the process for a mistake with the first test that fails, before time goes into a report."""
        if self.is_copy and call.excinfo and not call.excinfo.errisinstance(pytest.skip.Exception):
            os._exit(1)

    def pytest_runtest_logreport(self, report):
        """Note a test that fails."""
        self.failed |= report.failed

    def pytest_runtestloop(self, session):
        """Run the tests, then try each mistake."""
        self.session = session
        self.module = importlib.import_module(self.path.removesuffix(".py").replace("/", "."))
        source = (ROOT / self.path).read_text()
        self.run_once()
        if self.failed or not self.survives(Mutant("", 0, "", "", source), session.items):
            raise pytest.UsageError(f"The tests of {self.path} do not pass without a mistake.")
        chosen, self.of = mutants_of(source, self.sample)
        known = {(entry["was"], entry["becomes"]) for entry in known_equivalents(self.path)}
        for mutant in chosen:
            if (mutant.was, mutant.becomes) in known:
                outcome = EQUIVALENT_TO_IT
            else:
                outcome = SURVIVED if self.survives(mutant, self.tests_of(mutant)) else KILLED
            self.results.append((outcome, asdict(mutant) | {"source": ""}))
            if outcome == SURVIVED:
                print(f"{len(self.results)}/{len(chosen)} {self.path}:{mutant.line} {mutant.function}")
                print(f"    - {mutant.was}\n    + {mutant.becomes}", flush=True)
        return True

    def run_once(self):
        """Run all tests; keep how long each took and which functions of the module it ran."""
        self.seconds, self.ran = {}, {}
        items = self.session.items
        for position, item in enumerate(items):
            forget_kept_results(self.module)
            ran = self.ran[item] = set()
            started = time.monotonic()
            sys.setprofile(lambda frame, event, _argument, ran=ran: self.note(frame, event, ran))
            try:
                self.run_item(item, items[(position + 1) % len(items)])
            finally:
                sys.setprofile(None)
            self.seconds[item] = time.monotonic() - started

    def note(self, frame, event, ran):
        """Note a function of the module that is called."""
        if event == "call" and frame.f_code.co_filename == self.module.__file__:
            ran.add(frame.f_code.co_qualname.partition(".<locals>")[0])

    def run_item(self, item, following):
        """Run one test; the `following` one says what of its surroundings may stay."""
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)

    def tests_of(self, mutant):
        """Return the tests that run the function of a Mutant, the quickest first; all where it stands in none."""
        ran = [item for item, functions in self.ran.items() if not mutant.function or mutant.function in functions]
        return sorted(ran, key=self.seconds.get)

    def survives(self, mutant, items):
        """Return whether no test notices a Mutant."""
        limit = SHORTEST_LIMIT + 10 * sum(self.seconds[item] for item in items)
        gc.freeze()  # so that the copy shares the memory
        child = os.fork()
        if not child:
            self.run_with(mutant, items)
        return self.status_of(child, limit) == 0

    def run_with(self, mutant, items):
        """Run tests with a Mutant in this copy of the process, which ends here."""
        self.is_copy = True
        gc.disable()
        try:
            for number in (1, 2):
                os.dup2(os.open(os.devnull, os.O_WRONLY), number)
            self.session.config.pluginmanager.unregister(name="terminalreporter")
            graft(self.module, mutant)
            for position, item in enumerate(items):
                self.run_item(item, items[(position + 1) % len(items)])
        except BaseException:
            os._exit(2)
        os._exit(0)

    def status_of(self, child, limit):
        """Wait for a process, `limit` seconds at the most; return its status, or None where it was too slow."""
        ends = time.monotonic() + limit
        while time.monotonic() < ends:
            pid, status = os.waitpid(child, os.WNOHANG)
            if pid:
                return status
            time.sleep(0.01)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return None


def known_equivalents(path):
    """Return the mistakes in a module that change nothing that can be seen, as people judged them."""
    return [entry for entry in tomllib.loads(EQUIVALENT.read_text())["mutant"] if entry["module"] == path]


def try_module(path, sample):
    """Try the mistakes of a module in a process of its own; return (how many there are, [(outcome, mutant)])."""
    with tempfile.NamedTemporaryFile("r") as file:
        child = os.fork()
        if not child:
            trial = Trial(path, sample)
            status = pytest.main([*QUICK, *MODULES[path]], plugins=[trial])
            if not status:
                Path(file.name).write_text(json.dumps([trial.of, trial.results]))
            sys.stdout.flush()
            os._exit(status)
        _pid, status = os.waitpid(child, 0)
        if status:
            sys.exit(f"The tests of {path} could not be tried.")
        return json.load(file)


def row_of(path, of, results, sample=None):
    """Return the row of the table for a module."""
    counted = Counter(outcome for outcome, _mutant in results)
    killed, survived = counted[KILLED], counted[SURVIVED]
    share = f"{100 * killed / (killed + survived):.0f} %" if killed + survived else "–"
    tried = f"{len(results)} of {of}" if sample else str(len(results))
    return f"| `{path}` | {tried} | {killed} | {survived} | {counted[EQUIVALENT_TO_IT]} | {share} |"


def main(arguments):
    """Try the modules that the `arguments` name, or all; print what survived, and the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("module", nargs="*", choices=[*MODULES, []], metavar="module")
    parser.add_argument("--sample", type=int, help="how many mistakes of each module to try")
    options = parser.parse_args(arguments)
    os.chdir(ROOT)
    sys.path[0] = str(ROOT)  # in place of tests/, whose folders have the names of other packages
    os.nice(10)
    table = []
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"DATA_DIR": data, "DATABASE_URL": f"sqlite:///{data}/register.sqlite3"}
        for path in options.module or MODULES:
            of, results = try_module(path, options.sample)
            table.append(row_of(path, of, results, options.sample))
            print(table[-1], flush=True)
    print("\n| module | mutants | killed | survived | equivalent | share |\n| --- | --- | --- | --- | --- | --- |")
    print(*table, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
