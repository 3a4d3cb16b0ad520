"""One subject a file; every function or class here is one line of `gisapi.urls`."""
