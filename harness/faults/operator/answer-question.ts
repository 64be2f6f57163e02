import { z } from 'zod';
import { DeadlineExceeded, until } from '../../../engine/index.ts';
import { deadlines } from '../deadlines.ts';
import { type Fault, FaultRefused } from '../fault.ts';
import { isOperable } from './operable.ts';

const parameters = z.strictObject({ yes: z.boolean() });

/**
 * An operator waits until the engine asks a person, and answers. Nothing is broken by it; it bites
 * when the engine has taken the answer, and an engine that never asks is not bitten.
 */
export const answerQuestion: Fault<typeof parameters> = {
  name: 'answer-question',
  breaks: 'nothing; an operator answers what the engine asks',
  layer: 'operator',
  parameters,
  available: (_, regions) => (isOperable(regions) ? true : 'there is no engine that could ask'),
  prepare: ({ yes }, { regions, clock }) => {
    if (!isOperable(regions)) throw new FaultRefused('answer-question', 'there is no engine');
    let taken = false;
    return {
      target: `the answer ${yes ? 'yes' : 'no'} to what the engine asks`,
      undo: [],
      apply: async () => {
        const asked = { what: 'the engine to ask a person', ms: deadlines.questionMs };
        try {
          const question = await until(clock, asked, () => regions.question());
          await regions.ask(`/answers/${question}`, { by: 'the drill', yes });
          taken = true;
        } catch (error) {
          if (!(error instanceof DeadlineExceeded)) throw error;
        }
      },
      broken: async () => taken,
      sound: async () => true,
    };
  },
};
