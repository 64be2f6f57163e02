import type Dockerode from 'dockerode';
import type { Context } from './context.ts';
import { followed } from './followed.ts';

/** A build that failed, and the end of what it said. */
export class ImageNotBuilt extends Error {
  override readonly name = 'ImageNotBuilt';
  readonly code = 'IMAGE_NOT_BUILT';
  readonly exitCode = 4;

  constructor(image: string, why: string, lines: readonly string[]) {
    super(
      [`the image ${image} could not be built: ${why}`, ...lines.map((line) => `    ${line}`)].join(
        '\n',
      ),
    );
  }
}

export interface Build {
  readonly docker: Dockerode;
  readonly context: Pick<Context, 'directory' | 'entries'>;
  readonly tag: string;
  /** What it is built on. */
  readonly base: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Called with each step of the recipe as it begins. */
  readonly onStep: (step: string) => void;
  readonly signal?: AbortSignal | undefined;
}

const keptLines = 15;

/** What the machine says of proxies and of where packages come from holds in a build too. */
const inherited = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'PIP_INDEX_URL',
  'PIP_EXTRA_INDEX_URL',
];

interface Said {
  readonly stream?: string;
  readonly error?: string;
}

/**
 * Builds an image with the engine's own builder, in the network of this machine, since it fetches
 * packages. Throws ImageNotBuilt, or the signal's reason.
 */
export async function buildImage({
  docker,
  context,
  tag,
  base,
  labels,
  onStep,
  signal,
}: Build): Promise<void> {
  const lines: string[] = [];
  const hear = ({ stream = '', error }: Said) => {
    for (const line of stream.split('\n').filter((each) => each.trim())) {
      lines.push(line);
      const [, step] = /^Step \d+\/\d+ : (.*)/.exec(line) ?? [];
      if (step) onStep(step);
    }
    if (error) throw new ImageNotBuilt(tag, error, lines.slice(-keptLines));
  };
  const environment = inherited.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const answer = await docker.buildImage(
    { context: context.directory, src: [...context.entries] },
    {
      t: tag,
      version: '1',
      networkmode: 'host',
      forcerm: true,
      buildargs: { BASE: base, ...Object.fromEntries(environment) },
      labels,
      ...(signal && { abortSignal: signal }),
    },
  );
  try {
    await followed(docker, answer, hear);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
