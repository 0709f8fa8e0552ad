"""Commands of `manage.py`. May import `steps` and below."""
