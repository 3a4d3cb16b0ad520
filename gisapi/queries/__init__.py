"""One .sql file per whole read statement, and the functions that name what each returns."""
