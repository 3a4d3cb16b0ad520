/** Words of imports on the other pages. */
export const importing = {
  'session.import': 'Nhập số liệu',
} as const;
