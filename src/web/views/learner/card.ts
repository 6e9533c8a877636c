import type { Typed } from '../../check-form.ts';
import type { Words } from '../../words.ts';
import { type Field, field, NO_NOTICE, type Notice, type Problems, problems } from '../parts.ts';

/** Where a card opens its backpack. */
export interface CardView {
  readonly title: string;
  /** Whose backpack is open here; empty when none is. */
  readonly open: string;
  readonly notice: Notice;
  readonly problems: Problems;
  readonly code: Field;
  readonly isTablet: boolean;
  /** Whether the page waits for a tap before it opens what was scanned. */
  readonly isFromElsewhere: boolean;
  /** Whether the open backpack is to be left for another. */
  readonly ask: ReadonlyArray<{
    readonly name: string;
    readonly value: string;
    readonly text: string;
    readonly yes: string;
    readonly no: string;
  }>;
}

export interface CardState {
  readonly open?: string;
  readonly refused?: 'code_typo' | 'card_unknown';
  readonly typed?: Typed;
  readonly isTablet: boolean;
  readonly isFromElsewhere?: boolean;
  /** Of a card of somebody else: whose it is, and what was given of it. */
  readonly ask?: {
    readonly name: string;
    readonly field: { readonly name: string; readonly value: string } | undefined;
  };
}

export function cardView(
  words: Words,
  { open = '', refused, typed = {}, isTablet, isFromElsewhere = false, ask }: CardState,
): CardView {
  const errors = refused === 'code_typo' ? { code: words.error('code_typo') } : {};
  const code = field(
    {
      name: 'code',
      label: words.t('card.code'),
      hint: words.t('card.codeHint'),
      required: true,
      maxlength: 40,
    },
    typed,
    errors,
  );
  return {
    title: ask
      ? words.t('card.askTitle', { name: ask.name })
      : words.t(open ? 'card.isOpen' : 'card.title', { name: open }),
    open,
    isFromElsewhere,
    ask: ask?.field
      ? [
          {
            ...ask.field,
            text: words.t('card.askText', { open }),
            yes: words.t('card.askYes', { name: ask.name }),
            no: words.t('card.askNo', { open }),
          },
        ]
      : [],
    notice: refused === 'card_unknown' ? unknownCard(words) : NO_NOTICE,
    problems: problems(words, errors, [code]),
    code,
    isTablet,
  };
}

/** One and the same for a card that is void, over, or never was. */
function unknownCard(words: Words): Notice {
  return { kind: 'bad', text: words.error('card_unknown') };
}
