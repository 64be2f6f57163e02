import { z } from 'zod';
import type { Address } from '../../../engine/index.ts';
import type { Wan } from '../../wan/link.ts';

const places = z.union([z.string().transform((place) => [place]), z.array(z.string()).min(1)]);

/** Links by where they begin and end: one from each place to each region. */
export const namedLinks = {
  from: places,
  to: places,
  /** All services of the links, unless named. */
  services: z.array(z.string()).min(1).optional(),
};

export interface NamedLinks {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly services?: readonly string[] | undefined;
}

export function linksOf({ from, to }: NamedLinks): readonly { from: string; to: string }[] {
  return from.flatMap((one) => to.map((two) => ({ from: one, to: two })));
}

/** What is reached over them, from the places' side. */
export function pathsOf(
  asked: NamedLinks,
  wan: Wan,
): readonly { readonly service: string; readonly address: Address }[] {
  return linksOf(asked).flatMap(({ from, to }) =>
    Object.entries(wan.link(from, to).services)
      .filter(([service]) => asked.services?.includes(service) ?? true)
      .map(([service, address]) => ({ service, address })),
  );
}

/** Their proxies, by name. Throws RangeError, which says what there is, if one is not there. */
export function proxiesOf(asked: NamedLinks, wan: Wan): readonly string[] {
  return linksOf(asked).flatMap(({ from, to }) =>
    wan.clean(from, to, asked.services).proxies.map(({ name }) => name),
  );
}

/** True if all of them are there, or why not. */
export function linksAvailable(asked: NamedLinks, wan: Wan): true | string {
  try {
    proxiesOf(asked, wan);
    return true;
  } catch (error) {
    return (error as Error).message;
  }
}
