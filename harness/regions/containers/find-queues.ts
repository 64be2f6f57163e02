import { type ContainerPlace, runInside } from './run-inside.ts';

/** Which of these a kernel may have, or load as modules, and many have not. */
const wanted = ['htb', 'netem'];

/** Tries each on the loopback device of a container, where nothing is sent. */
export async function findQueues(place: ContainerPlace): Promise<readonly string[]> {
  const script = wanted
    .map((name) => `tc qdisc add dev lo root ${name} && tc qdisc del dev lo root && echo ${name}`)
    .join('; ');
  const said = await runInside(place, ['sh', '-c', `(${script}) 2> /dev/null; true`]);
  return said.split('\n').filter(Boolean);
}
