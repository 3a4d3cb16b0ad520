/** One field of every kind, as a collection's queryables would tell them: what the tests ask by. */
import { fieldsOf } from './queryables';

export const FIELDS = fieldsOf({
  properties: {
    geometry: { title: 'Hình học' },
    condition: { title: 'Tình trạng', type: 'string', oneOf: [{ const: 'TOT', title: 'Tốt' }, { const: 'XAU', title: 'Xấu' }], 'x-grouped': true },
    road: { title: 'Tuyến', type: 'string', 'x-grouped': true }, name: { title: 'Tên', type: 'string' }, aliases: { title: 'Tên khác', type: 'array' },
    length_m: { title: 'Chiều dài', type: 'number', 'x-ogc-unit': 'm' }, lanes: { title: 'Số làn', type: 'integer' },
    condition_on: { title: 'Ngày đánh giá', type: 'string', format: 'date' }, recorded_from: { title: 'Ghi nhận từ', type: 'string', format: 'date-time' },
    nominal: { title: 'Danh nghĩa', type: 'boolean' },
  },
});
