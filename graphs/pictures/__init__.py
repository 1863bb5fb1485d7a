"""The map of a chain as one self-contained HTML file: what is drawn, where it stands, the page."""
