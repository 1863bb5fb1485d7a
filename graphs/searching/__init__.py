"""Finds products, places, chains and enterprises by what people type: characters, pinyin, initials, letters."""
