import { displayName, type Learner } from '../../../domain/learner.ts';
import type { Link } from '../../../domain/link.ts';
import { isIssuer, type Profile } from '../../../domain/profile.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { NO_NOTICE, type Notice } from '../parts.ts';

/** Everything that is about the person and not about a badge. */
export interface MeView {
  readonly title: string;
  /** Where they belong to. */
  readonly centre: string;
  readonly notice: Notice;
  /** Whether they are asked anew what they agreed to when they were younger. */
  readonly isToAnswer: boolean;
  readonly groups: ReadonlyArray<{
    readonly id: string;
    readonly title: string;
    readonly rows: readonly MeRow[];
  }>;
}

interface MeRow {
  readonly href: string;
  readonly icon: string;
  readonly label: string;
  readonly note: string;
}

export interface Me {
  readonly learner: Learner;
  readonly profile: Profile;
  readonly cards: number;
  readonly hasPin: boolean;
  readonly addresses: number;
  readonly passkeys: number;
  readonly devices: number;
  /** Whether the erasure of everything is under way. */
  readonly isLeaving: boolean;
  /** Whether they grew up since they agreed to something: then they are asked again. */
  readonly isToAnswer: boolean;
  /** What was just done, as the address says. */
  readonly done: unknown;
}

export function meView(words: Words, me: Me): MeView {
  const { t } = words;
  const { learner, profile } = me;
  const place = plainText(profile.insideName ?? profile.name);
  return {
    title: t('me.title', { name: plainText(displayName(learner)) }),
    centre: isIssuer(profile) ? t('me.centre', { centre: place }) : t('me.alone'),
    notice: noticeOf(words, me.done),
    isToAnswer: me.isToAnswer,
    groups: [
      { id: 'ways', title: t('me.ways'), rows: waysOf(words, me) },
      { id: 'choices', title: t('me.choices'), rows: choicesOf(words) },
      { id: 'leaving', title: t('me.leaving'), rows: leavingOf(words, me) },
    ],
  };
}

function waysOf({ t }: Words, me: Me): MeRow[] {
  return [
    {
      href: '/backpack/me/cards',
      icon: 'id-card',
      label: t('me.cards'),
      note: me.cards > 0 ? t('me.cardsNote', { count: me.cards }) : t('me.cardsNone'),
    },
    {
      href: me.hasPin ? '/backpack/me/pin' : '/backpack/pin?returnTo=%2Fbackpack%2Fme%3Fdone%3Dpin',
      icon: 'lock',
      label: t('me.pin'),
      note: t(me.hasPin ? 'me.pinNote' : 'me.pinNone'),
    },
    {
      href: '/backpack/me/email',
      icon: 'mail',
      label: t('me.email'),
      note: me.addresses > 0 ? t('me.emailNote', { count: me.addresses }) : t('me.emailNone'),
    },
    {
      href: '/backpack/me/passkeys',
      icon: 'key-round',
      label: t('me.passkeys'),
      note: me.passkeys > 0 ? t('me.passkeysNote', { count: me.passkeys }) : t('me.passkeysNone'),
    },
    {
      href: '/backpack/me/devices',
      icon: 'smartphone',
      label: t('me.devices'),
      note: t('me.devicesNote', { count: me.devices }),
    },
  ];
}

function choicesOf({ t, language }: Words): MeRow[] {
  const other = language === 'fr' ? 'en' : 'fr';
  return [
    {
      href: '/backpack/me/consent',
      icon: 'hand',
      label: t('ownConsent.title'),
      note: t('me.consentNote'),
    },
    { href: '/backpack/me/data', icon: 'eye', label: t('me.data'), note: t('me.dataNote') },
    {
      href: `/backpack/me?lang=${other}`,
      icon: 'languages',
      label: t('me.language'),
      note: t('me.languageNote'),
    },
  ];
}

function leavingOf({ t }: Words, { isLeaving }: Me): MeRow[] {
  return [
    {
      href: '/backpack/me/export',
      icon: 'package',
      label: t('me.export'),
      note: t('me.exportNote'),
    },
    {
      href: '/backpack/me/delete',
      icon: 'trash-2',
      label: t('me.delete'),
      note: t(isLeaving ? 'me.deleteWaits' : 'me.deleteNote'),
    },
  ];
}

function noticeOf({ t }: Words, done: unknown): Notice {
  if (done === 'pin') return { kind: 'good', text: t('me.pinDone') };
  if (done === 'stayed') return { kind: 'good', text: t('me.stayed') };
  return NO_NOTICE;
}

/** The browsers in which a backpack is open. */
export interface DevicesView {
  readonly title: string;
  readonly sessions: ReadonlyArray<{
    readonly text: string;
    readonly note: string;
    /** A word beside it; empty for none. */
    readonly tag: string;
    /** Empty for the one that looks. */
    readonly action: string;
    readonly label: string;
  }>;
  readonly hasOthers: boolean;
}

export function devicesView(words: Words, sessions: readonly Link[], current: string): DevicesView {
  return {
    title: words.t('devices.title'),
    sessions: sessions.map(({ secretHash, note, createdAt, binding = '' }) => {
      const isCurrent = secretHash === current;
      const text = plainText(note) || words.t('devices.unknown');
      const since = words.t(openedKey(binding), { date: words.day(createdAt) });
      return {
        text,
        note: since,
        tag: isCurrent ? words.t('devices.this') : '',
        action: isCurrent ? '' : `/backpack/me/devices/${encodeURIComponent(secretHash)}/end`,
        label: words.t('devices.endNamed', { device: text, opened: since }),
      };
    }),
    hasOthers: sessions.length > 1,
  };
}

/** How it was opened: a learner tells by it what was them. */
function openedKey(via: string) {
  const [kind] = via.split(':');
  if (kind === 'address' || kind === 'passkey' || kind === 'member')
    return `devices.by.${kind}` as const;
  return 'devices.by.card' as const;
}
