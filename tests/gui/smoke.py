#!/usr/bin/env python3
"""The window under a real X server and window manager, moved by real mouse and keys.

usage: smoke.py FIREBREAK_DESKTOP CITY

Starts Xvfb and openbox, opens the city, zooms with the wheel, drags, assesses by F9, clicks, resizes, closes by the window
manager, and looks at the screen in between: it must have changed where it should. Exit 0 if all went well; 77 (skipped) if the
X tools are not there.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

TOOLS = ["Xvfb", "openbox", "xdotool", "import"]


def main():
    program, city = sys.argv[1:3]
    if any(shutil.which(tool) is None for tool in TOOLS):
        print("skipped: needs", ", ".join(TOOLS))
        return 77
    with tempfile.TemporaryDirectory() as folder:
        read, write = os.pipe()
        server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24"], pass_fds=[write],
                                  stderr=subprocess.DEVNULL)
        os.close(write)
        display = ":" + os.read(read, 20).decode().strip()
        env = dict(os.environ, DISPLAY=display, QT_QPA_PLATFORM="xcb", XDG_CONFIG_HOME=folder, XDG_DATA_HOME=folder,
                   XDG_RUNTIME_DIR=folder, LANG="C.UTF-8")
        manager = subprocess.Popen(["openbox"], env=env, stderr=subprocess.DEVNULL)
        time.sleep(1)
        window = subprocess.Popen([program, city], env=env)
        try:
            return drive(env, window, folder)
        finally:
            for process in (window, manager, server):
                process.kill()
                process.wait()


def drive(env, window, folder):
    def tool(*words):
        return subprocess.run(["xdotool", *map(str, words)], env=env, capture_output=True, text=True, check=False).stdout.strip()

    def screen():
        path = os.path.join(folder, "screen.ppm")
        subprocess.run(["import", "-window", "root", path], env=env, check=True)
        with open(path, "rb") as file:
            return file.read()

    def wait_for(what, check, seconds=120):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if window.poll() is not None:
                sys.exit(f"the window ended with {window.returncode} while waiting for: {what}")
            if check():
                print("ok:", what)
                return
            time.sleep(0.3)
        sys.exit(f"never came: {what}")

    def still():
        """The screen once it rests."""
        before = screen()
        for _ in range(200):
            time.sleep(0.4)
            now = screen()
            if now == before:
                return now
            before = now
        sys.exit("the screen never rests")

    def changes(what, *acts):
        before = still()
        for act in acts:
            tool(*act)
        wait_for(what, lambda: screen() != before, 60)

    found = lambda: tool("search", "--onlyvisible", "--name", "Firebreak").split()
    wait_for("the window", lambda: bool(found()))
    at = found()[-1]
    tool("windowactivate", "--sync", at)
    tool("windowmove", at, 0, 0, "windowsize", at, 1380, 860)
    changes("the wheel zooms", ["mousemove", 760, 420], ["click", "4"])
    changes("dragging pans", ["mousemove", 760, 420], ["mousedown", "1"], ["mousemove", 700, 400], ["mousemove", 640, 380],
            ["mouseup", "1"])
    changes("F9 assesses", ["key", "F9"])
    changes("a click tells", ["mousemove", 760, 420], ["click", "1"])
    changes("the language changes", ["key", "ctrl+shift+l"])
    changes("dark", ["key", "ctrl+shift+d"])
    changes("the window is resized", ["windowsize", at, 1100, 700])
    tool("key", "ctrl+q")
    wait_for("it ends", lambda: True)
    try:
        code = window.wait(30)
    except subprocess.TimeoutExpired:
        tool("key", "alt+d")  # the question about unsaved changes: discard
        tool("key", "Tab", "space")
        code = window.wait(30)
    return code


sys.exit(main())
