"""The conformance classes the API declares: those whose requirements a test or a client holds (docs/conformance.md says which). Data only."""

_FEATURES = "http://www.opengis.net/spec/ogcapi-features"
_CLASSES = {
    f"{_FEATURES}-1/1.0/conf": ("core", "geojson", "html", "oas30"),
    f"{_FEATURES}-2/1.0/conf": ("crs",),
    f"{_FEATURES}-3/1.0/conf": ("queryables", "queryables-query-parameters", "filter", "features-filter"),
    f"{_FEATURES}-4/1.0/conf": ("create-replace-delete", "update", "optimistic-locking-etags", "features"),
    f"{_FEATURES}-5/1.0/conf": ("schemas", "core-roles-features"),
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf": ("core", "tileset", "tilesets-list", "geodata-tilesets", "mvt", "geojson"),
    "http://www.opengis.net/spec/tms/2.0/conf": ("tilematrixset", "json-tilematrixset"),
    "http://www.opengis.net/spec/cql2/1.0/conf": (
        "cql2-text", "cql2-json", "basic-cql2", "advanced-comparison-operators", "case-insensitive-comparison",
        "accent-insensitive-comparison", "basic-spatial-functions", "basic-spatial-functions-plus", "spatial-functions",
        "temporal-functions", "array-functions", "property-property", "arithmetic",
    ),
}  # fmt: skip
CONFORMANCE = tuple(f"{base}/{name}" for base, names in _CLASSES.items() for name in names)
