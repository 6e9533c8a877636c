import { md5Hex } from '../../domain/md5.ts';
import type { VerificationReport } from '../../domain/verification.ts';
import { type AskedIdentity, askIdentity } from '../../web/views/verifier/identity.ts';
import { MACHINE } from './machine.ts';

/** Answers here, without the server, whether a name or an address is the one in the badge. */
export function listenToIdentity(
  { credential }: Pick<VerificationReport, 'credential'>,
  redraw: (asked: AskedIdentity) => void,
): void {
  const form = document.querySelector<HTMLFormElement>('#identity-form');
  form?.addEventListener('submit', async (event) => {
    event.preventDefault();
    const typed = String(new FormData(form).get('identity') ?? '');
    const hashes = { sha256: sha256Hex, md5: md5Hex };
    redraw(await askIdentity(credential, typed, hashes));
    document.getElementById('identity')?.focus();
  });
}

async function sha256Hex(text: string): Promise<string> {
  const digest = await MACHINE.sha256(new TextEncoder().encode(text));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
