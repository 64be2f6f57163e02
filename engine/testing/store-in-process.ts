import type { ControlStore } from '../ports/control-store.ts';

/** A control store in this process, for tests of what is done with one and not of etcd. */
export function storeInProcess(): ControlStore {
  const values = new Map<string, { readonly value: string; readonly revision: string }>();
  let revision = 0;
  const write = (key: string, value: string) => {
    revision += 1;
    values.set(key, { value, revision: String(revision) });
  };
  const listed = async (prefix: string) =>
    [...values]
      .filter(([key]) => key.startsWith(prefix))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, stored]) => ({ key, ...stored }));
  return {
    get: async (key) => values.get(key),
    put: async (key, value) => write(key, value),
    compareAndSwap: async (key, at, value) => {
      if (values.get(key)?.revision !== at) return false;
      write(key, value);
      return true;
    },
    putWhile: async (key, value, guard) => {
      if (values.get(guard.key)?.value !== guard.value) return false;
      write(key, value);
      return true;
    },
    list: listed,
    listNearby: listed,
    size: async () => 3,
    leadNearby: async () => false,
  };
}
