"""The least there is: the same rules as a C extension, written and compiled at run time; it takes a dict, as Python calls it."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from benchmarks.peers.program import Decide, Program, atoms_of, name_of, sides
from benchmarks.peers.writing import Signs, written
from simexit.model.expressions import Compare
from simexit.model.judgement import FINISHED

NAME = "C extension, two-valued"

SOURCE = """#include <Python.h>
static PyObject *names[{count}], *finished;
static const char *spelled[{count}] = {{{spelled}}};
static PyObject *words[{word_count} + 1], *facts[{fact_count}];
static const char *word_texts[{word_count} + 1] = {{{word_texts}}}, *fact_names[{fact_count}] = {{{fact_names}}};

static long word(PyObject *value) {{
    for (long n = 0; n < {word_count}; n++) if (value == words[n]) return n;
    for (long n = 0; n < {word_count}; n++) if (PyUnicode_Compare(value, words[n]) == 0) return n;
    return -1;
}}

static PyObject *chosen(const char *true, const int *places, int count) {{
    int found = 0, many = 0;
    for (int n = 0; n < count; n++) many += true[places[n]];
    PyObject *tuple = PyTuple_New(many);
    for (int n = 0; tuple && n < count; n++) if (true[places[n]]) PyTuple_SET_ITEM(tuple, found++, Py_NewRef(names[places[n]]));
    return tuple;
}}

static const int actions[] = {{{actions}}}, warnings[] = {{{warnings}}};

static PyObject *decide(PyObject *self, PyObject *given) {{
    long v[{fact_count}]; char k[{fact_count}], c[{count}];
    for (int n = 0; n < {fact_count}; n++) {{
        PyObject *value = PyDict_GetItem(given, facts[n]);
        k[n] = value != NULL;
        if (!value) continue;
        v[n] = value == Py_True ? 1 : value == Py_False ? 0 : PyUnicode_Check(value) ? word(value) : PyLong_AsLong(value);
    }}
    if (PyErr_Occurred()) return NULL;
{conditions}
    PyObject *due = chosen(c, actions, {action_count}), *warned = chosen(c, warnings, {warning_count});
    if (!due || !warned) return NULL;
    return Py_BuildValue("ONN", PyTuple_GET_SIZE(due) ? PyTuple_GET_ITEM(due, 0) : finished, due, warned);
}}

static PyMethodDef methods[] = {{{{"decide", decide, METH_O, NULL}}, {{NULL}}}};
static struct PyModuleDef module = {{PyModuleDef_HEAD_INIT, "{module}", NULL, -1, methods}};

PyMODINIT_FUNC PyInit_{module}(void) {{
    for (int n = 0; n < {count}; n++) names[n] = PyUnicode_InternFromString(spelled[n]);
    for (int n = 0; n < {word_count}; n++) words[n] = PyUnicode_InternFromString(word_texts[n]);
    for (int n = 0; n < {fact_count}; n++) facts[n] = PyUnicode_InternFromString(fact_names[n]);
    finished = PyUnicode_InternFromString("{finished}");
    return PyModule_Create(&module);
}}
"""


def decide(program: Program, folder: Path) -> Decide:
    """Return the rules as a function of plain facts; raises `OSError` or `CalledProcessError` where there is no C compiler."""
    module = f"floor{len(program.conditions)}"
    source, library = folder / f"{module}.c", folder / f"{module}.so"
    source.write_text(_source(program, module), encoding="utf-8")
    include = sysconfig.get_paths()["include"]
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", f"-I{include}", str(source), "-o", str(library)], check=True, capture_output=True)
    spec = importlib.util.spec_from_file_location(module, library)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    found: Decide = loaded.decide
    return found


def _source(program: Program, module: str) -> str:
    atoms = list(atoms_of(program.conditions))
    facts = sorted({name for atom in atoms for name in sides(atom)[0]})
    words = sorted({word for atom in atoms for word in _words(sides(atom)[1])})
    places = {name: place for place, name in enumerate(program.conditions)}
    spelled = {name: name for name in places} | dict((*program.actions, *program.warnings))
    signs = Signs(
        both=" && ",
        either=" || ",
        negation="!",
        true="1",
        false="0",
        comparison=lambda atom: _compared(atom, facts, words),
        conclusion=lambda conclusion: f"c[{places[name_of(conclusion)]}]",
    )
    return SOURCE.format(
        module=module,
        finished=FINISHED,
        count=len(places),
        spelled=", ".join(json.dumps(spelled[name]) for name in places),
        word_count=len(words),
        word_texts=", ".join(map(json.dumps, [*words, ""])),
        fact_count=len(facts),
        fact_names=", ".join(map(json.dumps, facts)),
        actions=", ".join(str(places[name]) for name, _ in program.actions),
        warnings=", ".join(str(places[name]) for name, _ in program.warnings),
        action_count=len(program.actions),
        warning_count=len(program.warnings),
        conditions="\n".join(f"    c[{places[name]}] = {written(condition, signs)};" for name, condition in program.conditions.items()),
    )


def _compared(atom: Compare, facts: list[str], words: list[str]) -> str:
    """Return a comparison in C; one with an unknown fact is false."""
    names, constant = sides(atom)
    numbers = [facts.index(name) for name in names]
    value, known = " - ".join(f"v[{number}]" for number in numbers), " && ".join(f"k[{number}]" for number in numbers)
    if isinstance(constant, frozenset):
        found = " || ".join(f"{value} == {words.index(word)}" for word in sorted(constant))
        return f"({known} && {'' if atom.comparison == 'in' else '!'}({found}))"
    return f"({known} && {value} {atom.comparison} {words.index(constant) if isinstance(constant, str) else int(constant)})"


def _words(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else sorted(value) if isinstance(value, frozenset) else []
