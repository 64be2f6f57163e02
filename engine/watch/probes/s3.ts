import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { KeptHttp } from '../../systems/http/kept-http.ts';
import type { FactProbe } from './fact-probe.ts';
import { type ProbeFigures, reachability } from './reachability.ts';

/**
 * HEAD of the bucket, unsigned, so that a probe needs no key: 200 says that it is there, and 403
 * that S3 knows it and will not tell strangers more.
 */
export function s3Probe(
  clock: Clock,
  region: string,
  figures: ProbeFigures,
  { address, bucket }: { readonly address: Address; readonly bucket: string },
): FactProbe {
  const server = new KeptHttp(clock, address);
  return reachability(clock, {
    of: 's3',
    region,
    figures,
    ask: async (timeoutMs) => {
      const { status } = await server.ask('HEAD', `/${bucket}`, timeoutMs);
      if (status !== 200 && status !== 403) throw new Error(`bucket ${bucket}: HTTP ${status}`);
    },
  });
}
