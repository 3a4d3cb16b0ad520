"""`make bench`: the product beside its peers on a million sections. Measures; decides nothing; ships nothing.

data      generate.py -> load.sql (our own schema) -> peers.sql (flat tables made from our rows) -> lists.py
servers   ours.py, peers/*: start, wait, stop; every one two workers, all on the same cluster
load      load/*.c: fixed work, four connections, kept alive
check     answers.py: the same tile holds the same features at everyone, or the run is void
measures  tiles.py items.py cold.py repeated.py (nginx.py) memory.py -> figures.py, report.py -> docs/performance.md
"""
