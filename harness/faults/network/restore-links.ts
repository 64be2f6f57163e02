import type { Link, Wan } from '../../wan/link.ts';
import type { Undo } from '../undo.ts';

/** What brings a link back as it is when it is clean, as data. */
export function restoreLinks(
  wan: Wan,
  { from, to }: Pick<Link, 'from' | 'to'>,
  services?: readonly string[],
): Undo {
  const { api, proxies } = wan.clean(from, to, services);
  return { undo: 'restore-links', api, proxies: [...proxies] };
}
