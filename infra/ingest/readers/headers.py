"""What the columns of a sheet are called when nobody has given them machine names: the texts above the data, merged cells and all. Pure."""

from infra.ingest.readers.tables import Column, Table, filled, letter

FEWEST = 3
"""A row with at least so many texts may be part of a header; a title has one."""


def header_columns(table: Table, header_row: int) -> tuple[Column, ...]:
    """The columns under a header that ends at `header_row`, each under a name of its own.

    A cell that is empty there takes the text above it (a heading merged downwards). Where two columns are called the same, they are told
    apart by the heading above them (`Kích thước / Rộng`), else by their letter. `label` is that heading.
    """
    top = table.top[:header_row]
    if not top:
        return tuple(Column(name or letter(i), letter(i), named=bool(name)) for i, name in enumerate(table.names))
    block = [top[-1]]
    for row in reversed(top[:-1]):
        if sum(isinstance(cell, str) and filled(cell) for cell in row) < FEWEST:
            break
        block.insert(0, row)
    width = max(len(row) for row in block)
    named = [_name(block, i) for i in range(width)]
    names = [name for name, _ in named]
    columns = []
    for i, (name, group) in enumerate(named):
        key = name
        if name and names.count(name) > 1:
            key = f"{group} / {name}" if group else name
            twice = sum(_full(*other) == key for other in named) > 1
            key = f"{key} ({letter(i)})" if twice else key
        columns.append(Column(key or letter(i), letter(i), group, bool(name)))
    return tuple(columns)


def _full(name: str, group: str) -> str:
    return f"{group} / {name}" if group else name


def _name(block: list[tuple[object, ...]], i: int) -> tuple[str, str]:
    """The lowest text of a column, and the heading over it: the nearest above, else to the left in the row above (merged sideways)."""
    own = [(at, _text(row, i)) for at, row in enumerate(block) if _text(row, i)]
    if not own:
        return "", ""
    at, name = own[-1]
    if len(own) > 1:
        return name, own[-2][1]
    above = block[at - 1] if at else ()
    left = (
        next((_text(above, j) for j in range(min(i, len(above) - 1), -1, -1) if _text(above, j)), "") if above else ""
    )
    return name, left


def _text(row: tuple[object, ...], i: int) -> str:
    return " ".join(str(row[i]).split()) if i < len(row) and filled(row[i]) else ""
