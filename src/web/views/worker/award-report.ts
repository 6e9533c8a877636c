import type { BatchLine } from '../../../domain/batch.ts';
import type { OpenedBatch, ReportedLine } from '../../../usecases/awarding/open-batch.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { awardHref, batchHref, nextListHref, personHref } from '../hrefs.ts';
import { NO_NOTICE, type Notice } from '../parts.ts';
import { type BadgeView, badgeView, type WorkshopFacts, workshopFacts } from './award-facts.ts';
import { fullName } from './award-names.ts';

export interface AwardReportView {
  readonly title: string;
  readonly notice: Notice;
  readonly lead: string;
  /** Whether it went as the worker meant it. */
  readonly isGood: boolean;
  readonly badge: BadgeView;
  readonly workshop: WorkshopFacts;
  /** The action of the form that takes all back; empty when it is too late, or done. */
  readonly undo: string;
  readonly finishUndo: string;
  readonly resume: string;
  readonly again: string;
  /** Empty when everybody has a link already. */
  readonly handOver: string;
  readonly print: string;
  readonly lines: readonly LineView[];
  /** The same people once more, another badge. */
  readonly next: string;
}

interface LineView {
  readonly name: string;
  readonly href: string;
  readonly icon: string;
  readonly kind: 'good' | 'late' | 'bad' | 'unsure';
  readonly text: string;
  /** The badge as a picture; empty when there is none. */
  readonly file: string;
  readonly fileLabel: string;
}

export function awardReportView(
  words: Words,
  opened: OpenedBatch & { readonly state: 'reported' },
  notice: Notice = NO_NOTICE,
): AwardReportView {
  const { batch, lines, undoneAt, isHalfUndone, isWaiting } = opened;
  const href = batchHref(batch.id);
  const awarded = lines.filter(({ outcome, revoked }) => outcome === 'awarded' && !revoked);
  const { workshopId, withoutLink } = opened;
  return {
    title: titleOf(words, opened, awarded.length),
    notice,
    lead: leadOf(words, opened, awarded.length),
    isGood: !undoneAt && !isWaiting && awarded.length > 0,
    badge: badgeView(opened.achievement),
    workshop: workshopFacts(words, batch),
    undo: opened.undoUntil ? `${href}/undo` : '',
    finishUndo: isHalfUndone ? `${href}/undo` : '',
    resume: isWaiting ? `${href}/award` : '',
    again: undoneAt && !isHalfUndone ? `${href}/again` : '',
    handOver: withoutLink > 0 ? words.t('awardReport.handOverText', { count: withoutLink }) : '',
    print: `${href}/print`,
    lines: lines.map((line) => lineView(words, line, opened)),
    next: workshopId && !undoneAt ? nextListHref(workshopId) : '',
  };
}

type Reported = OpenedBatch & { readonly state: 'reported' };

function titleOf(words: Words, { undoneAt }: Reported, count: number): string {
  if (undoneAt) return words.t('awardReport.titleUndone');
  return count > 0 ? words.t('awardReport.title', { count }) : words.t('awardReport.titleNone');
}

function leadOf(words: Words, reported: Reported, count: number): string {
  if (reported.isHalfUndone) return words.t('awardReport.halfUndone');
  if (reported.undoneAt) return words.t('awardReport.undone');
  if (reported.isWaiting) return words.t('awardReport.waiting');
  return words.t(count > 0 ? 'awardReport.done' : 'awardReport.none');
}

const LOOKS: Readonly<Record<BatchLine['outcome'], Pick<LineView, 'icon' | 'kind'>>> = {
  awarded: { icon: 'circle-check', kind: 'good' },
  already_awarded: { icon: 'check', kind: 'unsure' },
  ambiguous: { icon: 'circle-question-mark', kind: 'late' },
  waiting: { icon: 'clock', kind: 'late' },
  refused: { icon: 'circle-x', kind: 'bad' },
  left_out: { icon: 'circle-minus', kind: 'unsure' },
};

function lineView(words: Words, line: ReportedLine, opened: Reported): LineView {
  const { learnerId, outcome, revoked } = line;
  const takenBack = opened.undoneAt ? 'awardReport.undoneLine' : 'awardReport.revoked';
  const look = revoked ? ({ icon: 'undo-2', kind: 'unsure' } as const) : LOOKS[outcome];
  return {
    name: fullName(line.name) || words.t('awardPreview.line', { line: line.line }),
    href: learnerId ? personHref(learnerId) : '',
    ...look,
    text: revoked ? words.t(takenBack) : textOf(words, line),
    ...fileOf(words, line, opened),
  };
}

/** The badge of a line as a picture that carries it; nothing where there is none. */
function fileOf(words: Words, { awardId, outcome, revoked, name }: ReportedLine, opened: Reported) {
  const has = awardId !== undefined && !revoked && HELD.has(outcome);
  if (!has) return { file: '', fileLabel: '' };
  const achievement = plainText(opened.achievement.name);
  const params = { achievement, learner: fullName(name) };
  return {
    file: `${awardHref(awardId)}/badge.png`,
    fileLabel: words.t('awardReport.fileNamed', params),
  };
}

const HELD: ReadonlySet<BatchLine['outcome']> = new Set(['awarded', 'already_awarded']);

function textOf(words: Words, { outcome, code, fresh }: ReportedLine): string {
  switch (outcome) {
    case 'awarded':
      return words.t(fresh ? 'awardReport.awardedNew' : 'awardReport.awarded');
    case 'already_awarded':
      return words.t('awardReport.already');
    case 'ambiguous':
      return words.t('awardReport.ambiguous');
    case 'waiting':
      return words.t('awardReport.waitingLine', { reason: reasonOf(words, code) });
    case 'refused':
      return words.t('awardReport.refused', { reason: reasonOf(words, code) });
    case 'left_out':
      return words.t('awardReport.leftOut', { reason: reasonOf(words, code) });
  }
}

function reasonOf(words: Words, code: BatchLine['code']): string {
  switch (code) {
    case undefined:
      return '';
    case 'absent':
    case 'name_missing':
    case 'presence_unclear':
    case 'award_revoked':
      return words.t(`awardLine.${code}`);
    case 'duplicate':
    case 'homonym':
      return words.t(`awardLine.${code}Report`);
    default:
      return words.error(code);
  }
}
