import { verifyAndShow } from './result.ts';
import { openScreen } from './screen.ts';

/** Verifies the badge that the fragment of the address carries whole. */
export async function verifyCarried(hash: string): Promise<void> {
  const files = [new TextEncoder().encode(`${location.origin}/q${hash}`)];
  await verifyAndShow(openScreen(), { files, relay: false, vouched: [] });
}
