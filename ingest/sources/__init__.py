"""Outside data sets, one adapter each: what they say as statements of one source, what they got wrong as counts."""
