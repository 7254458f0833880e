"""Name the Debian packages whose libraries or programs this system lacks, one per line.

Usage: ``missing_packages.py run|demo|dev``. Libraries are looked for by loading them, so any
system that has them passes, whatever it calls its packages.
"""

from __future__ import annotations

import ctypes
import shutil
import sys
from itertools import chain

# What Qt's own libraries load, and the plugins for X11 and Wayland.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# A screen, a message bus and a keyring for a machine that has none.
DESKTOP = {
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
}
# What the tests look at the journal with.
INSPECTION = {
    "pdftotext": "poppler-utils",
    "strace": "strace",
}
PROGRAMS = {"run": {}, "demo": DESKTOP, "dev": DESKTOP | INSPECTION}


def loads(library: str) -> bool:
    """Whether the system's loader finds ``library``."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing(purpose: str) -> list[str]:
    """The packages that ``purpose`` (run, demo or dev) needs and this system lacks, sorted."""
    libraries = (package for library, package in LIBRARIES.items() if not loads(library))
    programs = (package for name, package in PROGRAMS[purpose].items() if not shutil.which(name))
    return sorted({*chain(libraries, programs)})


if __name__ == "__main__":
    if sys.platform == "linux":
        sys.stdout.writelines(f"{package}\n" for package in missing(sys.argv[1]))
