/** The files an answer comes as, besides those of the first day. */
export const files = {
  'export.shp': 'Shapefile', 'export.kml': 'KML', 'export.dxf': 'DXF', 'export.form': 'Biểu mẫu quốc gia', 'export.map': 'Gửi bản đồ',
  'export.shp_told': 'tệp nén, tên cột ngắn kèm bảng giải nghĩa', 'export.kml_told': 'Google Earth, máy định vị', 'export.dxf_told': 'AutoCAD, VN-2000 UTM múi 48',
  'export.form_told': 'đúng mẫu Excel, mỗi tuyến một tệp', 'export.map_told': 'một tệp HTML mở được khi không có mạng',
  'refused.not-one-road': 'Biểu mẫu ghi một tuyến. Hãy chọn một tuyến rồi tải lại (đang có: {roads}).', 'refused.too-many-features': 'Tệp này chứa được {limit} đối tượng. Hãy thu hẹp câu hỏi, hoặc chọn GeoPackage.',
} as const;
