"""The pages: each has a context class with a help text a field, a template, and a JSON twin from the same report."""
