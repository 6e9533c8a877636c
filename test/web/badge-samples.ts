import type { Actor } from '../../src/domain/actor.ts';
import type { DraftText, DraftWording } from '../../src/domain/draft.ts';
import { createDraft } from '../../src/usecases/achievements/create-draft.ts';
import { openDraft } from '../../src/usecases/achievements/open-draft.ts';
import { publishDraft } from '../../src/usecases/achievements/publish-draft.ts';
import { saveDraft } from '../../src/usecases/achievements/save-draft.ts';
import type { Centre, TestWeb } from './start-web.ts';

interface Place {
  readonly web: Pick<TestWeb, 'deps'>;
  readonly centre: Pick<Centre, 'profile'>;
}

export const FRENCH: DraftWording = {
  name: 'Voix de la radio',
  description: 'Prépare et enregistre une chronique de trois minutes.',
  criteria: 'La personne a :\n\n- écrit sa chronique ;\n- enregistré sa voix ;\n- monté le son.',
  imageAlt: 'Un micro brodé',
  tags: ['radio'],
};

export const ENGLISH: DraftWording = {
  name: 'Voice of the radio',
  description: 'Prepares and records a three-minute report.',
  criteria:
    'The person has:\n\n- written their report;\n- recorded their voice;\n- edited the sound.',
  imageAlt: 'A stitched microphone',
  tags: ['broadcasting'],
};

export function authorOf({ profile }: Pick<Centre, 'profile'>): Actor & { kind: 'member' } {
  return { kind: 'member', memberId: 'someone', profileId: profile.id, role: 'awarder' };
}

/** An open draft with this text, complete in French unless said otherwise. */
export async function newDraft(
  { web, centre }: Place,
  text: Partial<DraftText> = { fr: FRENCH },
): Promise<{ draftId: string }> {
  const actor = authorOf(centre);
  const draft = await createDraft(web.deps, actor, { from: 'nothing', inLanguage: 'fr' });
  const opened = await openDraft(web.deps, actor, draft.id);
  await saveDraft(web.deps, actor, {
    draftId: draft.id,
    base: opened.number,
    text: { ...opened.text, ...text },
  });
  return { draftId: draft.id };
}

/** A badge that was just published. */
export async function newBadge(
  place: Place,
  text: Partial<DraftText> = { fr: FRENCH },
): Promise<{ id: string }> {
  const { draftId } = await newDraft(place, text);
  const [first] = await publishDraft(place.web.deps, authorOf(place.centre), draftId);
  if (!first) throw new Error('Nothing was published.');
  return { id: first.id };
}
