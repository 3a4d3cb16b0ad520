"""The forms of a whole selected set, one a file: each writes an `Export` into a file. Nothing here knows HTTP."""
