/** Words of imports on the other pages. */
export const importing = {
  'session.import': 'Import',
} as const;
