import type { AchievementView } from './achievement.ts';
import type { AccessibilityView } from './everyone/accessibility.ts';
import type { ApiView } from './everyone/api.ts';
import type { ControlKeyView } from './everyone/control-key.ts';
import type { EmbedView } from './everyone/embed.ts';
import type { GuardianView } from './everyone/guardian.ts';
import type { IssuerView } from './everyone/issuer.ts';
import type { LandingView } from './everyone/landing.ts';
import type { ReportView } from './everyone/report.ts';
import type { ShareView } from './everyone/share.ts';
import type { ShareListView } from './everyone/share-list.ts';
import type { YourDataView } from './everyone/your-data.ts';
import type { ProblemView } from './problem.ts';
import type { VerifyView } from './verifier/verify.ts';
import type { VerifyAboutView } from './verifier/verify-about.ts';

/** What the templates of these pages print, by the name of their file. */
export interface EveryoneViews {
  accessibility: AccessibilityView;
  api: ApiView;
  achievement: AchievementView;
  issuer: IssuerView;
  landing: LandingView;
  problem: ProblemView;
  /** Opens what its address carries after `#`. */
  q: { readonly title: string };
  share: ShareView;
  /** The one page of every share that shows nothing. */
  'share-closed': { readonly title: string };
  'share-list': ShareListView;
  'control-key': ControlKeyView;
  embed: EmbedView;
  verify: VerifyView;
  'verify-about': VerifyAboutView;
  guardian: GuardianView;
  'your-data': YourDataView;
  report: ReportView;
}
