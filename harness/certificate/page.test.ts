import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { issue } from './certificate.ts';
import { renderCertificate } from './page.ts';
import { stateOf } from './state.ts';
import { bindingsFor, evidenceOf, pairOfRuns } from './testing/evidence-of.ts';

const statement = stateOf(pairOfRuns(), bindingsFor());
const page = renderCertificate(issue(statement, undefined));

test('it loads nothing and runs nothing', () => {
  expect(page).not.toMatch(/<script|<img|<link|@import|url\(|https?:/);
  expect(page).toContain("default-src 'none'");
  expect(page.length).toBeLessThan(10_000);
});

test('it says what is bound, what was emulated, and what is not proved', () => {
  for (const said of [
    statement.build.commit,
    'e'.repeat(64),
    statement.planSha256,
    'postgres 15.20, Debian package',
    'f'.repeat(64),
    'a'.repeat(64),
    'core-api 44.5 s at ap-south-1',
    'postgres 480 ms, 2 to 3 writes',
    '16 of 16 broken engines were caught with profile fast',
    'The WAN is Toxiproxy.',
    'That other faults are survived.',
    'good until 2026-12-22T20:00:00.000Z',
  ]) {
    expect(page).toContain(said);
  }
});

test('unsigned, uncertified and unmeasured are said plainly', () => {
  expect(page).toContain('<strong>Not signed: ');
  const mutants = { state: 'absent', why: 'there is no reports/runs/mutants.json' } as const;
  const poor = stateOf([evidenceOf()], bindingsFor({ mutants }));
  const { privateKey } = generateKeyPairSync('ed25519');
  const other = renderCertificate(issue(poor, privateKey));
  expect(other).toContain('<h1>Not a certificate</h1>');
  expect(other).toContain('0 of 1 control runs were made');
  const said = 'That the judge catches a broken engine is not shown: there is no reports';
  expect(other.slice(0, other.indexOf('What it is bound to'))).toContain(said);
  expect(other).toContain('Not measured: there is no reports/runs/mutants.json');
  expect(other).toContain('Signed with the Ed25519 key');
  expect(other).not.toContain('Not signed');
});

test('a run that lost writes after the fault says so beside its RPO', () => {
  const lostAfterFault = { ops: 500, bytes: 50_000, lastMs: 12_000 };
  const stores = evidenceOf().figures.stores.map((one) => ({ ...one, lostAfterFault }));
  const lossy = stateOf([evidenceOf({ stores })], bindingsFor());
  expect(renderCertificate(issue(lossy, undefined))).toContain(
    'postgres 480 ms, 2 to 3 writes, and 500 lost after the fault, until 12.0 s after',
  );
  expect(page).not.toContain('lost after the fault');
});

test('words of a program under test cannot become part of the page', () => {
  const reasons = ['<script>alert(1)</script>'];
  const evil = stateOf([evidenceOf({ verdict: 'fail', reasons })], bindingsFor());
  expect(renderCertificate(issue(evil, undefined))).not.toContain('<script');
});
