"""Django's SQLite with a queue of writing threads (`ENGINE` in the settings)."""
