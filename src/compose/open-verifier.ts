import { existsSync } from 'node:fs';
import type { Config } from '../config.ts';
import { createEgress } from '../egress/egress.ts';
import { resolveHost } from '../egress/resolve-host.ts';
import { createPictureCage } from '../images/picture-cage.ts';
import { createReadQr } from '../images/read-qr.ts';
import type { Log } from '../usecases/ports.ts';
import { PICTURE_CHILD } from './picture-child.ts';
import { createVerifier } from './verifier.ts';

/** Whether there is a store to open: without one this service has published nothing. */
export function hasStore({ database }: Pick<Config, 'database'>): boolean {
  return database.kind !== 'sqlite' || existsSync(database.path);
}

/**
 * A verifier by itself: no store, no keys, nothing written.
 *
 * @throws {BadgeError} `configuration_refused`
 */
export function openVerifier(
  config: Pick<Config, 'origin' | 'trustLists' | 'contexts'>,
  { log }: { readonly log: Log },
) {
  const now = () => new Date();
  const egress = createEgress({ now, resolve: resolveHost });
  const { verifyBytes, verifyUrl } = createVerifier({
    config,
    egress,
    readQr: createReadQr(createPictureCage(PICTURE_CHILD)),
    local: async () => undefined,
    ownPage: async () => undefined,
    now,
    log,
  });
  return { verifyBytes, verifyUrl, close: () => egress.close() };
}
