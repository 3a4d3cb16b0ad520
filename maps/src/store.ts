/** One immutable state and who is told when it changed; each page has a store of its own state. */
export interface StoreOf<State> {
  get(): State;
  set(patch: Partial<State>): void;
  /** Called after every change with the new and the old state. */
  subscribe(listener: (now: State, before: State) => void): void;
}

export function createStoreOf<State extends object>(first: State): StoreOf<State> {
  let state = first;
  const listeners: ((now: State, before: State) => void)[] = [];
  return {
    get: () => state,
    set(patch) {
      const before = state;
      state = { ...state, ...patch };
      for (const listener of listeners) listener(state, before);
    },
    subscribe: (listener) => { listeners.push(listener); },
  };
}
