"""What QGIS and QField read beside the data: the look of a layer, its forms with code lists, and projects. XML only; QGIS itself is not needed."""
