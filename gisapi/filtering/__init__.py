"""CQL2 (OGC 21-065r2): text and JSON to one tree (`reading`), the tree to a WHERE clause (`predicates`). The tree is CQL2-JSON itself."""
