import { type ContainerPlace, runInside } from './run-inside.ts';

/** Which of these a kernel may have, or load as modules, and many have not. */
const wanted = ['htb', 'netem'];

/** Tries each on the loopback device of a container, where nothing is sent. */
export async function findQueues(place: ContainerPlace): Promise<readonly string[]> {
  const script = wanted
    .map((name) => `tc qdisc replace dev lo root ${name} 2> /dev/null && echo ${name}`)
    .concat('tc qdisc replace dev lo root noqueue')
    .join('; ');
  return (await runInside(place, ['sh', '-c', script])).split('\n').filter(Boolean);
}
