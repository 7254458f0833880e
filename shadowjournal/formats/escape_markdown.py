r"""Text as Markdown reads it back literally, escaped no more than needed."""

from __future__ import annotations

import re

_LETTER = r"[^\W_]"


# What would be markup wherever it stands in a line. An underscore inside a word, a lone asterisk
# between blanks, a bracket without a link behind it and a sign before a number are left alone.
def _markup(before_link: str, at_edges: str) -> re.Pattern[str]:
    return re.compile(
        rf"""
          (?P<kept>
            (?<={_LETTER})_+(?={_LETTER})
          | (?<=[ ])\*(?=[ ])
          | \[[^\[\]\\`*_<&!~]*\](?!{before_link})
          )
        | \\(?!{_LETTER})
        | [`*_\[\]]
        | ~(?=~) | (?<=~)~
        | <(?=[A-Za-z/!?]|[^\s<>]*@)
        | &(?=\#?[0-9A-Za-z]+;)
        {at_edges}
        """,
        re.VERBOSE,
    )


_MARKUP = _markup(r"[\[(:]", "")
# A mark or another span that follows may make markup of what stands at the edge.
_MARKUP_AT_EDGES = _markup(r"[\[(:]|\Z", r"| \A~ | ~\Z | <(?=[^\s<>]*\Z)")
_MARKUP_IN_LINE = re.compile(
    r"""
      (?P<mark>\#{1,6}(?=[ \t]|\Z) | [-+](?=[ \t]|\Z) | >)
    | (?P<number>[0-9]{1,9})[.)](?=[ \t]|\Z)
    | (?P<check>\[[ xX]\](?=\s|\Z))
    | (?P<under>=+\s*\Z | [-|:][-|:\s]*\Z)
    """,
    re.VERBOSE,
)


def escape_text(text: str, *, has_neighbours: bool) -> str:
    """Return one line of text with everything escaped that would be markup inside a line.

    ``has_neighbours``: marks or other spans stand in the same block.
    """
    pattern = _MARKUP_AT_EDGES if has_neighbours else _MARKUP
    return pattern.sub(lambda found: found["kept"] or "\\" + found[0], text)


def escape_line_start(line: str, escaped: str) -> str:
    """Return *escaped*, made of *line*, such that it does not begin a heading, a list or the like.

    A blank at its start becomes an entity, since Markdown drops it.
    """
    found = _MARKUP_IN_LINE.match(line)
    if not found or escaped.startswith("\\"):
        return escape_blank_start(line, escaped)
    if found["check"]:
        # Both, since one alone would end the text of a link around it.
        return f"\\[{escaped[1]}\\]{escaped[3:]}"
    digits = len(found["number"] or "")
    return f"{escaped[:digits]}\\{escaped[digits:]}"


def escape_blank_start(line: str, escaped: str) -> str:
    """Return *escaped*, made of *line*, with a blank at its start as an entity."""
    return entity(line[0]) + escaped[1:] if is_blank(line[:1]) else escaped


def escape_blank_end(line: str, escaped: str) -> str:
    """Return *escaped*, made of *line*, with a blank at its end as an entity."""
    return escaped[:-1] + entity(line[-1]) if is_blank(line[-1:]) else escaped


def is_blank(character: str) -> bool:
    """Tell whether *character* is white space to any reader of Markdown, or has no width."""
    return character.isspace() or character == "\u200b"


def entity(character: str) -> str:
    """Return *character* as a numeric entity."""
    return f"&#{ord(character)};"


def code_span(text: str) -> str | None:
    """Return *text* between backticks, or None where they cannot hold it exactly."""
    if "\n" in text or is_blank(text[0]) or is_blank(text[-1]):
        return None
    fence = "`" * (longest_run(text) + 1)
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def longest_run(text: str) -> int:
    """Return how many backticks stand in a row in *text* at most."""
    return max(map(len, re.findall("`+", text)), default=0)


def link_target(address: str) -> str:
    """Return *address* as the target of a link or a picture."""
    address = re.sub(r"&(?=#?[0-9A-Za-z]+;)", "&amp;", address)
    if re.search(r"[\s()<>\\]", address) or not address:
        address = re.sub(r"[<>\\]", r"\\\g<0>", address)
        return f"<{address}>"
    return address
