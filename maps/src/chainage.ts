/**
 * Chainage (lý trình) as text: "Km3+1135" is 1135 m after post Km3 and stays itself.
 * Reading and writing only; what a chainage means on the ground is the server's to say (/api/locate).
 */
export interface Chainage {
  readonly km: number;
  readonly m: number;
}

const PATTERN = /^\s*k\s*m\s*\.?\s*(\d{1,4})\s*(?:[+:]\s*(\d{1,4}(?:[.,]\d{1,2})?))?\s*m?\s*$/i;

/** "Km2178+500", "KM 2178 + 500", "km3+1135", "Km12", "Km0+094,25" → Chainage; anything else → null. */
export function parseChainage(text: string): Chainage | null {
  const found = PATTERN.exec(text);
  if (!found) return null;
  return { km: Number(found[1]), m: found[2] ? Number(found[2].replace(',', '.')) : 0 };
}

/** Chainage → "Km2178+500"; decimals only when there are some: "Km0+094.25". */
export function formatChainage({ km, m }: Chainage): string {
  const cents = Math.round(m * 100);
  const whole = String(Math.floor(cents / 100)).padStart(3, '0');
  const rest = cents % 100;
  return `Km${km}+${whole}${rest ? `.${String(rest).padStart(2, '0')}` : ''}`;
}
