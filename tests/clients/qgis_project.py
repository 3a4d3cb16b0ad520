"""Run by QGIS's own Python: opens a project or a GeoPackage and prints, as JSON, what QGIS made of it.

Usage: qgis_project.py FILE
"""

import json
import sys

from qgis.core import NULL, QgsApplication, QgsProject, QgsVectorLayer

(path,) = sys.argv[1:]
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
project = QgsProject.instance()
told = {}
if path.endswith((".qgz", ".qgs")):
    told = {"read": project.read(path), "crs": project.crs().authid(), "title": project.title()}
    told["groups"] = {
        group.name(): [node.name() for node in group.children()] for group in project.layerTreeRoot().children()
    }
    told["lost"] = [node.name() for node in project.layerTreeRoot().findLayers() if node.layer() is None]
    layers = [layer for layer in project.mapLayers().values() if isinstance(layer, QgsVectorLayer)]
    box = project.viewSettings().defaultViewExtent()
else:
    layers = [QgsVectorLayer(path, "one", "ogr")]
told["layers"] = {}
for layer in layers:
    renderer = layer.renderer()
    categories = renderer.categories() if renderer.type() == "categorizedSymbol" else []
    form = layer.editorWidgetSetup(layer.fields().indexFromName("condition"))
    told["layers"][layer.name()] = {
        "valid": layer.isValid(),
        "error": layer.error().message(),
        "crs": layer.crs().authid(),
        "ids": sorted(
            feature["public_id"] if layer.fields().indexFromName("public_id") >= 0 else feature["code"]
            for feature in layer.getFeatures()
        ),
        "read_only": layer.readOnly(),
        "called": {
            feature["public_id"]: None if feature["name"] == NULL else feature["name"]
            for feature in layer.getFeatures()
            if {"public_id", "name"} <= set(layer.fields().names())
        },
        "renderer": renderer.type(),
        "colours": {one.value(): one.symbol().color().name() for one in categories},
        "labels": {one.value(): one.label() for one in categories},
        "widget": form.type(),
        "choices": form.config().get("map"),
        "fields": layer.fields().names(),
        "written": [
            one.name()
            for n, one in enumerate(layer.fields())
            if layer.dataProvider().name() == "ogr" and not layer.editFormConfig().readOnly(n)
        ],
        "alias": layer.attributeAlias(layer.fields().indexFromName("condition")),
    }
print("TOLD " + json.dumps(told, ensure_ascii=False))
del layer, renderer, categories, form, layers  # before QGIS goes
project.clear()
application.exitQgis()
