"""Texts of YAML as people write them: every style of value, blanks and empty lines where they may be, comments anywhere between values."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = st.sampled_from(
    [
        *(
            "paid",
            "2026-12-01",
            "5",
            "007",
            "yes",
            "null",
            "~",
            "a b",
            "it's",
            'say "so"',
            "a: b",
            "a #b",
            "Вы должны {x}",
            "您还欠 {b.o}。",
        ),
        *(
            "- x",
            "# no comment",
            "{a}",
            "[b]",
            "x, y",
            "back\\slash",
            "",
            " lead",
            "trail ",
            "tab\tin",
            "%",
            "@at",
            "`tick`",
            "!bang",
            "&and",
        ),
        *("*star", "1e3", "0x1F", "key:", "? q", "|", ">", "'quoted'", "«да»", "\u00a0", "\u2028", "é", "a\nb", "two\n\nlines\n"),
        *("  deep\nx", "x\n  deep\ny\n", "\n", "end\n\n\n"),
    ]
)
NAMES = st.sampled_from(["a", "b.c", "name", "1", "yes", "with blank", "имя", "名", "q'uote", "co: lon", "-", "null"])


class Writer:
    """Writes a value; no two comments are the same."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.comments: list[str] = []

    def chance(self, one_in: int) -> bool:
        return self.draw(st.integers(1, one_in)) == one_in

    def comment(self) -> str:
        self.comments.append(f"# {len(self.comments)} {self.draw(st.sampled_from(['why', 'a: b', '您', 'да, «нет»', '#', '[', '- x']))}")
        return self.comments[-1]

    def blank_lines(self) -> list[str]:
        lines = []
        while self.chance(4):
            lines.append(" " * self.draw(st.integers(0, 6)) + self.comment() if self.chance(2) else "")
        return lines

    def behind(self) -> str:
        return " " * self.draw(st.integers(1, 3)) + self.comment() if self.chance(6) else ""

    def block(self, indent: int, depth: int) -> list[str]:
        """Return the lines of a list or mapping at an indentation."""
        lines: list[str] = []
        mapping = self.chance(2)
        names = self.draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
        step = self.draw(st.sampled_from([1, 2, 2, 4]))
        for name in names:
            lines += self.blank_lines()
            head = " " * indent + (self.key(name) + ":" if mapping else "-")
            kind = self.draw(st.integers(0, 5)) if depth else 0
            if kind > 3:
                lines += [head + self.behind(), *self.block(indent + step, depth - 1)]
            elif kind == 3 and not mapping:
                first, *rest = self.block(indent + 2, depth - 1)
                lines += [f"{head} {first.strip()}", *rest] if first.strip() and "#" not in first[: indent + 3] else [head, first, *rest]
            elif kind == 2:
                lines += (head + " " + self.flow(indent + 1, 2) + self.behind()).split("\n")
            else:
                lines += self.value(head, indent)
        return lines

    def key(self, name: str) -> str:
        style = self.draw(st.integers(0, 2))
        return f'"{name}"' if style == 0 else "'" + name.replace("'", "''") + "'" if style == 1 or ": " in name or name == "-" else name

    def value(self, head: str, indent: int) -> list[str]:
        """Return a single value behind a key or dash, in one of the styles that can hold it."""
        word = self.draw(WORDS)
        style = self.draw(st.integers(0, 5))
        deeper = " " * (indent + self.draw(st.integers(1, 3)))
        if style == 0:
            mark = self.draw(st.sampled_from("|>")) + self.draw(st.sampled_from(["", "-", "+"]))
            return [f"{head} {mark}{self.behind()}", *(deeper + line if line else "" for line in word.split("\n"))]
        if style == 1 and "\n" not in word:
            first, *rest = word.replace("'", "''").split(" ") if self.chance(2) else [word.replace("'", "''")]
            lines = [f"{head} '{first}", *(deeper + line for line in rest)]
            return [*lines[:-1], lines[-1] + "'" + self.behind()]
        if style == 2:
            escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
            return [f'{head} "{escaped}"{self.behind()}']
        if style == 3 and "\n" not in word and " " in word.strip():
            first, *rest = word.strip().split(" ")
            return [f"{head} {first}", *(deeper + line for line in rest)]
        if style == 4:
            return [head + self.behind(), deeper + "plain words" + self.behind()]
        return [f"{head} {word}".split("\n")[0] + self.behind()]

    def flow(self, indent: int, depth: int) -> str:
        """Return a list or mapping in brackets, on one line or several."""
        first, last = ("{", "}") if self.chance(2) else ("[", "]")
        parts = []
        for name in self.draw(st.lists(NAMES, max_size=4, unique=True)):
            inside = (
                self.flow(indent, depth - 1)
                if depth and self.chance(4)
                else self.draw(st.sampled_from(["a", "b c", "'5'", '"x, y"', "1", "null"]))
            )
            word = self.draw(st.sampled_from([name, f'"{name}"'])) + ": " + inside if first == "{" else inside
            apart = (self.behind() if self.chance(2) else "") + "\n" + " " * (indent + 1) if self.chance(5) else " "
            parts.append(apart + word)
        return first + ",".join(parts) + (" " if self.chance(2) else "") + last


@st.composite
def yaml_texts(draw: st.DrawFn) -> str:
    """Return a text that is YAML most of the time."""
    writer = Writer(draw)
    lines = [*writer.blank_lines(), *writer.block(0, 3), *writer.blank_lines()]
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))
