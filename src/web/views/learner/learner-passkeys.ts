import type { Passkey } from '../../../domain/passkey.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { type Field, field, NO_NOTICE, type Notice } from '../parts.ts';

/** The devices that open a learner's backpack by themselves. */
export interface LearnerPasskeysView {
  readonly title: string;
  readonly notice: Notice;
  readonly passkeys: ReadonlyArray<{
    readonly text: string;
    readonly note: string;
    readonly action: string;
    readonly label: string;
  }>;
  /** A shared tablet keeps no key. */
  readonly isTablet: boolean;
  readonly name: Field;
}

interface PasskeysState {
  readonly isAdded?: boolean;
  readonly device?: string;
  readonly isTablet?: boolean;
}

export function learnerPasskeysView(
  words: Words,
  passkeys: readonly Passkey[],
  { isAdded = false, device = '', isTablet = false }: PasskeysState = {},
): LearnerPasskeysView {
  return {
    title: words.t('learnerPasskeys.title'),
    notice: isAdded ? { kind: 'good', text: words.t('learnerPasskeys.added') } : NO_NOTICE,
    passkeys: passkeys.map(({ id, name, createdAt }) => {
      const text = plainText(name);
      return {
        text,
        note: words.t('learnerPasskeys.since', { date: words.day(createdAt) }),
        action: `/backpack/me/passkeys/${encodeURIComponent(id)}/remove`,
        label: words.t('learnerPasskeys.removeNamed', { name: text }),
      };
    }),
    isTablet,
    name: field({
      id: 'passkey-name',
      name: 'name',
      label: words.t('learnerPasskeys.name'),
      hint: words.t('learnerPasskeys.nameHint'),
      value: device,
      required: true,
      maxlength: 60,
    }),
  };
}
