import type { files as vi } from './vi';

export const files: Readonly<Record<keyof typeof vi, string>> = {
  'refused.not-one-road': 'The form is of one road. Choose one and ask again (now: {roads}).', 'refused.too-many-features': 'This file holds {limit} features. Narrow the question, or choose GeoPackage.',
};
