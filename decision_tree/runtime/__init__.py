"""Pyodide cut down to what the engine needs: its archive, its workers and its stand-ins."""
