import Handlebars from 'handlebars/runtime.js';
import { LANGUAGES, type Language } from './locales.ts';
import { addHelpers } from './template-helpers.ts';
import type { AccessibilityView } from './views/accessibility.ts';
import type { AccountView } from './views/account.ts';
import type { AchievementView } from './views/achievement.ts';
import type { ApiView } from './views/api.ts';
import type { AskCorrectionView } from './views/ask-correction.ts';
import type { AwardView } from './views/award.ts';
import type { AwardPhotosView } from './views/award-photos.ts';
import type { AwardPreviewView } from './views/award-preview.ts';
import type { AwardProgressView } from './views/award-progress.ts';
import type { AwardReportView } from './views/award-report.ts';
import type { BackpackView } from './views/backpack.ts';
import type { BackpackAwayView } from './views/backpack-away.ts';
import type { BackpackCollectionView, CollectionFormView } from './views/backpack-collection.ts';
import type { BackpackSkillsView } from './views/backpack-skills.ts';
import type { BackpackStoryView } from './views/backpack-story.ts';
import type { BadgeCatalogueView, BadgeEntryView } from './views/badge-catalogue.ts';
import type { BadgeDetailView } from './views/badge-detail.ts';
import type { BadgeDraftView } from './views/badge-draft.ts';
import type { BadgeNewView } from './views/badge-new.ts';
import type { BadgePictureView } from './views/badge-picture.ts';
import type { BadgesView } from './views/badges.ts';
import type { CardView } from './views/card.ts';
import type { CentreView } from './views/centre.ts';
import type { ConsentsView } from './views/consents.ts';
import type { ControlKeyView } from './views/control-key.ts';
import type { CorrectView } from './views/correct.ts';
import type { CorrectPreviewView } from './views/correct-preview.ts';
import type { EmbedView } from './views/embed.ts';
import type { EnterView } from './views/enter.ts';
import type { DeleteView, ErasureView, PersonErasureView } from './views/erasure.ts';
import type { ExportIndexView, ExportView } from './views/export.ts';
import type { FrameworksView } from './views/frameworks.ts';
import type { GuardianView } from './views/guardian.ts';
import type { GuardianLinkView } from './views/guardian-link.ts';
import type { HandOverView } from './views/hand-over.ts';
import type { HandedView } from './views/handed.ts';
import type { ImportedView, ImportView, RemoveImportView } from './views/import.ts';
import type { InboxView } from './views/inbox.ts';
import type { IssuerView } from './views/issuer.ts';
import type { LandingView } from './views/landing.ts';
import type { LearnerEmailView } from './views/learner-email.ts';
import type { LearnerLetterView } from './views/learner-letter.ts';
import type { LearnerPasskeysView } from './views/learner-passkeys.ts';
import type { LearnerCodeView, LearnerSignInView } from './views/learner-sign-in.ts';
import type { DevicesView, MeView } from './views/me.ts';
import type { OwnCardsView } from './views/own-cards.ts';
import type { OwnConsentView } from './views/own-consent.ts';
import type { OwnDataView } from './views/own-data.ts';
import type { FoundView, PeopleView } from './views/people.ts';
import type { PeopleCardsView } from './views/people-cards.ts';
import type { PersonView } from './views/person.ts';
import type { PersonAgeView } from './views/person-age.ts';
import type { PersonNameView } from './views/person-name.ts';
import type { PinView } from './views/pin.ts';
import type { ProblemView } from './views/problem.ts';
import type { ReportView } from './views/report.ts';
import type { RevokeView } from './views/revoke.ts';
import type { ShareView } from './views/share.ts';
import type { ShareListView } from './views/share-list.ts';
import type { ShareNewView } from './views/share-new.ts';
import type { OwnShareView, SharesView } from './views/shares.ts';
import type { CodeView, SignInView } from './views/sign-in.ts';
import type { SignUpView } from './views/sign-up.ts';
import type { TakeAlongView } from './views/take-along.ts';
import type { TeamView } from './views/team.ts';
import type { TokenMadeView, TokensView } from './views/tokens.ts';
import type { VerifyView } from './views/verify.ts';
import type { VerifyAboutView } from './views/verify-about.ts';
import type { VoidCardView } from './views/void-card.ts';
import type { WorkshopView } from './views/workshop.ts';
import type { WorkshopsView } from './views/workshops.ts';
import type { YourDataView } from './views/your-data.ts';

/** One entry per file in `templates/`. */
export interface Views {
  accessibility: AccessibilityView;
  account: AccountView;
  api: ApiView;
  achievement: AchievementView;
  'ask-correction': AskCorrectionView;
  award: AwardView;
  'award-preview': AwardPreviewView;
  'award-progress': AwardProgressView;
  'award-report': AwardReportView;
  backpack: BackpackView;
  'backpack-away': BackpackAwayView;
  'backpack-collection': BackpackCollectionView;
  'backpack-collection-form': CollectionFormView;
  'backpack-skills': BackpackSkillsView;
  'backpack-story': BackpackStoryView;
  card: CardView;
  'badge-picture': BadgePictureView;
  badges: BadgesView;
  'badge-catalogue': BadgeCatalogueView;
  'badge-entry': BadgeEntryView;
  'badge-detail': BadgeDetailView;
  'badge-draft': BadgeDraftView;
  'badge-new': BadgeNewView;
  export: ExportView;
  'export-index': ExportIndexView;
  frameworks: FrameworksView;
  enter: EnterView;
  delete: DeleteView;
  erasure: ErasureView;
  'person-erasure': PersonErasureView;
  me: MeView;
  devices: DevicesView;
  pin: PinView;
  'learner-email': LearnerEmailView;
  'learner-letter': LearnerLetterView;
  'learner-passkeys': LearnerPasskeysView;
  'learner-sign-in': LearnerSignInView;
  'learner-code': LearnerCodeView;
  'sign-up': SignUpView;
  handed: HandedView;
  import: ImportView;
  imported: ImportedView;
  'import-remove': RemoveImportView;
  inbox: InboxView;
  issuer: IssuerView;
  landing: LandingView;
  problem: ProblemView;
  /** Opens what its address carries after `#`. */
  q: { readonly title: string };
  share: ShareView;
  /** The one page of every share that shows nothing. */
  'share-closed': { readonly title: string };
  'share-list': ShareListView;
  'share-new': ShareNewView;
  'share-own': OwnShareView;
  'take-along': TakeAlongView;
  shares: SharesView;
  'control-key': ControlKeyView;
  embed: EmbedView;
  'sign-in': SignInView;
  'sign-in-code': CodeView;
  team: TeamView;
  tokens: TokensView;
  'token-made': TokenMadeView;
  verify: VerifyView;
  'verify-about': VerifyAboutView;
  workshops: WorkshopsView;
  workshop: WorkshopView;
  centre: CentreView;
  'hand-over': HandOverView;
  people: PeopleView;
  'people-found': FoundView;
  person: PersonView;
  'person-age': PersonAgeView;
  'person-name': PersonNameView;
  'person-consent': ConsentsView;
  'award-photos': AwardPhotosView;
  guardian: GuardianView;
  'guardian-link': GuardianLinkView;
  'own-consent': OwnConsentView;
  'own-data': OwnDataView;
  'your-data': YourDataView;
  report: ReportView;
  revoke: RevokeView;
  correct: CorrectView;
  'correct-preview': CorrectPreviewView;
  'own-cards': OwnCardsView;
  'people-cards': PeopleCardsView;
  'void-card': VoidCardView;
}

/** What the layout prints around every view. */
export interface Frame {
  readonly language: Language;
  /** The other language; absent on a page that cannot be asked for again by its address. */
  readonly other?: { readonly language: Language; readonly name: string; readonly href: string };
  /** The member whose page it is; absent on the pages of everybody else. */
  readonly member?: {
    readonly profile: string;
    readonly isOwner: boolean;
    /** See `csrfOf`. */
    readonly csrf: string;
    /** `award`, or the first part of the address: `workshops`, `badges`, `people`, `team`, `account`. */
    readonly here: string;
  };
  /** The learner whose page it is; absent on the pages of everybody else. */
  readonly learner?: {
    readonly name: string;
    readonly csrf: string;
    /** A shared tablet forgets after a minute. */
    readonly isTablet: boolean;
    /** Whether to offer that this browser stays in the backpack, and whether it does: at home alone. */
    readonly mayStay: boolean;
    readonly stays: boolean;
    /** The day on which everything will be erased; empty when nobody asked for it. */
    readonly erasedOn: string;
    /** `backpack`, `shares`, `skills` or `me`. */
    readonly here: string;
  };
}

/** Names to precompiled templates, as the build makes them. */
export interface Templates {
  readonly pages: Readonly<Record<string, unknown>>;
  readonly partials: Readonly<Record<string, unknown>>;
  /** What is inside the 24 by 24 units of each icon named in `templates/icons.json`. */
  readonly icons: Readonly<Record<string, string>>;
}

export type Render = <Name extends keyof Views>(
  name: Name,
  view: Views[Name],
  frame: Frame,
) => string;

/**
 * Prints views with the precompiled templates: nothing is compiled here, and a field or sentence
 * that a template asks for and that is not there throws.
 */
export function createRenderer(templates: Templates): Render {
  const byLanguage = new Map(
    LANGUAGES.map((language) => [language, pagesIn(language, templates)] as const),
  );
  return (name, view, frame) => {
    const print = byLanguage.get(frame.language)?.get(name);
    if (!print) throw new Error(`No template ${name}.`);
    return print({
      ...view,
      frame: { other: undefined, member: undefined, learner: undefined, ...frame },
    });
  };
}

function pagesIn(language: Language, { pages, partials, icons }: Templates) {
  const handlebars = Handlebars.create();
  addHelpers(handlebars, language, icons);
  handlebars.registerHelper(
    'current',
    (place: string, { data }: { data: { root: { frame: Frame } } }) =>
      (data.root.frame.member ?? data.root.frame.learner)?.here === place
        ? new handlebars.SafeString(' aria-current="true"')
        : '',
  );
  for (const [name, template] of Object.entries(partials)) {
    handlebars.registerPartial(name, handlebars.template(template));
  }
  return new Map(
    Object.entries(pages).map(([name, template]) => [name, handlebars.template(template)]),
  );
}
