export { canonicalJson } from './canonical.ts';
export { type Certificate, certificateText, issue } from './certificate.ts';
export { sha256 } from './digest.ts';
export { engineDigest } from './engine-digest.ts';
export { type Evidence, readEvidence } from './evidence.ts';
export { publicKey, signingKey } from './keys.ts';
export { lossWords } from './loss-words.ts';
export { readMutantScore } from './mutant-score.ts';
export { notBound } from './not-bound.ts';
export { renderCertificate } from './page.ts';
export { discardedFor, figuresOf, type RunFigures, worstVantage } from './run-figures.ts';
export { stateOf } from './state.ts';
export {
  type Bindings,
  type BoundPart,
  type Build,
  type Statement,
  validDays,
} from './statement.ts';
export { type ScenarioSummary, summariesOf } from './summary.ts';
export { summaryWords } from './summary-words.ts';
export { type Verification, verifyCertificate } from './verify.ts';
