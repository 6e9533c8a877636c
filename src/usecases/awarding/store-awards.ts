import { groupIdOf } from '../../domain/achievement-group.ts';
import { type Actor, actorName } from '../../domain/actor.ts';
import type { Award, Workshop } from '../../domain/award.ts';
import { wholeSeconds } from '../../domain/date-time.ts';
import type { BatchOptions } from './award-batch.ts';
import { awardsOfBadge } from './awards-of-badge.ts';
import type { AwardingDeps } from './deps.ts';
import { inPieces } from './in-pieces.ts';
import type { Placed } from './place-learners.ts';
import { type PreparedBatch, standingBy } from './prepare-batch.ts';

/** A line of the list with its award. */
export type Decided = Placed & { readonly award: Award };

/** One award per line, stored before anything is signed; awards that were there are taken up. */
export async function storeAwards(
  deps: AwardingDeps,
  actor: Actor,
  batch: PreparedBatch,
  options: BatchOptions,
  lines: readonly Placed[],
): Promise<Decided[]> {
  const { profileId, achievementId } = batch.command;
  const learnerIds = [...new Set(lines.map(({ learnerId }) => learnerId))];
  const [workshop, earlier] = await Promise.all([
    placeWorkshop(deps, profileId, options.workshop),
    readAwards(deps, batch, learnerIds),
  ]);
  const common = {
    profileId,
    achievementId,
    ...(workshop ? { workshopId: workshop.id } : {}),
    ...(options.sentence ? { sentence: options.sentence } : {}),
    awardedBy: actorName(actor),
    awardedDate: wholeSeconds(deps.now()),
    batchId: options.batchId ?? batchKey(deps, batch),
    state: 'intended',
  } as const;
  const wanted = wantedAwards(deps, batch, lines, { common, earlier });
  const inserted = await inPieces(deps, [...wanted.values()], (piece) =>
    deps.store.awards.insertMany(piece),
  );
  if (workshop) {
    await inPieces(deps, learnerIds, (piece) => deps.store.workshops.attend(workshop.id, piece));
  }
  const count = inserted.reduce((sum, { size }) => sum + size, 0);
  const stored =
    count === wanted.size
      ? new Map([...earlier, ...wanted])
      : await readAwards(deps, batch, learnerIds);
  return lines.flatMap((line) => {
    const award = stored.get(keyOf(line));
    return award ? [{ ...line, award }] : [];
  });
}

/** The award of each line that has none yet, by learner and occasion. */
function wantedAwards(
  deps: AwardingDeps,
  batch: PreparedBatch,
  lines: readonly Placed[],
  {
    common,
    earlier,
  }: {
    readonly common: Omit<Award, 'id' | 'learnerId' | 'occasion'>;
    readonly earlier: ReadonlyMap<string, Award>;
  },
): ReadonlyMap<string, Award> {
  const wanted = new Map<string, Award>();
  for (const line of lines) {
    const key = keyOf(line);
    if (earlier.has(key)) continue;
    const { learnerId, occasion } = line;
    wanted.set(key, { ...common, id: awardIdOf(deps, batch, line), learnerId, occasion });
  }
  return wanted;
}

type Occasion = Pick<Award, 'learnerId' | 'occasion'>;

function keyOf({ learnerId, occasion }: Occasion): string {
  return JSON.stringify([learnerId, occasion]);
}

/** What these learners were awarded for each occasion, in whichever language. */
async function readAwards(
  { store }: Pick<AwardingDeps, 'store'>,
  { command, achievement }: PreparedBatch,
  learnerIds: readonly string[],
): Promise<ReadonlyMap<string, Award>> {
  const awards = await awardsOfBadge(store, command.profileId, learnerIds, achievement);
  return standingBy(keyOf, awards);
}

/**
 * The same for every language of an achievement: two who award it at the same instant, each in
 * another language, insert one row under one id. Made of the learner's id, which is random and
 * never public, so nobody guesses it.
 */
function awardIdOf(
  { sha256Hex }: Pick<AwardingDeps, 'sha256Hex'>,
  { command: { profileId }, achievement }: PreparedBatch,
  { learnerId, occasion }: Occasion,
): string {
  const key = ['award', profileId, learnerId, groupIdOf(achievement), occasion];
  const hex = sha256Hex(JSON.stringify(key));
  // A UUID of version 8, whose bits are the maker's own.
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`];
  return [...parts, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/** The idempotency key of the batch: what the list says, the achievement and the profile. */
function batchKey({ sha256Hex }: Pick<AwardingDeps, 'sha256Hex'>, { command }: PreparedBatch) {
  const { profileId, achievementId, occasion, list } = command;
  return sha256Hex(JSON.stringify([profileId, achievementId, occasion, list]));
}

async function placeWorkshop(
  deps: AwardingDeps,
  profileId: string,
  workshop: BatchOptions['workshop'],
): Promise<Workshop | undefined> {
  if (!workshop) return undefined;
  const made = { ...workshop, id: deps.newId(), profileId, createdAt: deps.now().toISOString() };
  if (await deps.store.workshops.insert(made)) return made;
  return deps.store.workshops.byTitle(profileId, workshop.title, workshop.date);
}
