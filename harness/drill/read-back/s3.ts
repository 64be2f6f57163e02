import { until } from '../../../engine/index.ts';
import { createS3Client, listVersions, type ObjectVersion } from '../../cloud/index.ts';
import type { RunningRegions } from '../../regions/runtime.ts';
import { toRanges } from '../../workload/ranges.ts';
import { addressOf } from '../address-of.ts';
import { deadlines } from '../deadlines.ts';
import type { Completeness, ReadBack, ReadBackRequest } from './read-back.ts';

/** Keys of operations (fixtures/app/objects.ts). */
const PREFIX = 'operations/';

/**
 * Lists the bucket of the region that serves, page by page, once it holds every object of this run
 * that its sources hold: a LocalStack that was lost has forgotten those of earlier runs. Versions
 * and delete markers are counted apart. Only the latest version counts.
 */
export const readBackS3: ReadBack = async (request) => {
  const { regions, serving, clock } = request;
  const proved = await Promise.all(
    sourcesOf(regions, serving).map((source) => proveCopied(request, source)),
  );
  const complete = proved.every((each) => each.complete);
  const proof = proved.map((each) => each.proof).join('; ') || 'no other region may have served';
  const versions = await versionsIn(regions, serving, serving);
  const ids = toRanges(idsOf(versions));
  const words = `${proof}; ${count(versions)}`;
  const entry = { kind: 'readback', store: 's3', region: serving, complete, ids } as const;
  return [{ ...entry, atMs: clock.monotonicMs(), proof: words }];
};

/** The other regions that may have served, whose buckets are replicated to this one's. */
function sourcesOf({ topology }: RunningRegions, serving: string): readonly string[] {
  const served = topology.regions.filter(({ name, role }) => name !== serving && role !== 'cold');
  return served.map(({ name }) => name);
}

async function proveCopied(
  { regions, serving, clock, firstId = 1 }: ReadBackRequest,
  source: string,
): Promise<Completeness> {
  // Asked over the link that copies come by.
  const there = await versionsIn(regions, serving, source).catch(() => undefined);
  if (!there) {
    const proof = `no more comes: ${source} does not answer ${serving}`;
    return { proof, complete: true };
  }
  const wanted = idsOf(there).filter((id) => id >= firstId);
  const what = `${serving} to hold the ${wanted.length} objects of ${source}`;
  try {
    await until(clock, { what, ms: deadlines.copiedMs }, async () => {
      const here = new Set(idsOf(await versionsIn(regions, serving, serving)));
      return wanted.every((id) => here.has(id));
    });
    return { proof: `holds the ${wanted.length} objects of ${source}`, complete: true };
  } catch (error) {
    return { proof: error instanceof Error ? error.message : String(error), complete: false };
  }
}

async function versionsIn(regions: RunningRegions, place: string, region: string) {
  const bucket = regions.endpoints(place).regions[region]?.s3.bucket;
  if (!bucket) throw new RangeError(`the topology has no bucket in ${region}`);
  const client = createS3Client(addressOf(regions, place, region, 's3'));
  try {
    return await listVersions(client, bucket);
  } finally {
    client.destroy();
  }
}

function idsOf(versions: readonly ObjectVersion[]): number[] {
  return versions
    .filter(({ key, etag, isLatest }) => key.startsWith(PREFIX) && isLatest && etag !== undefined)
    .map(({ key }) => Number(key.slice(PREFIX.length)));
}

function count(versions: readonly ObjectVersion[]): string {
  const markers = versions.filter(({ etag }) => etag === undefined).length;
  return `listed ${versions.length - markers} versions and ${markers} delete markers`;
}
