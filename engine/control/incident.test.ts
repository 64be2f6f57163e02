import { expect, it } from 'vitest';
import { type Incident, incidentsIn, incidentsText } from './incident.ts';

it('is read as it was written, and nothing is read of what is none', () => {
  const incident: Incident = { trigger: 'a', region: 'b', epoch: -1, kind: 'left', words: 'c' };
  expect(incidentsIn(incidentsText([incident]))).toEqual([incident]);
  for (const text of ['', 'null', '{}', '[{}]', '[{"trigger":"a","region":"b","kind":"odd"}]']) {
    expect(incidentsIn(text)).toEqual([]);
  }
});
