import type { ScriptedLoad } from '../../journal/index.ts';

/** What a script of `fixtures/k6` is told. Durations are milliseconds. */
export interface ScriptSettings {
  readonly load: ScriptedLoad;
  /** Where the service is, by its name: `http://api.example:8080`. */
  readonly service: string;
  /** A request that takes longer has failed. */
  readonly timeoutMs: number;
  /** It ends by itself after this, if it is not asked to before. */
  readonly maxDurationMs: number;
  /** The first id that it writes; the rest are higher. */
  readonly firstId: number;
  /** Load that does not stay the same changes so long after the beginning. */
  readonly changeAfterMs: number;
}

/** The environment of k6: what the script asks for, and how k6 itself is to be. */
export function k6Environment(settings: ScriptSettings): Readonly<Record<string, string>> {
  const { load, service, timeoutMs, maxDurationMs, firstId, changeAfterMs } = settings;
  return {
    SERVICE: service,
    RATE: String(load.ratePerSecond),
    TIMEOUT: inMs(timeoutMs),
    DURATION: inMs(maxDurationMs),
    FIRST_ID: String(firstId),
    SPIKE_AFTER: inMs(changeAfterMs),
    // Every operation looks the name up and connects, so that it goes where the name leads now.
    K6_DNS: 'ttl=0,policy=onlyIPv4',
    K6_NO_VU_CONNECTION_REUSE: 'true',
    // Of a sample nothing else is asked, and there are thirteen for each request.
    K6_SYSTEM_TAGS: 'expected_response',
    // It tells nobody of itself, and fetches nothing.
    K6_NO_USAGE_REPORT: 'true',
    K6_AUTO_EXTENSION_RESOLUTION: 'false',
  };
}

const inMs = (ms: number) => `${Math.ceil(ms)}ms`;
