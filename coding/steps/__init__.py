"""The steps of the method. Only they write. May import `loading` and below."""
