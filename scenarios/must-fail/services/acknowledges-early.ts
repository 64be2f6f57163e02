import { Database } from '../../../fixtures/app/database.ts';

const { insert } = Database.prototype;

/** The row is on its way, and nobody waits for its commit. */
Database.prototype.insert = async function (...operation) {
  insert.apply(this, operation).catch(() => undefined);
};
await import('../../../fixtures/app/main.ts');
