"""The build half: reads YAML, checks it, makes the site. It may import the engine, never the
reverse."""
