export { judge } from './judge.ts';
export type * from './judged.ts';
export { worstVerdict } from './verdict.ts';
