/** What the page must know before it can ask: the fields of a collection, the values of a reference. */
import { faultFrom } from '../../api/http';
import type { CollectionId } from '../../api/types';
import { fieldsOf, type Choice, type Field } from '../queryables';
import type { State } from '../state';
import type { App } from './app';

const waiting = new Map<CollectionId, Promise<void>>();

/** The fields that may be asked by; told once, asked again only after a failure. */
export function knowFields(app: App, of: CollectionId): Promise<void> {
  const known = app.store.get().schemas[of];
  if (known?.status === 'ready') return Promise.resolve();
  const told = (load: State['schemas'][CollectionId]): void => {
    app.store.set({ schemas: { ...app.store.get().schemas, ...(load ? { [of]: load } : {}) } });
  };
  const asked = waiting.get(of) ?? (async () => {
    told({ status: 'loading' });
    try {
      told({ status: 'ready', data: fieldsOf(await app.ask.queryables(of)) });
    } catch (cause) {
      told({ status: 'failed', fault: faultFrom(cause) });
    } finally {
      waiting.delete(of);
    }
  })();
  waiting.set(of, asked);
  return asked;
}

/** Whose values a reference's are: communes are told by name, the others by the values the collection has. */
export const referenceKey = (of: CollectionId, field: Pick<Field, 'name'>): string => (field.name === 'commune' ? 'communes' : `${of}.${field.name}`);

async function choices(app: App, of: CollectionId, name: string): Promise<readonly Choice[]> {
  if (name !== 'commune') return (await app.ask.values(of, name)).map((code) => ({ code, vi: code, en: code }));
  const units = await app.ask.communes();
  return units.map(({ properties }) => ({ code: String(properties.code), vi: String(properties.name_vi), en: String(properties.name_vi) }))
    .sort((a, b) => a.vi.localeCompare(b.vi, 'vi'));
}

/** The values of a reference, to choose from and to name a group by. */
export async function knowReference(app: App, of: CollectionId, field: Pick<Field, 'name'>): Promise<void> {
  const key = referenceKey(of, field);
  const told = (load: State['references'][string]): void => { app.store.set({ references: { ...app.store.get().references, [key]: load } }); };
  if (app.store.get().references[key]) return;
  told({ status: 'loading' });
  try {
    told({ status: 'ready', data: await choices(app, of, field.name) });
  } catch (cause) {
    told({ status: 'failed', fault: faultFrom(cause) });
  }
}
