/** The addresses of imports, one function each. */
import { request } from '../../api/http';
import type { Answer, Filter, Fixes, Place, Rows, Run } from '../run';

const at = (id: number, part = ''): string => `/api/imports/${id}${part}`;
const post = async (path: string, body: unknown = {}): Promise<Run> => (await request<Run>(path, { method: 'POST', body })).data;
export const PAGE = 200;

export const imports = {
  list: async (): Promise<readonly Run[]> => (await request<{ imports: readonly Run[] }>('/api/imports')).data.imports,
  run: async (id: number): Promise<Run> => (await request<Run>(at(id))).data,
  upload: async (form: FormData): Promise<Run> => (await request<Run>('/api/imports', { method: 'POST', form })).data,
  rows: async (id: number, filter: Filter, after: number | null): Promise<Rows> => {
    const given = Object.entries({ ...filter, after, limit: PAGE }).filter(([, value]) => value !== '' && value !== null);
    return (await request<Rows>(at(id, `/rows?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`))).data;
  },
  places: async (id: number): Promise<readonly Place[]> => (await request<{ rows: readonly Place[] }>(at(id, '/map'))).data.rows,
  fix: (id: number, fixes: Fixes, leftOut?: readonly number[]): Promise<Run> => post(at(id, '/fixes'), { fixes, ...(leftOut ? { left_out: leftOut } : {}) }),
  confirm: (id: number, answers: Answer): Promise<Run> => post(at(id, '/answers'), answers),
  accept: (id: number, findings?: readonly number[]): Promise<Run> => post(at(id, '/acceptances'), findings ? { findings } : {}),
  act: (id: number, name: 'load' | 'revert' | 'resume' | 'cancel'): Promise<Run> => post(at(id, `/${name}`)),
};
export const reportAddress = (id: number, form: 'json' | 'xlsx'): string => at(id, `/report?f=${form}`);
