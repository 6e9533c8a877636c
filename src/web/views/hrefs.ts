/** Addresses of the pages of the team, each written once. */

export function batchHref(batchId: string): string {
  return `/workshops/batches/${encodeURIComponent(batchId)}`;
}

export function workshopHref(workshopId: string): string {
  return `/workshops/${encodeURIComponent(workshopId)}`;
}

/** The form of awarding, to the people of a workshop. */
export function nextListHref(workshopId: string): string {
  return `/workshops/new?workshop=${encodeURIComponent(workshopId)}`;
}

export function awardHref(awardId: string): string {
  return `/workshops/awards/${encodeURIComponent(awardId)}`;
}

export function personHref(learnerId: string): string {
  return `/people/${encodeURIComponent(learnerId)}`;
}

export function consentHref(learnerId: string): string {
  return `${personHref(learnerId)}/consent`;
}

/** Where a holder of parental authority answers. */
export function guardianHref(secret: string): string {
  return `/consent/${encodeURIComponent(secret)}`;
}
