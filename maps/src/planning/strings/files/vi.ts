/** The files an answer comes as, besides those of the first day. */
export const files = {
  'refused.not-one-road': 'Biểu mẫu ghi một tuyến. Hãy chọn một tuyến rồi tải lại (đang có: {roads}).', 'refused.too-many-features': 'Tệp này chứa được {limit} đối tượng. Hãy thu hẹp câu hỏi, hoặc chọn GeoPackage.',
} as const;
