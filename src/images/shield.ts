const CENTRE = 300;
const TOP = 46;
const HALF_WIDTH = 226;
/** Height at which the straight sides begin to curve. */
const SHOULDER = 250;
const SIDE_RADIUS = 318;
const CORNER_RADIUS = 34;
const TIP_RADIUS = 26;

export interface Outline {
  /** Closed and clockwise; it starts in the middle of a side or of a curve. */
  path: string;
  /** Length of the closed path in user units: what an even row of stitches is divided from. */
  length: number;
}

/**
 * The outline of the crest, `inset` units inside its edge. The sides are arcs around fixed
 * centres, so that two outlines are truly parallel.
 */
export function shieldOutline(inset: number): Outline {
  const half = HALF_WIDTH - inset;
  const top = TOP + inset;
  const corner = Math.max(CORNER_RADIUS - inset, 10);
  const side = SIDE_RADIUS - inset;
  const tip = Math.max(TIP_RADIUS - inset / 2, 8);

  // The tip's circle touches both sides from within.
  const sideCentre = half - side;
  const tipCentre = SHOULDER + Math.sqrt((side - tip) ** 2 - sideCentre ** 2);
  const touchX = sideCentre - (sideCentre * side) / (side - tip);
  const touchY = SHOULDER + ((tipCentre - SHOULDER) * side) / (side - tip);

  const x = (offset: number) => round(CENTRE + offset);
  const path =
    `M${CENTRE} ${round(top)}H${x(half - corner)}` +
    `A${round(corner)} ${round(corner)} 0 0 1 ${x(half)} ${round(top + corner)}V${SHOULDER}` +
    `A${round(side)} ${round(side)} 0 0 1 ${x(touchX)} ${round(touchY)}` +
    `A${round(tip)} ${round(tip)} 0 0 1 ${x(-touchX)} ${round(touchY)}` +
    `A${round(side)} ${round(side)} 0 0 1 ${x(-half)} ${SHOULDER}V${round(top + corner)}` +
    `A${round(corner)} ${round(corner)} 0 0 1 ${x(corner - half)} ${round(top)}Z`;

  const sideAngle = Math.acos(-sideCentre / (side - tip));
  const halfLength =
    half -
    corner +
    (Math.PI / 2) * corner +
    (SHOULDER - top - corner) +
    sideAngle * side +
    (Math.PI / 2 - sideAngle) * tip;
  return { path, length: 2 * halfLength };
}

/** Hundredths are far below a pixel, and short. */
export function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
