#!/usr/bin/env python3
"""The window under a real X server and window manager, moved by real mouse and keys.

usage: smoke.py FIREBREAK_DESKTOP CITY

Starts Xvfb and openbox, opens the city, zooms with the wheel, drags, assesses by F9, clicks, resizes, closes by the window
manager, and looks at the screen in between: it must have changed where it should. Then it puts a hydrant down, kills the program
(kill -9), starts it again and takes up what was kept. Last, a style sheet is damaged. Exit 0 if all went well; 77 (skipped) if
the X tools are not there.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

TOOLS = ["Xvfb", "openbox", "xdotool", "import"]
ON_THE_MAP = ["mousemove", 760, 420]


class Desk:
    """A screen with a window manager, and the program on it."""

    def __init__(self, env, folder, words):
        self.env = dict(env, XDG_CONFIG_HOME=folder, XDG_DATA_HOME=folder, XDG_RUNTIME_DIR=folder)
        self.folder = folder
        self.window = None
        self.start(words)

    def start(self, words):
        self.window = subprocess.Popen(words, env=self.env)

    def kill(self):
        self.window.kill()
        self.window.wait()

    def tool(self, *words):
        return subprocess.run(["xdotool", *map(str, words)], env=self.env, capture_output=True, text=True,
                              check=False).stdout.strip()

    def screen(self):
        path = os.path.join(self.folder, "screen.ppm")
        subprocess.run(["import", "-window", "root", path], env=self.env, check=True)
        with open(path, "rb") as file:
            return file.read()

    def wait_for(self, what, check, seconds=120):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.window.poll() is not None:
                sys.exit(f"the window ended with {self.window.returncode} while waiting for: {what}")
            if check():
                print("ok:", what)
                return
            time.sleep(0.3)
        sys.exit(f"never came: {what}")

    def still(self):
        """The screen once it rests."""
        before = self.screen()
        for _ in range(200):
            time.sleep(0.4)
            now = self.screen()
            if now == before:
                return now
            before = now
        sys.exit("the screen never rests")

    def changes(self, what, *acts):
        before = self.still()
        for act in acts:
            self.tool(*act)
        self.wait_for(what, lambda: self.screen() != before, 60)

    def titled(self, words):
        return self.tool("search", "--onlyvisible", "--name", words).split()

    def take_window(self):
        self.wait_for("the window", lambda: bool(self.titled("Firebreak")))
        at = self.titled("Firebreak")[-1]
        self.tool("windowactivate", "--sync", at)
        self.tool("windowmove", at, 0, 0, "windowsize", at, 1380, 860)
        return at


def main():
    program, city = sys.argv[1:3]
    if any(shutil.which(tool) is None for tool in TOOLS):
        print("skipped: needs", ", ".join(TOOLS))
        return 77
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24"], pass_fds=[write],
                              stderr=subprocess.DEVNULL)
    os.close(write)
    display = ":" + os.read(read, 20).decode().strip()
    env = dict(os.environ, DISPLAY=display, QT_QPA_PLATFORM="xcb", LANG="C.UTF-8")
    manager = subprocess.Popen(["openbox"], env=env, stderr=subprocess.DEVNULL)
    time.sleep(1)
    try:
        for act in (work, crash, damaged):
            with tempfile.TemporaryDirectory() as folder:
                desk = Desk(env, folder, [program, city])
                try:
                    if code := act(desk, program):
                        return code
                finally:
                    desk.kill()
        return 0
    finally:
        for process in (manager, server):
            process.kill()
            process.wait()


def work(desk, _):
    """Looks at the city, assesses it, and ends as one does."""
    at = desk.take_window()
    desk.changes("the wheel zooms", ON_THE_MAP, ["click", "4"])
    desk.changes("dragging pans", ON_THE_MAP, ["mousedown", "1"], ["mousemove", 700, 400], ["mousemove", 640, 380],
                 ["mouseup", "1"])
    desk.changes("F9 assesses", ["key", "F9"])
    desk.changes("a click tells", ON_THE_MAP, ["click", "1"])
    desk.changes("the language changes", ["key", "ctrl+shift+l"])
    desk.changes("dark", ["key", "ctrl+shift+d"])
    desk.changes("the window is resized", ["windowsize", at, 1100, 700])
    desk.tool("key", "ctrl+q")
    try:
        code = desk.window.wait(30)
    except subprocess.TimeoutExpired:
        desk.tool("key", "alt+d")  # the question about unsaved changes: discard
        desk.tool("key", "Tab", "space")
        code = desk.window.wait(30)
    print("ok: it ends")
    return code


def crash(desk, program):
    """Killed in the middle of an edit, it loses nothing that was done."""
    def kept():
        return [path for path in pathlib.Path(desk.folder).rglob("*.journal.toml")
                if "add_hydrant" in path.read_text(encoding="utf-8")]

    desk.take_window()
    desk.still()
    desk.changes("a hydrant is put down", ["key", "alt+1"], ON_THE_MAP, ["click", "1"])
    desk.wait_for("the edit is on disk", lambda: bool(kept()), 20)
    lost = kept()[0]
    desk.kill()
    desk.start([program])
    desk.wait_for("what was kept is offered", lambda: bool(desk.titled("Unsaved work was found")))
    desk.tool("windowactivate", "--sync", desk.titled("Unsaved work was found")[-1])
    desk.tool("key", "Return")
    desk.wait_for("it is taken up", lambda: not lost.exists() and bool(kept()))
    return 0


def damaged(desk, program):
    """A style sheet that cannot be read is told, and the program ends in good order."""
    desk.kill()
    styles = pathlib.Path(desk.folder) / "styles"
    styles.mkdir()
    (styles / "light.toml").write_text("rubbish", encoding="utf-8")
    desk.env["FIREBREAK_STYLES_DIR"] = str(styles)
    desk.start([program])
    desk.wait_for("a damaged style sheet is told", lambda: bool(desk.titled("Firebreak")), 30)
    desk.tool("windowactivate", "--sync", desk.titled("Firebreak")[-1])
    desk.tool("key", "Return")
    return 0 if desk.window.wait(30) > 0 else "it should end with a code of its own"


sys.exit(main())
