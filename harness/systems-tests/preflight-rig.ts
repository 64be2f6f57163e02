import { askApart, type Endpoints } from '../../engine/index.ts';

export type Region = Endpoints['regions'][string];

const nowhere = { seenFrom: { '*': { host: '127.0.0.1', port: 1 } } };
const silent: Region = {
  postgres: { ...nowhere, user: 'u', password: 'p', database: 'd', slots: {} },
  redis: nowhere,
  kafka: nowhere,
  s3: { ...nowhere, bucket: 'b', credentials: { accessKeyId: 'k', secretAccessKey: 's' } },
  gateway: nowhere,
  etcd: nowhere,
};

/** What one system of a region would refuse, null if nothing, as the engine's own program finds. */
export async function refusalOf(
  of: string,
  there: Partial<Region>,
  timeoutMs = 10_000,
): Promise<string | null> {
  const regions = { west: { ...silent, ...there } };
  const inquiry = { home: 'west', regions, systems: ['redis', 'kafka', 's3'], timeoutMs } as const;
  const answers = await askApart(inquiry, process.env, new AbortController().signal);
  const answer = answers.find((each) => each.of === of);
  if (answer?.why === undefined) throw new Error(`${of} told nothing: ${answer?.error}`);
  return answer.why;
}
