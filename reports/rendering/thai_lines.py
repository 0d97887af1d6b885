"""Line breaks between Thai words only.

To save time `split_first_line()` shows Pango no more than `max_width / font_size × 4` characters.
Official Thai type is narrow: that many may not even fill the line, the last word reaches Pango cut
in two, and libthai, which knows words from a dictionary, breaks inside it (กา|ร). Twice as many
characters are enough.
"""

import inspect
from types import CodeType

from weasyprint.text import line_break

from reports.rendering.fixes import Fix

_split_first_line = line_break.split_first_line  # others may put a function of theirs in its place
_RATIO, _WIDER_RATIO = "ratio = 4 ", "ratio = 8 "


def _install() -> None:
    """Exchange the function's code in place, which reaches every module that has imported it."""
    function = _split_first_line
    lines_above = "\n" * (inspect.getsourcelines(function)[1] - 1)  # keeps line numbers in tracebacks
    source = lines_above + inspect.getsource(function).replace(_RATIO, _WIDER_RATIO)
    module = compile(source, function.__code__.co_filename, "exec")
    function.__code__ = next(
        part for part in module.co_consts if isinstance(part, CodeType) and part.co_name == function.__name__
    )


FIX = Fix(
    name="Thai line breaks",
    functions=(line_break.split_first_line,),
    sha256="39ad1016863ca34de0bea4c9fcffb46da7e27813c87dd82b7011bfa19fe5504f",
    install=_install,
)
