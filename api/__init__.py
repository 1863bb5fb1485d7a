"""How people and programs see the answers: JSON, pages and workbooks."""
