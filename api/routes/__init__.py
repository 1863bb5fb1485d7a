"""The JSON API, a file a noun: each route asks, calls one function, answers."""
