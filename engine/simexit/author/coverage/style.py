"""How a report of coverage looks: light and dark, on a wide screen and on a phone."""

from __future__ import annotations

STYLE = """
:root {
  color-scheme: light dark;
  --ink: #1d2129; --paper: #fff; --line: #d5d9e0; --faint: #5b6472; --code: #f6f7f9;
  --both: #c9efcf; --one: #ffe2a3; --never: #ffc9c4; --idle: #dcdfe5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e4e7ec; --paper: #14171c; --line: #363c47; --faint: #9aa4b2; --code: #1b1f26;
    --both: #1d5230; --one: #664c08; --never: #7a2620; --idle: #3c434f;
  }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 70rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2.5rem; overflow-wrap: anywhere; }
a { color: inherit; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--faint); font-weight: 600; }
pre { background: var(--code); border: 1px solid var(--line); padding: .75rem; overflow-wrap: anywhere; white-space: pre-wrap; }
pre, code { font: .875rem/1.6 ui-monospace, monospace; }
pre { counter-reset: line; }
.line::before { counter-increment: line; content: counter(line); display: inline-block; width: 2.5em; color: var(--faint); }
mark { color: inherit; background: none; padding: 0 .15em; border-radius: .2em; text-decoration-thickness: 2px; }
.both { background: var(--both); }
.one { background: var(--one); text-decoration: underline dashed; }
.never { background: var(--never); text-decoration: underline wavy; }
.idle { background: var(--idle); text-decoration: line-through; }
.opened::after { content: "?"; font-size: .7em; vertical-align: super; color: var(--faint); }
.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
"""
