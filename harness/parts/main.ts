import { installParts } from './index.ts';

const parts = await installParts({
  onProgress: ({ part, message }) => process.stderr.write(`${part}: ${message}\n`),
});
const summary = Object.fromEntries(
  Object.values(parts).map(({ name, prefix, version, origin, digest }) => [
    name,
    { prefix, version, origin, digest },
  ]),
);
process.stdout.write(`${JSON.stringify(summary, undefined, 2)}\n`);
