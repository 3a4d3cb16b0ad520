/** Recording at an asset on the map. */
export const recordsVi = {
  'record.one_inspections': 'kiểm tra', 'record.one_postings': 'biển hạn chế', 'record.one_works': 'công việc', 'record.one_shared-stretches': 'đoạn đi chung',
  'record.new': 'Ghi mới: {kind}', 'record.correct': 'Sửa: {kind}', 'record.made': 'Đã ghi: {kind}.', 'record.corrected': 'Đã sửa: {kind}.', 'record.withdrawn': 'Đã rút: {kind}. Lịch sử vẫn giữ.',
  'record.add': 'Ghi', 'record.add_told': 'Ghi {kind} mới', 'record.edit': 'Sửa', 'record.edit_told': 'Sửa {kind} {id}', 'record.by_map': 'Ghi trên bản đồ',
  'record.withdraw': 'Rút', 'record.withdraw_sure': 'Rút bản ghi này? Lịch sử vẫn giữ và có thể khôi phục.', 'record.resumed': 'Đang nhập dở từ {at}.',
  'record.done_on': 'Ngày kiểm tra', 'record.inspection_type': 'Loại kiểm tra', 'record.deck_rating': 'Điểm mặt cầu (0–9)', 'record.superstructure_rating': 'Điểm kết cấu phần trên (0–9)', 'record.substructure_rating': 'Điểm kết cấu phần dưới (0–9)',
  'record.condition': 'Tình trạng', 'record.condition_reason': 'Lý do đánh giá', 'record.organisation': 'Đơn vị thực hiện', 'record.source': 'Nguồn', 'record.note': 'Ghi chú',
  'record.sign': 'Loại biển', 'record.limit_t': 'Hạn chế tải trọng', 'record.limit_m': 'Hạn chế kích thước', 'record.vehicle_type': 'Loại xe', 'record.from_chainage': 'Từ lý trình', 'record.to_chainage': 'Đến lý trình',
  'record.valid_from': 'Hiệu lực từ', 'record.valid_to': 'Hiệu lực đến', 'record.decision_number': 'Số quyết định', 'record.above_load_reason': 'Lý do vượt tải trọng đã biết',
  'record.work_kind': 'Loại công việc', 'record.title': 'Nội dung', 'record.planned_on': 'Dự kiến', 'record.started_on': 'Khởi công', 'record.finished_on': 'Hoàn thành', 'record.cost_vnd': 'Chi phí', 'record.contractor': 'Nhà thầu',
  'record.host': 'Tuyến chủ (sở hữu nền đường)',
  'field.about': 'Của đối tượng', 'record.sheet': 'Phiếu kiểm tra', 'record.sheet_hint': 'Mỗi dòng một bộ phận; không ghi hư hỏng nghĩa là đã xem và không thấy gì.', 'record.line_component': 'Bộ phận', 'record.line_defect': 'Hư hỏng', 'record.line_recommendation': 'Kiến nghị', 'record.line_priority': 'Mức ưu tiên',
  'record.add_line': 'Thêm dòng', 'record.drop_line': 'Bỏ dòng {n}',
} as const;
