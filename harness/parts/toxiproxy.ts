import { textDigest } from './digest.ts';
import { buildGo, findGo } from './go.ts';
import { keyOf, lockFile } from './locks.ts';
import type { Recipe } from './recipe.ts';

const module = 'github.com/Shopify/toxiproxy/v2';
const version = '2.12.0';

/** The proxy that every WAN link is made of. */
export const toxiproxy: Recipe = {
  name: 'toxiproxy',
  needs: [],
  version,
  origin: 'Go module',
  key: async () => keyOf('toxiproxy', ...(await locks())),
  make: async (workshop) => {
    const [modules, sums] = await locks();
    const output = 'toxiproxy-server';
    await buildGo(workshop, {
      package: `${module}/cmd/server`,
      modules,
      sums,
      linkerFlags: `-s -w -X ${module}.Version=${version}`,
      output,
    });
    const digest = textDigest(modules.digest + sums.digest);
    const programs = { 'toxiproxy-server': output };
    return { version, origin: 'Go module', digest, programs, environment: {} };
  },
  obstacle: async () => {
    const found = await findGo();
    return 'go' in found ? undefined : found;
  },
};

const locks = () => Promise.all([lockFile('toxiproxy/go.mod'), lockFile('toxiproxy/go.sum')]);
