"""How files become statements: read, map headings, clean, validate, resolve, write."""
