/** The question what the columns of a strange file are: the proposals of the server, what a person changed, and the answer. Pure. */
import type { Both, Run } from './run';

export interface Proposed {
  readonly column: string;
  readonly label: string;
  readonly target: string;
  readonly share: number;
  readonly because: 'name' | 'part-of-name' | 'content' | 'both' | 'profile' | '';
  readonly samples: readonly string[];
}
export interface Target { readonly name: string; readonly title_vi: string; readonly title_en: string }
/** How the table could be read, the rows being of one kind. `answers`: what else a remembered source says. */
export interface Proposal {
  readonly kind: string;
  readonly header_row: number;
  readonly sheet: string;
  readonly sheets: readonly string[];
  readonly columns: readonly Proposed[];
  readonly targets: readonly Target[];
  /** The coordinate systems there are. */
  readonly systems: readonly { readonly srid: number; readonly name: string }[];
  /** The rows are points on a map themselves. */
  readonly points?: boolean;
  /** The rows are lines on a map themselves. */
  readonly lines?: boolean;
  readonly profile?: string;
  readonly answers?: Readonly<Record<string, unknown>>;
}
/** What a person chose on the form; `meant`: column → field, where it differs from the proposal. */
export interface Choice {
  readonly kind: string;
  readonly meant: Readonly<Record<string, string>>;
  readonly road: string;
  readonly srid: string;
  readonly profile: string;
}
/** Fields that several columns may go to. */
const SEVERAL: readonly string[] = ['note', 'unit_text'];

export function proposalsOf(run: Run): readonly Proposal[] {
  return run.problem?.facts.reason === 'columns-to-confirm' ? (run.problem.facts.evidence as readonly Proposal[]) : [];
}

export function firstChoice(proposals: readonly Proposal[]): Choice {
  const { kind, profile, answers } = proposals[0]!;
  return { kind, meant: {}, road: String(answers?.road ?? ''), srid: String(answers?.srid ?? ''), profile: profile ?? '' };
}

export function chosen(proposals: readonly Proposal[], choice: Choice): Proposal {
  return proposals.find((one) => one.kind === choice.kind) ?? proposals[0]!;
}

export function targetOf(choice: Choice, one: Proposed): string {
  return choice.meant[one.column] ?? one.target;
}

/** Bridges and culverts may say where they are by coordinates alone, sections by their line. */
function isByShape({ kind, points, lines }: Proposal, targets: readonly string[]): boolean {
  if (kind === 'sections') return lines === true;
  return ['bridges', 'culverts'].includes(kind) && (points === true || (targets.includes('lon') && targets.includes('lat')));
}

/** Fields of which one set must be there to say where a row is, and what to say when none is. */
const PLACES: readonly (readonly string[])[] = [['chainage'], ['km'], ['public_id']];
const STRETCHES: readonly (readonly string[])[] = [['stretch'], ['from_chainage', 'to_chainage'], ['from_km', 'to_km'], ['from_m', 'to_m'], ['public_id']];
const NO_PLACE: Both = ['Chưa chọn cột lý trình (hoặc Km và m), hay kinh độ và vĩ độ.', 'No column says the chainage, or the coordinates, yet.'];
const NO_STRETCH: Both = ['Chưa chọn cột từ lý trình và cột đến lý trình (hoặc một cột ghi cả hai).', 'No columns say from where to where yet.'];

/** Why it cannot be confirmed as it stands; null when it can. */
export function whyNot(proposal: Proposal, choice: Choice): Both | null {
  const targets = proposal.columns.map((one) => targetOf(choice, one)).filter(Boolean);
  const twice = targets.find((target, at) => !SEVERAL.includes(target) && targets.indexOf(target) !== at);
  if (twice) {
    const title = proposal.targets.find(({ name }) => name === twice);
    return [`Hai cột cùng là “${title?.title_vi ?? twice}”.`, `Two columns are “${title?.title_en ?? twice}”.`];
  }
  if (proposal.kind === 'waterways') return null; // known by its line
  const roads = proposal.kind === 'roads';
  const byShape = isByShape(proposal, targets);
  const sections = proposal.kind === 'sections';
  if (!roads && !byShape && !(sections ? STRETCHES : PLACES).some((set) => set.every((name) => targets.includes(name)))) return sections ? NO_STRETCH : NO_PLACE;
  if (roads && !targets.includes('road') && !targets.includes('public_id')) return ['Chưa chọn cột mã đường.', 'No column says the code of the road yet.'];
  if (!byShape && !targets.includes('road') && !targets.includes('public_id') && !choice.road.trim()) return ['Tệp không có cột tuyến: ghi tuyến của cả tệp.', 'No column says the road: say which road the file is about.'];
  if (targets.some((target) => target === 'lon' || target === 'lat') && !choice.srid) return ['Chọn hệ toạ độ của các cột toạ độ.', 'Choose the coordinate system of the coordinates.'];
  return null;
}

/** What is sent. */
export function answerOf(proposal: Proposal, choice: Choice): Record<string, unknown> {
  return {
    kind: proposal.kind, header_row: proposal.header_row, sheet: proposal.sheet,
    columns: Object.fromEntries(proposal.columns.map((one) => [one.column, targetOf(choice, one)])),
    ...(proposal.answers?.swap_axes ? { swap_axes: true } : {}), ...(proposal.answers?.encoding ? { encoding: proposal.answers.encoding } : {}),
    ...(choice.srid ? { srid: Number(choice.srid) } : {}), ...(choice.road.trim() ? { road: choice.road.trim() } : {}), ...(choice.profile.trim() ? { profile: choice.profile.trim() } : {}),
  };
}
