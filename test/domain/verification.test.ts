import { describe, expect, test } from '@jest/globals';
import {
  answerOf,
  CHECK_NAMES,
  type Check,
  type CheckName,
  type Outcome,
  stateOf,
  verdictOf,
} from '../../src/domain/verification.ts';

function check(name: CheckName, outcome: Outcome, code = 'any'): Check {
  return { name, outcome, code, params: {}, detail: '' };
}

const GOOD = CHECK_NAMES.map((name) => check(name, 'passed'));
const but = (name: CheckName, outcome: Outcome, code?: string) =>
  GOOD.map((one) => (one.name === name ? check(name, outcome, code) : one));

const MAY_BE_SKIPPED: CheckName[] = ['status', 'credential_schema', 'endorsements'];

describe('the verdict is an AND over a closed list (incident I-06)', () => {
  test('all passed: verified', () => {
    expect(verdictOf(GOOD)).toBe('verified');
  });

  test.each(CHECK_NAMES)('a report without %s is never verified', (name) => {
    expect(verdictOf(GOOD.filter((one) => one.name !== name))).toBe('undetermined');
  });

  test.each(CHECK_NAMES)('%s failed: rejected, also when all others are unknown', (name) => {
    expect(verdictOf(but(name, 'failed'))).toBe('rejected');
    const alone = CHECK_NAMES.map((one) => check(one, one === name ? 'failed' : 'unknown'));
    expect(verdictOf(alone)).toBe('rejected');
  });

  test.each(CHECK_NAMES)('%s unknown: undetermined', (name) => {
    expect(verdictOf(but(name, 'unknown'))).toBe('undetermined');
  });

  test.each(CHECK_NAMES)('%s skipped', (name) => {
    const expected = MAY_BE_SKIPPED.includes(name) ? 'verified' : 'undetermined';
    expect(verdictOf(but(name, 'skipped'))).toBe(expected);
  });

  test('of several answers to one question, the worst counts', () => {
    expect(verdictOf([...GOOD, check('status', 'failed')])).toBe('rejected');
    expect(verdictOf([check('proof', 'failed'), ...GOOD])).toBe('rejected');
    expect(verdictOf([...GOOD, check('status', 'unknown')])).toBe('undetermined');
  });

  test('nothing at all is no verdict', () => {
    expect(verdictOf([])).toBe('undetermined');
  });
});

describe('what a person is told', () => {
  test.each([
    ['all good', GOOD, 'active', 'authentic_valid'],
    ['no status to ask', but('status', 'skipped'), 'active', 'authentic_valid'],
    ['expired', but('validity', 'failed', 'expired'), 'expired', 'authentic_no_longer_valid'],
    ['revoked', but('status', 'failed', 'revoked'), 'revoked', 'authentic_no_longer_valid'],
    [
      'not yet valid',
      but('validity', 'failed', 'not_yet_valid'),
      'not-yet-valid',
      'authentic_no_longer_valid',
    ],
    ['status unknown', but('status', 'unknown', 'status_stale'), 'unknown', 'cannot_say'],
    ['issuer unreachable', but('issuer', 'unknown'), 'unknown', 'cannot_say'],
    ['proof broken', but('proof', 'failed'), 'unknown', 'not_authentic'],
    ['other key', but('issuer', 'failed'), 'unknown', 'not_authentic'],
    ['badly formed', but('schema', 'failed'), 'unknown', 'cannot_say'],
    ['against its own schema', but('credential_schema', 'failed'), 'active', 'cannot_say'],
    ['own schema unread', but('credential_schema', 'unknown'), 'active', 'cannot_say'],
    ['endorsement broken', but('endorsements', 'failed'), 'active', 'cannot_say'],
  ] as const)('%s', (_, checks, state, answer) => {
    expect(stateOf(checks)).toBe(state);
    expect(answerOf({ checks, verdict: verdictOf(checks) })).toBe(answer);
  });

  test('a forgery is never called expired or revoked, nor a doubt', () => {
    const revoked = but('status', 'failed', 'revoked');
    const forged = revoked.map((one) => (one.name === 'proof' ? check('proof', 'failed') : one));
    expect(answerOf({ checks: forged, verdict: 'rejected' })).toBe('not_authentic');
    const unsure = revoked.map((one) => (one.name === 'proof' ? check('proof', 'unknown') : one));
    expect(answerOf({ checks: unsure, verdict: verdictOf(unsure) })).toBe('cannot_say');
  });

  test.each([
    ['validity', 'expired', 'expired', 'authentic_no_longer_valid'],
    ['validity', 'not_yet_valid', 'not-yet-valid', 'authentic_no_longer_valid'],
    ['status', 'revoked', 'revoked', 'authentic_no_longer_valid'],
    ['status', 'suspended', 'unknown', 'authentic_no_longer_valid'],
    // What is no date in a badly formed badge does not say that it ended.
    ['validity', 'date_missing', 'unknown', 'cannot_say'],
    ['validity', 'date_invalid', 'unknown', 'cannot_say'],
  ] as const)('badly formed, and %s %s: %s, %s', (name, code, state, answer) => {
    for (const bad of ['schema', 'credential_schema', 'endorsements'] as const) {
      const checks = but(name, 'failed', code).map((one) =>
        one.name === bad ? check(bad, 'failed') : one,
      );
      expect(stateOf(checks)).toBe(state);
      expect(verdictOf(checks)).toBe('rejected');
      expect(answerOf({ checks, verdict: 'rejected' })).toBe(answer);
    }
  });

  test('badly formed and not shown to be its issuer’s: as any other', () => {
    const malformed = but('schema', 'failed');
    const forged = malformed.map((one) => (one.name === 'proof' ? check('proof', 'failed') : one));
    expect(answerOf({ checks: forged, verdict: 'rejected' })).toBe('not_authentic');
    const unsure = malformed.map((one) =>
      one.name === 'issuer' ? check('issuer', 'unknown') : one,
    );
    expect(answerOf({ checks: unsure, verdict: 'rejected' })).toBe('cannot_say');
  });

  test('expired and revoked: revoked is said', () => {
    const checks = [...but('validity', 'failed', 'expired'), check('status', 'failed', 'revoked')];
    expect(stateOf(checks)).toBe('revoked');
  });
});
