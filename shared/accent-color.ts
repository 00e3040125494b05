/**
 * The colour that an organisation gives its pages: whether white text reads on it, and the shades that pages take from it.
 *
 * Contrast is that of WCAG 2.2 (relative luminance). It knows no page and no setting; a colour is `#rrggbb`.
 */

/** WCAG 2.2, 1.4.3: for text of normal size. */
export const READABLE_CONTRAST_MIN = 4.5;

export function isColor(value: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(value);
}

/** From 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** `share` of the first colour, and the rest of the second. */
export function mixColors(one: string, other: string, share: number): string {
  const others = channelsOf(other);
  const mixed = channelsOf(one).map((value, index) => Math.round(value * share + (others[index] ?? 0) * (1 - share)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function luminanceOf(color: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(color).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channelsOf(color: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16));
}
