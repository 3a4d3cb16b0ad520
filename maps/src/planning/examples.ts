/** Three questions planners ask, ready to run: they show what the page can do. Pure. */
import { condition, group } from './conditions';
import { EVERYTHING, NO_QUESTION, usualLooks, type Looks, type Question } from './query';

const BAD = condition('condition', 'in', 'XAU', 'RAT_XAU');
const FAIR_DOWN = condition('condition', 'in', 'TB', 'XAU', 'RAT_XAU');
export interface Example { readonly key: 'bad_bridges' | 'bad_by_commune' | 'on_bad_road'; readonly question: Question; readonly looks: Looks }

export const EXAMPLES: readonly Example[] = [
  {
    key: 'bad_bridges',
    question: { ...NO_QUESTION, of: 'bridges', where: group('all', FAIR_DOWN, condition('road_class', 'in', 'QL')) },
    looks: { ...usualLooks('bridges'), sort: 'road' },
  },
  {
    key: 'bad_by_commune',
    question: { ...NO_QUESTION, of: 'sections', where: group('all', BAD) },
    looks: { ...usualLooks('sections'), by: ['commune'], figure: 'length_km', show: 'figures' },
  },
  {
    key: 'on_bad_road',
    question: { ...NO_QUESTION, of: 'bridges', where: EVERYTHING, overlap: { of: 'sections', where: group('all', BAD) } },
    looks: { ...usualLooks('bridges'), sort: 'road' },
  },
];
