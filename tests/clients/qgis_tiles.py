"""Run by QGIS's own Python: opens a project, draws each vector tile layer alone, prints as JSON what it is and how many pixels of which colour came of it.

Usage: qgis_tiles.py FILE WEST SOUTH EAST NORTH PICTURES (degrees; a folder, or "" to keep no pictures)
"""

import json
import sys
from collections import Counter

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorTileLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

path, *corners, pictures = sys.argv[1:]
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
project = QgsProject.instance()
project.read(path)
mercator = QgsCoordinateReferenceSystem("EPSG:3857")
turn = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), mercator, project)
told = {}
for layer in project.mapLayers().values():
    if not isinstance(layer, QgsVectorTileLayer):
        continue
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(mercator)
    settings.setExtent(turn.transformBoundingBox(QgsRectangle(*map(float, corners))))
    settings.setOutputSize(QSize(512, 512))
    settings.setBackgroundColor(QColor("#ffffff"))
    settings.setFlag(QgsMapSettings.Antialiasing, False)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    if pictures:
        image.save(f"{pictures}/{layer.id()}.png")
    seen = Counter(image.pixelColor(x, y).name() for x in range(512) for y in range(512))
    told[layer.name()] = {
        "valid": layer.isValid(),
        "source": layer.source(),
        "shown": project.layerTreeRoot().findLayer(layer.id()).isVisible(),
        "styles": [style.layerName() for style in layer.renderer().styles()],
        "words": [style.labelSettings().fieldName for style in layer.labeling().styles()],
        "errors": [error.message for error in job.errors()],
        "colours": dict(seen),
    }
print("TOLD " + json.dumps(told, ensure_ascii=False))
del layer, job
project.clear()
application.exitQgis()
