"""Run by QGIS's own Python (the system's): loads a collection, counts it, filters by extent, identifies at a place; prints JSON.

Usage: qgis_reads.py API_URL COLLECTION WEST SOUTH EAST NORTH
"""

import json
import sys

from qgis.core import QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer

url, collection, *corners = sys.argv[1:]
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
layer = QgsVectorLayer(f"url='{url}' typename='{collection}' pageSize='1000'", collection, "OAPIF")
told = {"valid": layer.isValid(), "error": layer.error().message(), "crs": layer.crs().authid()}
if layer.isValid():
    told["fields"] = [field.name() for field in layer.fields()]
    told["ids"] = sorted(feature["public_id"] for feature in layer.getFeatures())
    box = QgsRectangle(*map(float, corners))
    told["in_box"] = [feature["public_id"] for feature in layer.getFeatures(QgsFeatureRequest().setFilterRect(box))]
    # What the identify tool asks: the features in a few pixels around a click.
    click = QgsFeatureRequest().setFilterRect(box).setFlags(QgsFeatureRequest.ExactIntersect).setLimit(1)
    told["identified"] = [feature["name"] for feature in layer.getFeatures(click)]
print("TOLD " + json.dumps(told, ensure_ascii=False))
del layer
application.exitQgis()
