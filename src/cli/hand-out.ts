import { join } from 'node:path';
import type { Service } from '../compose.ts';
import {
  type Award,
  FILE_FORMATS,
  type FileFormat,
  type SignedCredential,
} from '../domain/award.ts';
import { BadgeError } from '../domain/errors.ts';
import type { Profile } from '../domain/profile.ts';
import { groupedCode } from '../domain/typed-code.ts';
import type { LineReport } from '../usecases/awarding/award-batch.ts';
import { badgeOf, emailCopyOf, sampleOf } from '../usecases/awarding/copies.ts';
import { makeCard } from '../usecases/backpack/cards.ts';
import { makeOutputFolder, writeOutput } from './output.ts';
import { type Arguments, type Terminal, Usage } from './terminal.ts';

/** What is made for each line beside the badge itself. */
export interface HandOut {
  readonly folder: string | undefined;
  readonly formats: readonly FileFormat[];
  readonly links: boolean;
  readonly emailCopies: boolean;
  readonly samples: boolean;
}

/** What is to be written of each badge, and where. @throws {Usage} for a format that is none */
export function readHandOut(terminal: Terminal, values: Arguments['values']): HandOut {
  const names = typeof values['format'] === 'string' ? values['format'].split(',') : ['json'];
  const isFormat = (name: string): name is FileFormat => FILE_FORMATS.some((one) => one === name);
  const formats = names.map((name) => name.trim());
  if (!formats.every(isFormat)) throw new Usage(terminal.say('cli.format_wrong'));
  return {
    folder: typeof values['out'] === 'string' ? values['out'] : undefined,
    formats,
    links: values['links'] === true,
    emailCopies: values['recipient-email'] === true,
    samples: values['did-key'] === true,
  };
}

/** @throws {BadgeError} `file_unwritable` */
export function makeFolder({ folder }: HandOut): void {
  if (folder) makeOutputFolder(folder);
}

/** Writes files, makes copies and links, and says each as a line of JSON. Safe to do again. */
export async function handOut(
  terminal: Terminal,
  service: Service,
  profile: Profile,
  reports: readonly LineReport[],
  wanted: HandOut,
): Promise<void> {
  for (const report of reports) {
    const { award, line, learnerId, outcome } = report;
    if (!award || !learnerId || outcome === 'refused' || outcome === 'waiting') continue;
    const badge = await badgeOf(service, award.id);
    await write(terminal, service, wanted, line, badge);
    if (wanted.emailCopies || wanted.samples) {
      for (const copy of await copiesFor(terminal, service, report, award, wanted)) {
        await write(terminal, service, wanted, line, copy);
      }
    }
    if (wanted.links) {
      const learner = await service.store.learners.get(profile.id, learnerId);
      if (!learner) throw new Error('An award has no learner.');
      const { secret, code } = await makeCard(service, { kind: 'operator' }, learner);
      const link = `${service.origin}/card#${secret}`;
      terminal.result({ line, backpack: link, code: groupedCode(code) });
    }
  }
}

/** The signed copies that were asked for; what cannot be made is said, and stops nobody else. */
async function copiesFor(
  terminal: Terminal,
  service: Service,
  { line, attendee }: LineReport,
  award: Award,
  wanted: HandOut,
): Promise<SignedCredential[]> {
  const copies: SignedCredential[] = [];
  try {
    if (wanted.emailCopies) {
      const copy = await emailCopyOf(service, award, attendee);
      if (typeof copy === 'string') terminal.note(terminal.say(`cli.no_${copy}`, { line }));
      else copies.push(copy);
    }
    if (wanted.samples) copies.push(await sampleOf(service, award));
  } catch (error) {
    if (!(error instanceof BadgeError && error.code === 'award_revoked')) throw error;
    terminal.note(
      terminal.sentenceOf(new BadgeError(error.code, error.message, { params: { line } })),
    );
  }
  return copies;
}

async function write(
  terminal: Terminal,
  service: Service,
  { folder, formats }: HandOut,
  line: number,
  credential: SignedCredential,
): Promise<void> {
  const { kind, credentialId } = credential;
  if (!folder) {
    if (kind !== 'badge') terminal.result({ line, kind, credential: credentialId });
    return;
  }
  for (const format of formats) {
    // Only the profile's RSA key signs JWTs, and a did:key has no other key than its own.
    if (kind === 'sample' && format === 'jwt') continue;
    const file = await service.badgeFile(credential, format);
    const suffix = kind === 'badge' ? '' : `-${kind}`;
    const number = String(line).padStart(4, '0');
    const path = join(folder, file.name.replace(/\.\w+$/, `-${number}${suffix}.${format}`));
    writeOutput(path, file.bytes);
    terminal.result({ line, kind, credential: credentialId, file: path });
  }
}
