import type { Award, SignedCredential, Workshop } from '../../src/domain/award.ts';
import { fullNameKey, type Learner, nameKey } from '../../src/domain/learner.ts';
import type { LedgerWriter } from '../../src/usecases/awarding/ledger-writer.ts';
import { badgeId } from '../../src/usecases/awarding/newest-badges.ts';
import type { Store } from '../../src/usecases/ports.ts';

interface Deps {
  readonly store: Store;
  readonly ledger: LedgerWriter;
  newId(): string;
}

interface Size {
  readonly profileId: string;
  readonly achievementIds: readonly string[];
  readonly people: number;
  /** At most one a person and achievement. */
  readonly awards: number;
  readonly workshops: number;
}

const FIRST_NAMES =
  'Léa,Noé,Élodie,Mamadou,Chloé,Zoé,Yanis,Inès,Aïcha,Théo,Jade,Ousmane,Maël,Soléna,Nùria,Ludivine,Gaëtan,Fatoumata,İlker,Øyvind'.split(
    ',',
  );
const LAST_NAMES =
  'Martin,Ben Ali,D’Arc,Nguyễn,Lefèvre,Diallo,Petit,Muñoz,Traoré,Łukasz,García,Dupont,Sørensen,Benoît,O’Brien,Keïta,Roux,Haddad'.split(
    ',',
  );
/** As many rows as one page of the store. */
const CHUNK = 1000;
const FIRST_DAY = Date.UTC(2026, 0, 5);
const DAY = 86_400_000;

/**
 * Fills a profile with people, workshops and awards, straight into the store: for measuring pages
 * and searches. What is signed is a stand-in; nothing of it verifies.
 */
export async function fillWithMany(deps: Deps, size: Size): Promise<void> {
  const { store } = deps;
  const learners = Array.from({ length: size.people }, (_, at) => learner(deps, size, at));
  for (const chunk of chunks(learners)) await store.learners.insertMany(chunk);
  const workshops = Array.from({ length: size.workshops }, (_, at) => workshop(deps, size, at));
  for (const one of workshops) await store.workshops.insert(one);
  const awards = Array.from({ length: size.awards }, (_, at) =>
    award(deps, size, at, learners, workshops),
  );
  for (const chunk of chunks(awards)) {
    await store.awards.insertMany(chunk);
    const credentials = chunk.map(standIn);
    await deps.ledger.append((entryOf) =>
      store.credentials.commit(credentials, (added) =>
        entryOf(
          added.map(({ id, issuedAt }) => ({
            kind: 'issued',
            credentialRowId: id,
            digest: '',
            at: issuedAt,
          })),
        ),
      ),
    );
  }
  for (const { id } of workshops) {
    const there = awards.filter(({ workshopId }) => workshopId === id);
    await store.workshops.attend(
      id,
      there.map(({ learnerId }) => learnerId),
    );
  }
}

function learner(deps: Deps, { profileId }: Size, at: number): Learner {
  const name = {
    firstName: FIRST_NAMES[at % FIRST_NAMES.length] ?? '',
    lastName: `${LAST_NAMES[Math.floor(at / FIRST_NAMES.length) % LAST_NAMES.length]}-${at}`,
    nickname: at % 7 === 0 ? `Surnom${at}` : '',
  };
  return {
    id: deps.newId(),
    profileId,
    nameKey: nameKey(name),
    fullNameKey: fullNameKey(name),
    ...name,
    createdAt: new Date(FIRST_DAY).toISOString(),
  };
}

function workshop(deps: Deps, { profileId }: Size, at: number): Workshop {
  return {
    id: deps.newId(),
    profileId,
    title: `Atelier ${at}`,
    date: new Date(FIRST_DAY + (at % 300) * DAY).toISOString().slice(0, 10),
    place: 'Salle verte',
    createdAt: new Date(FIRST_DAY).toISOString(),
  };
}

function award(
  deps: Deps,
  { profileId, achievementIds, people }: Size,
  at: number,
  learners: readonly Learner[],
  workshops: readonly Workshop[],
): Award {
  const place = workshops[at % workshops.length];
  return {
    id: deps.newId(),
    profileId,
    learnerId: learners[at % people]?.id ?? '',
    achievementId:
      achievementIds[(Math.floor(at / people) + (at % people)) % achievementIds.length] ?? '',
    ...(place ? { workshopId: place.id } : {}),
    awardedBy: 'operator',
    occasion: '',
    awardedDate: `${new Date(FIRST_DAY + at * 1000).toISOString().slice(0, 19)}Z`,
    state: 'intended',
  };
}

function standIn({ id, profileId }: Award): SignedCredential {
  return {
    id: badgeId(id),
    profileId,
    awardId: id,
    credentialId: `urn:uuid:${id}`,
    kind: 'badge',
    form: 'data-integrity',
    text: '{}',
    issuedAt: new Date(FIRST_DAY).toISOString(),
  };
}

function chunks<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, at) =>
    rows.slice(at * CHUNK, (at + 1) * CHUNK),
  );
}
