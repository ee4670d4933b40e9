"""In place of Pyodide's own `pyodide`, which sets up an event loop: that alone imports asyncio, and
with it ssl, subprocess, tempfile, socket and thirty more. The engine has no coroutine."""

__version__ = "stand-in"
