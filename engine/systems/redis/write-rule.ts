import type { Command } from './session.ts';

/** How many replicas a write needs, and how fresh they must be: `min-replicas-…` of a server. */
export interface WriteRule {
  readonly minReplicas: string;
  readonly maxLagSeconds: string;
}

const names = { minReplicas: 'min-replicas-to-write', maxLagSeconds: 'min-replicas-max-lag' };

/** No leader has as many: every write is refused, and replication goes on. */
const closed = '1000000';

/** What Redis has unless told otherwise. */
const usual: WriteRule = { minReplicas: '0', maxLagSeconds: '10' };

async function settings(command: Command): Promise<WriteRule> {
  const [minReplicas, maxLagSeconds] = await Promise.all(
    [names.minReplicas, names.maxLagSeconds].map(async (name) => {
      const reply = await command('CONFIG', 'GET', name);
      const value = Array.isArray(reply) ? reply[1] : undefined;
      if (typeof value !== 'string') throw new Error(`Redis has no setting ${name}`);
      return value;
    }),
  );
  return { minReplicas: minReplicas ?? '', maxLagSeconds: maxLagSeconds ?? '' };
}

export async function isClosed(command: Command): Promise<boolean> {
  return (await settings(command)).minReplicas === closed;
}

/**
 * Refuses writes from now on, until the server is told otherwise or starts anew. Gives the rule
 * that was; undefined if it refused already. All is sent at once, and done in this order.
 */
export async function close(command: Command): Promise<WriteRule | undefined> {
  const [before, , , done] = await Promise.all([
    settings(command),
    // With a lag of 0 the count means nothing.
    command('CONFIG', 'SET', names.maxLagSeconds, usual.maxLagSeconds),
    command('CONFIG', 'SET', names.minReplicas, closed),
    isClosed(command),
  ]);
  if (!done) throw new Error('Redis still takes writes');
  return before.minReplicas === closed ? undefined : before;
}

/** Takes writes again; a server that was not closed keeps the rule it has. */
export async function open(command: Command, rule: WriteRule = usual): Promise<void> {
  if (!(await isClosed(command))) return;
  await Promise.all([
    command('CONFIG', 'SET', names.maxLagSeconds, rule.maxLagSeconds),
    command('CONFIG', 'SET', names.minReplicas, rule.minReplicas),
  ]);
}
