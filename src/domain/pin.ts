/** Four to six figures. */
export const PIN_PATTERN = /^\d{4,6}$/;

/**
 * Whether somebody who knows the person, or nobody, would try this PIN first: one figure alone,
 * figures in a row, a few over and over, a year.
 */
export function isEasyPin(pin: string): boolean {
  const steps = [...pin].slice(1).map((figure, at) => (Number(figure) - Number(pin[at]) + 10) % 10);
  const [first] = steps;
  const isEven = steps.every((step) => step === first);
  return (isEven && [0, 1, 9].includes(first ?? 0)) || /^(\d{2,3})\1+$/.test(pin) || isYear(pin);
}

function isYear(pin: string): boolean {
  return /^(19|20)\d\d$/.test(pin);
}
