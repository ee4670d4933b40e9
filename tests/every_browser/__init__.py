"""Real engines for tests and the benchmark: Chromium, Firefox, WebKitGTK behind one interface.

    with started("firefox") as engine:
        engine.open("http://127.0.0.1:8000/decide/")
        assert engine.run("return document.title")

`installed()` says which can be started here; `make engines` installs all of them.
"""
