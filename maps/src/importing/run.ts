/** An import as the API tells it, and what the page says of it. Types, words and pure functions only. */
import type { Fault, Session } from '../api/types';
import type { Choice } from './columns';

export const OUTCOMES = ['create', 'update', 'unchanged', 'duplicate', 'refused'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export const SEVERITIES = ['error', 'warning', 'notice'] as const;
export type Severity = (typeof SEVERITIES)[number];
type RunState = 'uploaded' | 'analysing' | 'planned' | 'loading' | 'loaded' | 'refused' | 'cancelled' | 'reverting' | 'reverted' | 'failed';

export interface Finding {
  readonly id: number;
  readonly row: number | null;
  readonly field: string;
  readonly code: string;
  readonly severity: Severity;
  readonly value: string;
  readonly cure: string;
  readonly cells: readonly string[];
  readonly columns: readonly string[];
  readonly facts: Readonly<Record<string, unknown>>;
  readonly accepted_by: string | null;
  readonly accepted_at: string | null;
}
/** A column of a record and what it becomes; `…_label` where a code says it. Words in Vietnamese and English. */
export interface Difference { readonly field: string; readonly title: Both; readonly before: string; readonly after: string; readonly before_label?: Both; readonly after_label?: Both }
export interface Row {
  readonly row: number;
  readonly outcome: Outcome;
  readonly public_id: string | null;
  readonly title: string;
  readonly differences: readonly Difference[];
  readonly position: readonly [number, number] | null;
  /** Of a road. */
  readonly line: GeoJSON.MultiLineString | null;
  readonly findings: readonly Finding[];
}
export interface Rows { readonly rows: readonly Row[]; readonly matched: number; readonly next: number | null }
/** row, longitude, latitude, outcome, worst severity */
export type Place = readonly [number, number, number, Outcome, Severity | null];
export interface Run {
  readonly id: number;
  readonly file: string;
  readonly file_kept: boolean;
  readonly state: RunState;
  readonly interrupted: boolean;
  readonly cancelling: boolean;
  readonly made_by: string | null;
  readonly made_at: string;
  readonly loaded_at: string | null;
  readonly loaded_by: string | null;
  readonly progress: { readonly done: number; readonly total: number };
  readonly collection: string | null;
  readonly form: string | null;
  readonly wish: { readonly source: string; readonly left_out?: readonly number[] };
  readonly counts: Readonly<Partial<Record<Outcome | 'rows', number>>>;
  readonly problem: { readonly code: string; readonly facts: Readonly<Record<string, unknown>> } | null;
  readonly fixes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly unaccepted?: number;
  readonly codes?: readonly { readonly severity: Severity; readonly code: string; readonly count: number }[];
  readonly about_file?: readonly Finding[];
}
export interface Filter { readonly outcome: Outcome | ''; readonly severity: Severity | ''; readonly code: string }
export const NO_FILTER: Filter = { outcome: '', severity: '', code: '' };
/** Row → column of the file → the text a person has typed and not sent yet. */
export type Fixes = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface State {
  readonly session: Session | null;
  readonly runs: readonly Run[];
  readonly run: Run | null;
  readonly rows: Rows | null;
  readonly places: readonly Place[];
  readonly filter: Filter;
  readonly fixes: Fixes;
  readonly chosen: number | null;
  /** What was chosen of the question about columns; null: as proposed. */
  readonly columns: Choice | null;
  readonly busy: boolean;
  readonly fault: Fault | null;
}
export const FIRST: State = {
  session: null, runs: [], run: null, rows: null, places: [], filter: NO_FILTER, fixes: {}, chosen: null, columns: null, busy: false, fault: null,
};

/** Words in both languages. */
export type Both = readonly [vietnamese: string, english: string];
export const OUTCOME_WORDS: Readonly<Record<Outcome, Both>> = {
  create: ['Tạo mới', 'Create'], update: ['Cập nhật', 'Update'], unchanged: ['Không đổi', 'Unchanged'], duplicate: ['Trùng', 'Duplicate'], refused: ['Từ chối', 'Refused'],
};
export const SEVERITY_WORDS: Readonly<Record<Severity, Both>> = {
  error: ['Lỗi', 'Error'], warning: ['Cảnh báo', 'Warning'], notice: ['Lưu ý', 'Notice'],
};
const STATE_WORDS: Readonly<Record<RunState, Both>> = {
  uploaded: ['Đã nhận tệp', 'Received'], analysing: ['Đang phân tích', 'Analysing'], planned: ['Chờ nạp', 'Ready to load'], loading: ['Đang nạp', 'Loading'],
  loaded: ['Đã nạp', 'Loaded'], refused: ['Tệp bị từ chối', 'File refused'], cancelled: ['Đã huỷ', 'Cancelled'], reverting: ['Đang hoàn tác', 'Reverting'],
  reverted: ['Đã hoàn tác', 'Reverted'], failed: ['Gặp sự cố', 'Failed'],
};
/** Whether a person can say what the file could not: it is not refused, it is asked about. */
export const isAsked = (run: Run): boolean => run.state === 'refused' && String(run.problem?.facts.reason).endsWith('-to-confirm');

export function stateWords(run: Run): Both {
  if (run.interrupted) return ['Bị gián đoạn', 'Interrupted'];
  return isAsked(run) ? ['Cần xác nhận', 'To be confirmed'] : STATE_WORDS[run.state];
}
const WORKING: readonly RunState[] = ['uploaded', 'analysing', 'loading', 'reverting'];

/** Whether a process is at work on it: the page asks again soon. */
export function isWorking(run: Run | null): boolean {
  return run !== null && WORKING.includes(run.state) && !run.interrupted;
}

/** Why the plan cannot be loaded now; null when it can. */
export function whyNotLoad(run: Run, fixes: Fixes): Both | null {
  if (countFixes(fixes)) return ['Có ô đã sửa chưa kiểm tra lại.', 'Some corrected cells are not checked yet.'];
  if (run.unaccepted) return [`Còn ${run.unaccepted} cảnh báo chưa chấp nhận.`, `${run.unaccepted} warnings are not accepted yet.`];
  if (!(run.counts.create || run.counts.update)) return ['Không có dòng nào để nạp.', 'There is no row to load.'];
  return null;
}

export function countFixes(fixes: Fixes): number {
  return Object.values(fixes).reduce((sum, cells) => sum + Object.keys(cells).length, 0);
}

/** The rows left out, with one more or one fewer. */
export function leftOutWith(run: Run, row: number, out: boolean): readonly number[] {
  const others = (run.wish.left_out ?? []).filter((one) => one !== row);
  return out ? [...others, row].sort((a, b) => a - b) : others;
}

/** The fixes with one cell more. */
export function withFix(fixes: Fixes, row: number, column: string, text: string): Fixes {
  return { ...fixes, [row]: { ...fixes[row], [column]: text } };
}

/** How a file is to be read: what a person confirms. */
export interface Answer { readonly encoding?: string; readonly srid?: number; readonly swap_axes?: boolean; readonly columns?: Readonly<Record<string, string>>; readonly sheet?: string }
/** One way the file could be read, with what speaks for it. */
export interface Evidence { readonly answer: Answer; readonly words: Both; readonly samples: readonly string[] }
const SYSTEMS: Readonly<Record<string, string>> = { tcvn3: 'TCVN3 (ABC)', vni: 'VNI', viscii: 'VISCII', cp1258: 'Windows-1258', cp1252: 'Windows-1252' };
interface Told { readonly encoding?: string; readonly confidence?: number; readonly sample?: readonly string[]; readonly srid?: number; readonly swap_axes?: boolean; readonly share?: number }

/** The evidence of a refusal, the likeliest first. */
export function evidenceOf(run: Run): readonly Evidence[] {
  const told = (run.problem?.facts.evidence ?? []) as readonly Told[];
  if (run.problem?.facts.reason === 'columns-to-confirm') return [];
  return told.filter((one) => one.encoding === 'utf-8' || (one.confidence ?? one.share ?? 0) > 0).map((one) => {
    const share = `${Math.round(100 * (one.confidence ?? one.share ?? 0))} %`;
    if (one.encoding === 'utf-8') return { answer: { encoding: 'utf-8' }, words: ['Giữ nguyên (Unicode)', 'As it stands (Unicode)'], samples: one.sample ?? [] };
    if (one.encoding) return { answer: { encoding: one.encoding }, words: [`${SYSTEMS[one.encoding] ?? one.encoding} · ${share}`, ''], samples: one.sample ?? [] };
    const swapped = one.swap_axes ? ([', đổi trục', ', axes swapped'] as const) : (['', ''] as const);
    return { answer: { srid: one.srid!, swap_axes: Boolean(one.swap_axes) }, words: [`EPSG:${one.srid}${swapped[0]} · ${share}`, `EPSG:${one.srid}${swapped[1]}`], samples: [] };
  });
}

/** What the last refusal says, in both languages. */
export function problemWords({ code, facts }: NonNullable<Run['problem']>): Both {
  const rows = Array.isArray(facts.rows) ? facts.rows.slice(0, 20).join(', ') : '';
  if (code === 'plan-moved') {
    return [`Cơ sở dữ liệu đã thay đổi từ khi lập kế hoạch (${rows}). Không ghi gì. Lập lại kế hoạch rồi xem lại.`, `The database has changed since (${rows}). Nothing was written. Plan again and look again.`];
  }
  if (facts.reason === 'encoding-to-confirm' || facts.reason === 'encoding-not-clear') {
    return ['Chữ trong tệp không phải Unicode. Chọn cách đọc cho các dòng mẫu đúng; chưa có gì được ghi.', 'The text is not Unicode. Choose the reading whose samples are right; nothing is written yet.'];
  }
  if (facts.reason === 'columns-to-confirm') {
    return ['Tệp không theo biểu mẫu nào đã biết. Xem đề xuất cho từng cột, sửa nếu cần rồi xác nhận; chưa có gì được ghi.', 'The file is in no form we know. Look at the proposal for each column, change what is wrong, and confirm; nothing is written yet.'];
  }
  if (facts.reason === 'crs-to-confirm') {
    return [`Theo hệ toạ độ tệp khai báo, các điểm không nằm ở Việt Nam (${String(facts.value)}). Chọn hệ đúng.`, `As the file says, its points are not in Việt Nam (${String(facts.value)}). Choose the right system.`];
  }
  if (facts.cure) return [`${String(facts.reason)}: ${String(facts.cure)}`, String(facts.reason)];
  if (facts.reference) return [`Sự cố của hệ thống, mã ${String(facts.reference)}. Không ghi gì.`, `A fault of the system, reference ${String(facts.reference)}. Nothing was written.`];
  return [`${code} ${JSON.stringify(facts)}`, code];
}
